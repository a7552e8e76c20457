package com.pickatime.contacts.sourceindex;

import com.pickatime.contacts.firstimport.FirstImports;
import com.pickatime.contacts.ledger.AppliedOffsets;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.moves.SourceIdMoves;
import com.pickatime.contacts.sourceindex.SourceIndexEntries.SourceIndexEntry;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The source index of a business, as lines of JSON: positions and the highest revision, then one line per active entity, then
 * their number.
 *
 * <p>Beside the highest revision, {@code lastChange} names what was changed last otherwise than by an import. Where both are the same
 * as they were once, so are the entities, and whoever has them asks for the first line alone.
 *
 * <p>An entity's line holds its type, source ID and hash, and where it belongs, if it belongs anywhere: {@code orgs},
 * {@code roles}, and the {@code name} of an organisation. Of people, and of their birth dates, {@code identity} is a keyed hash by
 * which they are compared, and of people {@code identifier} and {@code email} are others; {@code quarantined} is somebody who waits for a decision. Asked for, people and birth dates whom the
 * roster has no longer are told too, as {@code gone}, because their source IDs may be given to others.
 *
 * <p>While source IDs of the business are being moved there is no index, but a 503 problem.
 *
 * <p>Applied offsets are read before the entities, so the entities are at least as new. The store is read only as fast as the
 * caller takes the lines.
 */
@RestController
class SourceIndexController {

    private static final int LINES_PER_BUFFER = 500;

    /** Of each half, that wait for the other. */
    private static final int PARTS_AHEAD = 4;

    private final AppliedOffsets offsets;
    private final HighestRevisions revisions;
    private final SourceIndexEntries entries;
    private final SourceIndexLines lines;
    private final FirstImports firstImports;
    private final SourceIdMoves moves;
    private final Summaries summaries;
    private final Projection projection;

    SourceIndexController(
            AppliedOffsets offsets,
            HighestRevisions revisions,
            SourceIndexEntries entries,
            SourceIndexLines lines,
            FirstImports firstImports,
            SourceIdMoves moves,
            Summaries summaries,
            Projection projection) {
        this.offsets = offsets;
        this.revisions = revisions;
        this.entries = entries;
        this.lines = lines;
        this.firstImports = firstImports;
        this.moves = moves;
        this.summaries = summaries;
        this.projection = projection;
    }

    private record Part(RosterCollection collection, List<SourceIndexEntry> entries) {}

    @GetMapping(path = "/businesses/{businessId:[^:]+}/source-index", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<DataBuffer> sourceIndex(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "false") boolean gone,
            @RequestParam(name = "entries", defaultValue = "true") boolean whole,
            ServerHttpResponse response) {
        var buffers = response.bufferFactory();
        return requireNoMoves(businessId).thenMany(Flux.defer(() -> {
            var count = new AtomicLong();
            var first = Mono.zip(offsets.all(), revisions.of(businessId).defaultIfEmpty(0L), lastChange(businessId))
                    .map(known -> lines.positions(buffers, known.getT1(), known.getT2(), known.getT3()));
            return whole
                    ? Flux.concat(
                            first,
                            entries(buffers, businessId, gone, count),
                            Mono.defer(() -> end(buffers, businessId, count.get())))
                    : first.flux();
        }));
    }

    /** A roster that is compared with half of a map would remove whom the other half is about. */
    private Mono<Void> requireNoMoves(BusinessId businessId) {
        return moves.areRunning(businessId)
                .filter(running -> running)
                .flatMap(running -> Mono.error(Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Source IDs of this business are being moved. Ask again when that is over: GET .../source-id-moves"
                                + " says how far it is.")));
    }

    /** What another version of this service derives from the same records is a change, too. */
    private Mono<String> lastChange(BusinessId businessId) {
        return summaries.lastChange(businessId).defaultIfEmpty("none").map(last -> projection.number() + "/" + last);
    }

    /** Only where nothing of a roster is stored does a first import make twins. */
    private Mono<DataBuffer> end(DataBufferFactory buffers, BusinessId businessId, long count) {
        return count > 0
                ? Mono.fromSupplier(() -> lines.end(buffers, count))
                : firstImports.of(businessId).map(first -> lines.end(buffers, first));
    }

    private Flux<DataBuffer> entries(DataBufferFactory buffers, BusinessId businessId, boolean gone, AtomicLong count) {
        return Flux.fromIterable(RosterCollection.halves())
                .flatMap(
                        half -> Flux.fromIterable(half)
                                .concatMap(collection -> entries.of(collection, businessId, gone)
                                        .buffer(LINES_PER_BUFFER)
                                        .map(some -> new Part(collection, some))),
                        RosterCollection.halves().size(),
                        PARTS_AHEAD)
                // buffers are made behind the merging, where none can be left over when the reader goes away
                .doOnNext(part -> count.addAndGet(part.entries().size()))
                .map(part -> lines.entries(buffers, part.collection().type(), part.entries()));
    }
}
