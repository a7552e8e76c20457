package com.pickatime.contacts.quarantine;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.quarantine.QuarantineDecisions.Decision;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows administrators whose source ID may have been given to somebody else, and lets them decide who it is. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class QuarantineController {

    private final QuarantineDecisions decisions;
    private final AuditLog audit;

    QuarantineController(QuarantineDecisions decisions, AuditLog audit) {
        this.decisions = decisions;
        this.audit = audit;
    }

    /**
     * A contact that waits, as it was before; whom the roster has now, the roster alone tells.
     *
     * @param etag for the header If-Match of a decision
     */
    record Waiting(
            ContactId contactId,
            @Nullable String sourceId,
            @Nullable String givenName,
            @Nullable String familyName,
            List<String> roles,
            @Nullable Instant since,
            String etag) {

        static Waiting of(ContactView contact) {
            var since = contact.local().getDate(LocalFields.QUARANTINED_AT);
            return new Waiting(
                    contact.id(),
                    contact.sourceId(),
                    contact.text(RosterFields.GIVEN_NAME),
                    contact.text(RosterFields.FAMILY_NAME),
                    contact.roles(),
                    since == null ? null : since.toInstant(),
                    contact.tag());
        }

        /** Names nobody: contacts are personal data. */
        @Override
        public String toString() {
            return "Waiting" + roles;
        }
    }

    /** The decision by name. */
    @Schema(example = """
                    {"decision": "ANOTHER_PERSON"}""")
    record Decide(@Nullable String decision) {}

    /**
     * How it stands with a contact.
     *
     * @param successor the contact that has the source ID now; null where it is the same person
     */
    record Decided(
            ContactId contactId,
            ContactState state,
            @Nullable ContactId successor) {}

    @GetMapping("/quarantine")
    Mono<ListPage<Waiting>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = decisions
                .list(businessId, after.isBlank() ? null : new ContactId(after))
                .map(Waiting::of);
        return ListPage.of(found, limit, waiting -> waiting.contactId().value());
    }

    /** All of the list as a table. */
    @GetMapping(path = "/quarantine/export", produces = "text/csv")
    Flux<String> export(@PathVariable BusinessId businessId, @AuthenticationPrincipal Caller caller) {
        return audit.add(
                        businessId, caller.subject(), AuditAction.CONTACTS_EXPORTED, null, Map.of("what", "quarantine"))
                .thenMany(Flux.just(CsvLine.of("contactId", "sourceId", "roles", "familyName", "givenName", "since")))
                .concatWith(decisions.list(businessId, null).map(Waiting::of).map(QuarantineController::line));
    }

    private static String line(Waiting waiting) {
        return CsvLine.of(
                waiting.contactId().value(),
                Objects.toString(waiting.sourceId(), ""),
                String.join(" ", waiting.roles()),
                Objects.toString(waiting.familyName(), ""),
                Objects.toString(waiting.givenName(), ""),
                Objects.toString(waiting.since(), ""));
    }

    @PostMapping("/contacts/{contactId}/quarantine")
    Mono<ResponseEntity<Decided>> decide(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestBody Decide decide,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return decisions
                .decide(new Edit(businessId, contactId, caller.subject(), ifMatch), decision(decide))
                .map(contact -> ResponseEntity.ok()
                        .eTag(contact.tag())
                        .body(new Decided(contact.id(), contact.state(), contact.succeededBy())))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("No contact of this business has this id. GET the"
                        + " quarantine lists those that wait for a decision.")));
    }

    private static Decision decision(Decide decide) {
        return Arrays.stream(Decision.values())
                .filter(decision -> decision.name().equals(decide.decision()))
                .findAny()
                .orElseThrow(() -> Problems.invalid(
                        "decision",
                        Arrays.stream(Decision.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(" or ", "must be ", ""))));
    }
}
