package com.pickatime.contacts.moves;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.moves.SourceIdMoves.Job;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.util.Map;
import java.util.Objects;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets contacts go on under the source IDs that a map says, with all that was decided of them. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/source-id-moves")
class SourceIdMovesController {

    private static final String BUSY =
            "Source IDs of this business are being moved. GET .../source-id-moves says how far that is; then send the map again.";

    private final SourceIdMoves moves;
    private final MapFile file;
    private final Pairs pairs;
    private final AuditLog audit;

    SourceIdMovesController(SourceIdMoves moves, MapFile file, Pairs pairs, AuditLog audit) {
        this.moves = moves;
        this.file = file;
        this.pairs = pairs;
        this.audit = audit;
    }

    /** @param job the last one; null for none */
    record Status(@Nullable Job job) {}

    /** A line of the last map whose contact stayed as it is, and why. */
    record Refused(String oldSourceId, String newSourceId, Refusal code, String reason) {

        static Refused of(Pair pair) {
            var refusal = Refusal.valueOf(pair.document().getString(Pair.REFUSAL));
            return new Refused(pair.old(), pair.now(), refusal, refusal.words());
        }

        /** Names nobody: source IDs may be names. */
        @Override
        public String toString() {
            return "Refused[" + code + "]";
        }
    }

    /**
     * Takes a map and begins to move.
     *
     * @param key names what is asked for: asking again with the key of the last job begins no other
     * @param approvedBy who approved it, where a service sends it; of people the token tells
     */
    @PostMapping(consumes = "text/csv")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Job> move(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String approvedBy,
            @RequestBody(required = false) Flux<DataBuffer> body,
            @AuthenticationPrincipal Caller caller) {
        var by = caller.isPerson() || approvedBy == null ? caller.subject() : approvedBy;
        return asked(businessId, key).switchIfEmpty(Mono.defer(() -> {
            var job = new ObjectId().toHexString();
            return file.read(businessId, job, body)
                    .flatMap(count -> audit.add(
                                    businessId, by, AuditAction.SOURCE_IDS_MOVED, null, Map.of("sourceIds", count))
                            .then(moves.start(businessId, job, key, count, by)))
                    .switchIfEmpty(Mono.defer(() -> pairs.forget(job)
                            .then(asked(businessId, key))
                            .switchIfEmpty(Mono.error(() -> Problems.conflict(BUSY)))));
        }));
    }

    /** The job that was begun for this key, if there is one; a 409 problem while another one is running. */
    private Mono<Job> asked(BusinessId business, @Nullable String key) {
        return moves.job(business).handle((job, sink) -> {
            if (key != null && key.equals(job.key())) {
                sink.next(job);
            } else if (job.isRunning()) {
                sink.error(Problems.conflict(BUSY));
            }
        });
    }

    @GetMapping
    Mono<Status> status(@PathVariable BusinessId businessId) {
        return moves.job(businessId).map(Status::new).defaultIfEmpty(new Status(null));
    }

    @GetMapping("/refusals")
    Mono<ListPage<Refused>> refusals(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(refused(businessId, after).map(Refused::of), limit, refused -> refused.oldSourceId());
    }

    /** All of them as a table. */
    @GetMapping(path = "/refusals/export", produces = "text/csv")
    Flux<String> export(@PathVariable BusinessId businessId) {
        return Flux.just(CsvLine.of("old", "new", "code", "reason"))
                .concatWith(refused(businessId, "")
                        .map(Refused::of)
                        .map(refused -> CsvLine.of(
                                refused.oldSourceId(),
                                refused.newSourceId(),
                                refused.code().name(),
                                refused.reason())));
    }

    private Flux<Pair> refused(BusinessId business, String after) {
        return moves.job(business)
                .flatMapMany(job -> pairs.refused(
                        Objects.requireNonNull(job.job()), after.isEmpty() ? "" : Pair.id(business, job.job(), after)));
    }
}
