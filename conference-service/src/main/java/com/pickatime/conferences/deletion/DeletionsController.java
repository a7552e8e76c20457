package com.pickatime.conferences.deletion;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.conferences.checks.Checks;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.conference.Deletion;
import com.pickatime.conferences.conference.Deletion.State;
import com.pickatime.conferences.conference.Deletions;
import com.pickatime.conferences.deletion.DeletionPreviews.Deleted;
import com.pickatime.conferences.deletion.DeletionPreviews.Preview;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
 * All past events but those that are kept: look at what would be deleted, export it, type what is asked for, and take it back within 30
 * days if it was wrong.
 */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conference-deletions")
class DeletionsController {

    private static final int MOST_KEPT = 200;

    private final DeletionPreviews previews;
    private final DeletionExport export;
    private final Deletions deletions;
    private final Conferences conferences;
    private final Checks checks;
    private final Clock clock;

    DeletionsController(
            DeletionPreviews previews,
            DeletionExport export,
            Deletions deletions,
            Conferences conferences,
            Checks checks,
            Clock clock) {
        this.previews = previews;
        this.export = export;
        this.deletions = deletions;
        this.conferences = conferences;
        this.checks = checks;
        this.clock = clock;
    }

    /** A preview, and what has to be typed to go on. */
    record Shown(@JsonUnwrapped Preview preview, String confirmation) {}

    /**
     * What is to be deleted: all but these.
     *
     * @param digest of the preview
     * @param confirmation what the preview asked to be typed
     */
    @Schema(example = """
            {"keep": ["2c0f0b3e-8c8e-4f0e-9a54-1f1f6e7f7a10"], "digest": "3-9f86d081884c7d65", "confirmation": "DELETE 3 EVENTS"}""")
    record Request(
            @Nullable List<String> keep,
            @Nullable String digest,
            @Nullable String confirmation) {}

    /**
     * How far a deletion is.
     *
     * @param by subject of the token of who asked for it
     * @param undoUntil null if it cannot be undone
     * @param undoneBy subject of the token of who took it back; null for nobody
     * @param reason why nothing was deleted; null unless VOID
     */
    record Progress(
            String deletionId,
            State state,
            Instant at,
            String by,
            List<String> kept,
            int conferences,
            long slots,
            long appointments,
            @Nullable Instant undoUntil,
            @Nullable String undoneBy,
            @Nullable Instant undoneAt,
            @Nullable String reason) {

        static Progress of(Deletion deletion) {
            return new Progress(
                    deletion.id(),
                    deletion.state(),
                    deletion.at(),
                    deletion.by(),
                    deletion.kept(),
                    deletion.conferences().size(),
                    deletion.slots(),
                    deletion.appointments(),
                    deletion.state() == State.DELETED ? deletion.at().plus(Deletions.UNDO) : null,
                    deletion.undoneBy(),
                    deletion.undoneAt(),
                    deletion.state() == State.VOID ? CHANGED : null);
        }
    }

    private static final String CHANGED = "Something changed since the preview, so nothing was deleted."
            + " Look at a new preview, and confirm that.";

    /** @param keep ids of the conferences that stay, one or more */
    @GetMapping("/preview")
    Mono<Shown> preview(
            @PathVariable BusinessId businessId, @RequestParam(required = false) @Nullable List<String> keep) {
        return previews.of(businessId, kept(keep), null).map(preview -> new Shown(preview, preview.confirmation()));
    }

    /** All appointments of what a deletion that keeps these would take away, as a table. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId, @RequestParam(required = false) @Nullable List<String> keep) {
        return export.of(businessId, kept(keep));
    }

    @PostMapping
    Mono<ResponseEntity<Progress>> begin(
            @PathVariable BusinessId businessId, @RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        var digest = request.digest();
        if (digest == null || !digest.contains("-")) {
            return Mono.error(
                    Problems.invalid("digest", "must be that of a preview: GET conference-deletions/preview"));
        }
        var wanted = DeletionPreviews.confirmation(digest);
        if (!wanted.equals(request.confirmation())) {
            return Mono.error(Problems.invalid("confirmation", "must be, typed as it is: " + wanted));
        }
        return previews.of(businessId, kept(request.keep()), null)
                .filter(preview -> preview.digest().equals(digest))
                .switchIfEmpty(Mono.error(() -> Problems.conflict(CHANGED)))
                .flatMap(preview -> deletions.begin(deletion(businessId, preview, caller)))
                .doOnNext(begun -> conferences.forgetKnown(begun.conferences()))
                .map(DeletionsController::accepted);
    }

    private Deletion deletion(BusinessId business, Preview preview, Caller caller) {
        return new Deletion(
                UUID.randomUUID().toString(),
                business,
                preview.kept(),
                preview.conferences().stream().map(Deleted::conferenceId).toList(),
                preview.slots(),
                preview.appointments(),
                preview.digest(),
                caller.subject(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                State.CHECKING,
                null,
                null);
    }

    @GetMapping
    Mono<ListPage<Progress>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(deletions.of(businessId, after), limit, Deletions::cursor)
                .map(page -> page.map(Progress::of));
    }

    @GetMapping("/{deletionId}")
    Mono<Progress> one(@PathVariable BusinessId businessId, @PathVariable String deletionId) {
        return find(businessId, deletionId).map(Progress::of);
    }

    /** Brings all back as it was. Sent again it changes nothing. */
    @PostMapping("/{deletionId}/undo")
    Mono<Progress> undo(
            @PathVariable BusinessId businessId,
            @PathVariable String deletionId,
            @AuthenticationPrincipal Caller caller) {
        return find(businessId, deletionId)
                .flatMap(deletion -> deletions.undo(deletion, caller.subject()))
                .flatMap(undone -> find(businessId, deletionId))
                .flatMap(
                        now -> now.state() == State.UNDONE
                                ? Mono.just(Progress.of(now))
                                : Mono.error(
                                        Problems.conflict(
                                                now.state() == State.CHECKING
                                                        ? "It is being looked whether anything changed. Try again in some seconds."
                                                        : now.state() == State.VOID
                                                                ? "Nothing was deleted, so nothing can be undone."
                                                                : "It was more than 30 days ago, and what is needed to undo it is deleted.")));
    }

    private Mono<Deletion> find(BusinessId businessId, String deletionId) {
        return deletions
                .find(businessId, deletionId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "The business has no such deletion. GET conference-deletions lists the latest.")));
    }

    private static List<String> kept(@Nullable List<String> keep) {
        var kept = Objects.requireNonNullElse(keep, List.<String>of());
        if (kept.size() > MOST_KEPT) {
            throw Problems.invalid("keep", "must be no more than " + MOST_KEPT);
        }
        return kept;
    }

    private static ResponseEntity<Progress> accepted(Deletion deletion) {
        return ResponseEntity.accepted()
                .location(URI.create("/businesses/" + deletion.business() + "/conference-deletions/" + deletion.id()))
                .body(Progress.of(deletion));
    }
}
