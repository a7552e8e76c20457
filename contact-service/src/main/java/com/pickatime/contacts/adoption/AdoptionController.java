package com.pickatime.contacts.adoption;

import com.pickatime.contacts.adoption.AdoptionJobs.Job;
import com.pickatime.contacts.adoption.AdoptionJobs.Kind;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.MatchTable.Taken;
import com.pickatime.contacts.adoption.Matches.Decided;
import com.pickatime.contacts.adoption.Matches.Search;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.EntityTags;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets administrators see who of their own contacts is whom of the roster, decide it, and adopt. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class AdoptionController {

    private static final String BUSY =
            "A report or an adoption of this business is running. GET .../adoption says how far it is.";

    private final AdoptionJobs jobs;
    private final Matches matches;
    private final MatchTable table;
    private final Adoption adoption;
    private final Unadoption unadoption;
    private final AuditLog audit;

    AdoptionController(
            AdoptionJobs jobs,
            Matches matches,
            MatchTable table,
            Adoption adoption,
            Unadoption unadoption,
            AuditLog audit) {
        this.jobs = jobs;
        this.matches = matches;
        this.table = table;
        this.adoption = adoption;
        this.unadoption = unadoption;
        this.audit = audit;
    }

    /**
     * How it stands.
     *
     * @param job the last one; null for none
     * @param matches numbers of the last report, by decision, rule and role, and those that each rule would accept now; empty while a
     *     job is running
     * @param trustedRules whose matches are accepted by themselves when an import is complete
     */
    record Status(@Nullable Job job, Map<String, Map<String, Long>> matches, Set<MatchRule> trustedRules) {}

    /** ACCEPTED, REFUSED, or PROPOSED to open it again. */
    @Schema(example = """
                    {"decision": "ACCEPTED"}""")
    record Choice(@Nullable String decision) {}

    @Schema(example = """
                    {"rules": ["ID", "EMAIL_NAME"]}""")
    record Rules(@Nullable List<String> rules) {}

    record Changed(long changed) {}

    /** @param contactId the contact that an import made, which is there again */
    record Unadopted(ContactId contactId) {}

    @GetMapping("/adoption")
    Mono<Status> status(@PathVariable BusinessId businessId) {
        return jobs.trustedRules(businessId)
                .flatMap(trusted -> jobs.job(businessId)
                        // they change all the time then, and counting reads them all
                        .flatMap(job -> (job.isRunning()
                                        ? Mono.just(Map.<String, Map<String, Long>>of())
                                        : matches.counts(businessId))
                                .map(counts -> new Status(job, counts, trusted)))
                        .defaultIfEmpty(new Status(null, Map.of(), trusted)));
    }

    @PostMapping("/adoption/reports")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Job> report(@PathVariable BusinessId businessId, @AuthenticationPrincipal Caller caller) {
        return start(businessId, Kind.REPORT, caller);
    }

    private Mono<Job> start(BusinessId business, Kind kind, Caller caller) {
        return jobs.start(business, kind, caller.subject()).switchIfEmpty(Mono.error(() -> Problems.conflict(BUSY)));
    }

    @GetMapping("/adoption/matches")
    Mono<ListPage<Match>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(matches.find(businessId, search(decision, rule, role, after)), limit, Match::cursor);
    }

    /** All of it as a table, with names, to be sent back with decisions. */
    @GetMapping(path = "/adoption/matches/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String role,
            @AuthenticationPrincipal Caller caller) {
        var search = search(decision, rule, role, "");
        return audit.add(businessId, caller.subject(), AuditAction.CONTACTS_EXPORTED, null, Map.of("what", "matches"))
                .thenMany(table.export(businessId, search));
    }

    @PutMapping("/adoption/matches/{own}/{roster}")
    Mono<Match> decide(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId own,
            @PathVariable ContactId roster,
            @RequestBody Choice choice,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var decision = decision(choice, Decision.ACCEPTED, Decision.REFUSED, Decision.PROPOSED);
        return requireNoAdoption(businessId)
                .then(matches.find(businessId, own, roster))
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "The last report has no match of these two contacts. GET .../adoption/matches lists them.")))
                .filter(found -> found.decision() == decision || EntityTags.isMeant(ifMatch, found.tag()))
                .switchIfEmpty(Mono.error(AdoptionController::changed))
                .flatMap(found -> audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.MATCHES_DECIDED,
                        own,
                        Map.of("decision", decision, "roster", roster)))
                .then(matches.decide(businessId, List.of(new Decided(own, roster, decision)), caller.subject()))
                .flatMap(refused -> refused.isEmpty()
                        ? matches.find(businessId, own, roster)
                        : Mono.error(Problems.conflict("This match "
                                + MatchTable.reason(refused.values().iterator().next()) + '.')))
                .filter(found -> found.decision() == decision)
                .switchIfEmpty(Mono.error(AdoptionController::changed));
    }

    private static ErrorResponseException changed() {
        return Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "Somebody else decided this match since you looked at it. Get it again, and repeat your decision with its new"
                        + " etag if it is still what you want.");
    }

    /** Decides all that a rule found and that is clear; what is undecided is decided one by one. */
    @PostMapping("/adoption/rules/{rule}/decision")
    Mono<Changed> decideAll(
            @PathVariable BusinessId businessId,
            @PathVariable String rule,
            @RequestBody Choice choice,
            @AuthenticationPrincipal Caller caller) {
        var decision = decision(choice, Decision.ACCEPTED, Decision.REFUSED);
        var known = value(MatchRule.class, "rule", rule);
        return requireNoAdoption(businessId)
                .then(audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.MATCHES_DECIDED,
                        null,
                        Map.of("decision", decision, "rule", known)))
                .then(matches.decideAll(businessId, Set.of(known), decision, caller.subject()))
                .map(Changed::new);
    }

    /** Takes the table back with what was decided in it. */
    @PostMapping(path = "/adoption/decisions", consumes = "text/csv")
    Mono<Taken> decideByTable(
            @PathVariable BusinessId businessId,
            @RequestBody Flux<DataBuffer> body,
            @AuthenticationPrincipal Caller caller) {
        return requireNoAdoption(businessId)
                .then(audit.add(businessId, caller.subject(), AuditAction.MATCHES_DECIDED, null, Map.of("by", "table")))
                .then(table.take(businessId, body, caller.subject()));
    }

    @PutMapping("/adoption/trusted-rules")
    Mono<Status> trust(
            @PathVariable BusinessId businessId, @RequestBody Rules rules, @AuthenticationPrincipal Caller caller) {
        var trusted = EnumSet.noneOf(MatchRule.class);
        if (rules.rules() == null) {
            throw Problems.invalid("rules", "must be a list of rules; empty for none");
        }
        rules.rules().forEach(rule -> trusted.add(value(MatchRule.class, "rules", rule)));
        if (trusted.contains(MatchRule.EMAIL)) {
            throw Problems.invalid("rules", "must not hold EMAIL: families share an address, so it decides nothing");
        }
        return audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.MATCHES_DECIDED,
                        null,
                        Map.of("trustedRules", trusted))
                .then(jobs.trust(businessId, trusted))
                .then(status(businessId));
    }

    /** What adopting all that is accepted would move, by kind. */
    @GetMapping("/adoption/preview")
    Mono<Map<String, Long>> preview(@PathVariable BusinessId businessId) {
        return adoption.preview(businessId);
    }

    @PostMapping("/adoption/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Job> adopt(@PathVariable BusinessId businessId, @AuthenticationPrincipal Caller caller) {
        return audit.add(businessId, caller.subject(), AuditAction.ADOPTION_STARTED, null, Map.of())
                .then(start(businessId, Kind.ADOPT, caller));
    }

    /** Takes the adoption of a contact back. */
    @PostMapping("/contacts/{contactId}/un-adoption")
    Mono<Unadopted> unadopt(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @AuthenticationPrincipal Caller caller) {
        return unadoption
                .require(businessId, contactId)
                .then(audit.add(businessId, caller.subject(), AuditAction.CONTACT_UNADOPTED, contactId, Map.of()))
                .then(unadoption.takeBack(businessId, contactId, caller.subject()))
                .map(Unadopted::new);
    }

    /** What an adoption works on is not decided otherwise meanwhile. */
    private Mono<Void> requireNoAdoption(BusinessId business) {
        return jobs.job(business)
                .filter(job -> job.isRunning() && job.kind() != Kind.REPORT)
                .flatMap(running -> Mono.error(Problems.conflict(BUSY)));
    }

    private static Search search(
            @Nullable String decision, @Nullable String rule, @Nullable String role, String after) {
        return new Search(
                decision == null ? null : value(Decision.class, "decision", decision),
                rule == null ? null : value(MatchRule.class, "rule", rule),
                role == null ? null : value(MatchRole.class, "role", role),
                after);
    }

    private static Decision decision(Choice choice, Decision... allowed) {
        return Arrays.stream(allowed)
                .filter(decision -> decision.name().equals(choice.decision()))
                .findAny()
                .orElseThrow(() -> Problems.invalid("decision", oneOf(allowed)));
    }

    private static <E extends Enum<E>> E value(Class<E> type, String field, @Nullable String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElseThrow(() -> Problems.invalid(field, oneOf(type.getEnumConstants())));
    }

    private static String oneOf(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ", "must be one of ", ""));
    }
}
