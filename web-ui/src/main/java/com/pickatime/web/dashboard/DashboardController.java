package com.pickatime.web.dashboard;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Event;
import com.pickatime.web.reports.Report;
import com.pickatime.web.services.Parts;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The roster at a glance. Each part is asked for by itself, so that a service that is away takes only its own part along. */
@Controller
class DashboardController {

    private static final int RUNS = 20;
    private static final int WAITING = 200;
    private static final int MAILS = 50;

    private static final ParameterizedTypeReference<ListPage<Run>> RUN_PAGE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Object>> ANY_PAGE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Mail>> MAIL_PAGE = new ParameterizedTypeReference<>() {};

    private static final ParameterizedTypeReference<ListPage<Event>> EVENT_PAGE = new ParameterizedTypeReference<>() {};

    private final Services services;

    DashboardController(Services services) {
        this.services = services;
    }

    record Run(
            String importId,
            String mode,
            String state,
            Instant requestedAt,
            @Nullable Instant finishedAt,
            @Nullable Plan plan) {

        record Plan(long changes) {}

        boolean isApplied() {
            return state.equals("COMPLETED") && !mode.equals("DRY_RUN");
        }
    }

    /** @param ownContacts whom people made here, by role */
    record FirstImport(Map<String, Long> ownContacts) {}

    /** What the contact service counted last. */
    record People(
            Map<String, Long> contactsByRole,
            long classes,
            long relationships,
            long studentsWithoutBirthDate,
            Instant countedAt) {

        /** The largest group first. */
        public List<Map.Entry<String, Long>> byRole() {
            return contactsByRole.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .toList();
        }

        public long students() {
            return contactsByRole.getOrDefault("STUDENT", 0L);
        }

        public long withBirthDate() {
            return students() - studentsWithoutBirthDate;
        }
    }

    record SignOn(String provider, @Nullable Metadata metadata, List<String> warnings) {

        record Metadata(List<Certificate> certificates) {}

        record Certificate(int daysLeft) {}

        /** Of the certificate that lasts longest; null where there is none. */
        public @Nullable Integer daysLeft() {
            return metadata == null
                    ? null
                    : metadata.certificates().stream()
                            .map(Certificate::daysLeft)
                            .max(Integer::compare)
                            .orElse(null);
        }
    }

    record Mail(String state) {}

    /**
     * What somebody has to decide.
     *
     * @param contacts whose source ID may have been given to somebody else
     * @param more whether there are more of them
     * @param run an import that is held; null for none
     */
    record Decisions(int contacts, boolean more, @Nullable Run run) {

        public boolean isNone() {
            return contacts == 0 && run == null;
        }
    }

    @GetMapping("/dashboard")
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who) {
        var runs = Parts.of(
                services.get(who, Service.IMPORTS, RUN_PAGE, "/businesses/{business}/imports?limit={limit}", RUNS));
        var people = Parts.of(services.get(who, Service.CONTACTS, People.class, "/businesses/{business}/summary"));
        var waiting = Parts.of(services.get(
                who, Service.CONTACTS, ANY_PAGE, "/businesses/{business}/quarantine?limit={limit}", WAITING));
        var signOn = Parts.of(services.get(who, Service.SSO, SignOn.class, "/businesses/{business}/sso-settings"));
        var mails = Parts.of(services.get(
                who, Service.NOTIFICATIONS, MAIL_PAGE, "/businesses/{business}/mails?limit={limit}", MAILS));
        var events = Parts.of(
                services.get(who, Service.CONFERENCES, EVENT_PAGE, Event.ALL + "?limit={limit}", ListPage.LARGEST));
        return Mono.zip(runs.zipWhen(found -> isSwitch(who, found)), people, waiting, signOn, mails, events)
                .map(parts -> Rendering.view("web/dashboard")
                        .modelAttribute("isSwitch", parts.getT1().getT2())
                        .modelAttribute(
                                "runs", Parts.shown(parts.getT1().getT1().map(page -> latest(page.items()))))
                        .modelAttribute("people", Parts.shown(parts.getT2()))
                        .modelAttribute(
                                "decisions",
                                Parts.shown(
                                        decisions(parts.getT3(), parts.getT1().getT1())))
                        .modelAttribute("signOn", Parts.shown(parts.getT4()))
                        .modelAttribute("events", Parts.shown(parts.getT6().map(ListPage::items)))
                        .modelAttribute("reports", Report.values())
                        .modelAttribute("failedMails", Parts.shown(parts.getT5().map(DashboardController::failed)))
                        .build());
    }

    /** The last import that came to its end, or the first one on its way to it; a dry run changes nothing. */
    private static List<Run> latest(List<Run> runs) {
        return runs.stream()
                .filter(run -> !run.mode().equals("DRY_RUN")
                        && !run.state().equals("SUPERSEDED")
                        && !run.state().equals("CANCELLED"))
                .limit(1)
                .toList();
    }

    /** Asked only where no roster was imported yet: it reads everybody. */
    private Mono<Boolean> isSwitch(SignedIn who, Optional<ListPage<Run>> runs) {
        return runs.isEmpty() || runs.get().items().stream().anyMatch(Run::isApplied)
                ? Mono.just(false)
                : Parts.of(services.get(
                                who, Service.CONTACTS, FirstImport.class, "/businesses/{business}/first-import"))
                        .map(first -> first.map(known -> !known.ownContacts().isEmpty())
                                .orElse(false));
    }

    private static Optional<Decisions> decisions(Optional<ListPage<Object>> waiting, Optional<ListPage<Run>> runs) {
        return waiting.flatMap(contacts -> runs.map(page -> new Decisions(
                contacts.items().size(),
                contacts.next() != null,
                page.items().stream()
                        .filter(run -> run.state().equals("HELD"))
                        .findFirst()
                        .orElse(null))));
    }

    private static long failed(ListPage<Mail> mails) {
        return mails.items().stream()
                .filter(mail -> mail.state().equals("FAILED"))
                .count();
    }
}
