package com.pickatime.contacts.clearing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.clearing.Clearing.State;
import com.pickatime.contacts.clearing.ClearingPreviews.Preview;
import com.pickatime.contacts.directory.LevelNames;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Delete All Contacts: look at what would be deleted, export it, type what is asked for, and take it back within 30 days if it was
 * wrong.
 */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class ClearingController {

    private final ClearingPreviews previews;
    private final Clearings clearings;
    private final ContactExport export;
    private final HighestRevisions revisions;
    private final AuditLog audit;

    ClearingController(
            ClearingPreviews previews,
            Clearings clearings,
            ContactExport export,
            HighestRevisions revisions,
            AuditLog audit) {
        this.previews = previews;
        this.clearings = clearings;
        this.export = export;
        this.revisions = revisions;
        this.audit = audit;
    }

    /** A preview, and what has to be typed to go on. */
    record Shown(@JsonUnwrapped Preview preview, String confirmation) {}

    /**
     * What is to be deleted.
     *
     * @param level "Level to delete", by name: it and all lower ones
     * @param digest of the preview
     * @param confirmation what the preview asked to be typed
     */
    @Schema(example = """
                    {"level": "EVENT_ADMINISTRATOR", "digest": "1204-9f86d081884c7d65", "confirmation": "DELETE 1204 CONTACTS"}""")
    record Request(
            @Nullable String level,
            @Nullable String digest,
            @Nullable String confirmation) {}

    /**
     * How far a clearing is.
     *
     * @param contacts deleted so far
     * @param leftOut of them, those that undoing did not bring back, so as to make no twins of people whom an import brought since
     * @param undoUntil null if it cannot be undone
     * @param reason why nothing was deleted; null unless VOID
     */
    record Progress(
            String clearingId,
            AccessLevel level,
            State state,
            Instant at,
            String by,
            long contacts,
            long leftOut,
            @Nullable Instant undoUntil,
            @Nullable String reason) {

        static Progress of(Clearing clearing) {
            return new Progress(
                    Clearings.shortId(clearing),
                    clearing.level(),
                    clearing.state(),
                    clearing.at(),
                    clearing.by(),
                    clearing.contacts(),
                    clearing.leftOut(),
                    clearing.state() == State.DELETED ? clearing.at().plus(Clearings.UNDO) : null,
                    clearing.reason());
        }
    }

    @GetMapping("/clearings/preview")
    Mono<Shown> preview(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String level,
            @AuthenticationPrincipal Caller caller) {
        return previews.of(businessId, level(level), caller.subject())
                .map(preview -> new Shown(preview, preview.confirmation()));
    }

    /** What a clearing of this level would delete, as a table. */
    @GetMapping(path = "/clearings/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String level,
            @AuthenticationPrincipal Caller caller) {
        var upTo = level(level);
        return audit.add(businessId, caller.subject(), AuditAction.CONTACTS_EXPORTED, null, Map.of("level", upTo))
                .thenMany(export.of(businessId, upTo, caller.subject()));
    }

    @PostMapping("/clearings")
    Mono<ResponseEntity<Progress>> begin(
            @PathVariable BusinessId businessId, @RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        var level = level(request.level());
        var digest = request.digest();
        if (digest == null || !digest.contains("-")) {
            return Mono.error(Problems.invalid("digest", "must be that of a preview: GET clearings/preview"));
        }
        var wanted = ClearingPreviews.confirmation(digest);
        if (!wanted.equals(request.confirmation())) {
            return Mono.error(Problems.invalid("confirmation", "must be, typed as it is: " + wanted));
        }
        return audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.CLEARING_STARTED,
                        null,
                        Map.of("level", level, "digest", digest))
                .then(clearings.begin(businessId, level, digest, caller.subject()))
                .map(ClearingController::accepted);
    }

    @GetMapping("/clearings")
    Mono<ListPage<Progress>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(clearings.of(businessId, after), limit, Clearings::cursor)
                .map(page -> page.map(Progress::of));
    }

    @GetMapping("/clearings/{clearingId}")
    Mono<Progress> one(@PathVariable BusinessId businessId, @PathVariable String clearingId) {
        return find(businessId, clearingId).map(Progress::of);
    }

    /** Brings back what was deleted, as far as that makes no twins. */
    @PostMapping("/clearings/{clearingId}/undo")
    Mono<ResponseEntity<Progress>> undo(
            @PathVariable BusinessId businessId,
            @PathVariable String clearingId,
            @AuthenticationPrincipal Caller caller) {
        return find(businessId, clearingId)
                .flatMap(clearing -> audit.add(
                                businessId,
                                caller.subject(),
                                AuditAction.CLEARING_UNDONE,
                                null,
                                Map.of("clearing", clearingId))
                        .then(revisions.of(businessId).defaultIfEmpty(0L))
                        .flatMap(highest -> clearings.beginUndo(clearing, highest > clearing.revision()))
                        .switchIfEmpty(Mono.error(() -> Problems.conflict(
                                clearing.state() == State.DELETED
                                        ? "It was more than 30 days ago, and what is needed to undo it is deleted."
                                        : "It is " + clearing.state() + "; only what is DELETED can be undone."))))
                .map(ClearingController::accepted);
    }

    private Mono<Clearing> find(BusinessId businessId, String clearingId) {
        return clearings
                .find(businessId, clearingId)
                .switchIfEmpty(Mono.error(
                        () -> Problems.notFound("The business has no such clearing. GET clearings lists the latest.")));
    }

    private static ResponseEntity<Progress> accepted(Clearing clearing) {
        return ResponseEntity.accepted()
                .location(
                        URI.create("/businesses/" + clearing.business() + "/clearings/" + Clearings.shortId(clearing)))
                .body(Progress.of(clearing));
    }

    private static AccessLevel level(@Nullable String name) {
        return LevelNames.belowAdministrator("level", name, "administrators are never deleted together");
    }
}
