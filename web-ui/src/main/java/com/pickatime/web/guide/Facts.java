package com.pickatime.web.guide;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Parts;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * How a switch stands, as the services tell it: whatever was done, and wherever.
 *
 * @param connection empty if the import service does not answer
 * @param runs the latest imports; empty if the import service does not answer
 * @param adoption empty if the contact service cannot tell
 * @param clearings the latest; empty if the contact service cannot tell
 * @param deletions the latest, of events; empty if the conference service does not answer
 * @param birthDates empty before there was an import, and if the contact service cannot tell
 * @param signOn empty if the sign-on service does not answer
 * @param noted what facts do not tell, and its version
 */
record Facts(
        FirstImport first,
        Tagged<Noted> noted,
        Optional<Connection> connection,
        Optional<List<Run>> runs,
        Optional<Adoption> adoption,
        Optional<List<Clearing>> clearings,
        Optional<List<Deletion>> deletions,
        Optional<BirthDates> birthDates,
        Optional<SignOn> signOn) {

    private static final int RUNS = 30;
    private static final int CLEARINGS = 20;

    private static final String BUSINESS = "/businesses/{business}";
    static final String NOTED = BUSINESS + "/first-import/progress";

    private static final ParameterizedTypeReference<ListPage<Run>> RUN_PAGE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Clearing>> CLEARING_PAGE =
            new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Deletion>> DELETION_PAGE =
            new ParameterizedTypeReference<>() {};

    /** @param decision null until it is made */
    record FirstImport(@Nullable Way decision, @Nullable Instant at, Map<String, Long> ownContacts) {

        /** Whom a clearing can delete; administrators stay. */
        long clearable() {
            return ownContacts.entrySet().stream()
                    .filter(role -> !"ADMINISTRATOR".equals(role.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /**
     * What administrators said here.
     *
     * @param way null until it is chosen
     * @param ticked what they did by hand
     */
    record Noted(@Nullable Way way, List<String> ticked) {}

    /** @param state of a business without a connection is NONE */
    record Connection(String state) {

        static final Connection NONE = new Connection("NONE");
    }

    record Run(
            String importId,
            String mode,
            String state,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable String holdCause) {

        boolean isApplied() {
            return "COMPLETED".equals(state) && changes();
        }

        boolean isHeld() {
            return "HELD".equals(state);
        }

        boolean isUnderWay() {
            return changes()
                    && switch (state) {
                        case "REQUESTED", "FETCHING", "PLANNING", "PUBLISHING", "APPLYING" -> true;
                        default -> false;
                    };
        }

        private boolean changes() {
            return !"DRY_RUN".equals(mode);
        }

        Instant begun() {
            return startedAt == null ? requestedAt : startedAt;
        }
    }

    record Adoption(@Nullable Job job, Map<String, Map<String, Long>> matches) {

        /** @param adoptedAt when the last adoption was over; null for none */
        record Job(String kind, String state, @Nullable Instant adoptedAt) {}

        boolean isUnderWay(String... kinds) {
            return job != null
                    && "RUNNING".equals(job.state())
                    && List.of(kinds).contains(job.kind());
        }

        long decided(String decision) {
            return matches.getOrDefault("decisions", Map.of()).getOrDefault(decision, 0L);
        }

        @Nullable
        Instant adoptedAt() {
            return job == null ? null : job.adoptedAt();
        }

        /** Whether a report was made; one that found nobody too. */
        boolean isReported() {
            return !matches.isEmpty() || adoptedAt() != null || (job != null && "DONE".equals(job.state()));
        }
    }

    record Clearing(String state) {

        boolean isUnderWay() {
            return "CHECKING".equals(state) || "DELETING".equals(state);
        }
    }

    record Deletion(String state) {

        boolean isDone() {
            return switch (state) {
                case "DELETED", "FORGETTING", "FORGOTTEN" -> true;
                default -> false;
            };
        }
    }

    /** @param reasons why parents cannot be told yet, in words */
    record BirthDates(boolean readyToInviteParents, List<String> reasons) {}

    record SignOn(String provider, ServiceProvider serviceProvider) {

        record ServiceProvider(String signInUrl) {}

        boolean isSetUp() {
            return !"NONE".equals(provider);
        }
    }

    /** Asks all of them at once; fails if the contact service does not answer, which knows where one was. */
    static Mono<Facts> of(Services services, SignedIn who) {
        var connection = services.get(who, Service.IMPORTS, Connection.class, "/connections/{business}")
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.status() == HttpStatus.NOT_FOUND
                                ? Mono.just(Connection.NONE)
                                : Mono.error(refusal));
        var runs = services.get(who, Service.IMPORTS, RUN_PAGE, BUSINESS + "/imports?limit={limit}", RUNS)
                .map(ListPage::items);
        var clearings = services.get(
                        who, Service.CONTACTS, CLEARING_PAGE, BUSINESS + "/clearings?limit={limit}", CLEARINGS)
                .map(ListPage::items);
        var deletions = services.get(
                        who,
                        Service.CONFERENCES,
                        DELETION_PAGE,
                        BUSINESS + "/conference-deletions?limit={limit}",
                        CLEARINGS)
                .map(ListPage::items);
        var preflight = services.get(who, Service.CONTACTS, BirthDates.class, BUSINESS + "/birth-date-preflight");
        return Mono.zip(
                        services.get(who, Service.CONTACTS, FirstImport.class, BUSINESS + "/first-import"),
                        services.getTagged(who, Service.CONTACTS, Noted.class, NOTED),
                        Parts.of(connection),
                        Parts.of(runs),
                        Parts.of(services.get(who, Service.CONTACTS, Adoption.class, BUSINESS + "/adoption")),
                        Parts.of(clearings),
                        Parts.of(services.get(who, Service.SSO, SignOn.class, BUSINESS + "/sso-settings")),
                        Parts.of(deletions))
                .map(parts -> new Facts(
                        parts.getT1(),
                        parts.getT2(),
                        parts.getT3(),
                        parts.getT4(),
                        parts.getT5(),
                        parts.getT6(),
                        parts.getT8(),
                        Optional.empty(),
                        parts.getT7()))
                // it reads everybody, and before an import there is nothing to find
                .flatMap(facts -> facts.isImported() ? Parts.of(preflight).map(facts::with) : Mono.just(facts));
    }

    private Facts with(Optional<BirthDates> known) {
        return new Facts(first, noted, connection, runs, adoption, clearings, deletions, known, signOn);
    }

    /** What was decided, and before that what was chosen here; null for neither. */
    @Nullable
    Way way() {
        return first.decision() == null ? noted.value().way() : first.decision();
    }

    boolean isTicked(Step step) {
        return noted.value().ticked().contains(step.name());
    }

    /** Whether a roster was imported. */
    boolean isImported() {
        return latest().stream().anyMatch(Run::isApplied);
    }

    boolean isImporting() {
        return latest().stream().anyMatch(Run::isUnderWay);
    }

    /** The import that waits for a decision; null for none. */
    @Nullable
    Run held() {
        return latest().stream().filter(Run::isHeld).findFirst().orElse(null);
    }

    private List<Run> latest() {
        return runs.orElse(List.of());
    }

    /** Whether a whole import came after an adoption. */
    boolean isImportedSince(@Nullable Instant adopted) {
        return adopted != null
                && latest().stream()
                        .anyMatch(run -> run.isApplied() && run.begun().isAfter(adopted));
    }

    Adoption adopted() {
        return adoption.orElse(new Adoption(null, Map.of()));
    }

    /** Whether there is somebody whom the roster would bring a second time, or was. */
    boolean isSwitch() {
        return !first.ownContacts().isEmpty()
                || first.decision() != null
                || noted.value().way() != null;
    }
}
