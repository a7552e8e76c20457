package com.pickatime.imports.run.api;

import com.pickatime.events.HoldCause;
import com.pickatime.imports.publish.sourceindex.ContactServiceNotReadyException;
import com.pickatime.imports.publish.sourceindex.SourceIdMover;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.SourceIdMaps;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Maps of source IDs that somebody approves: sent to the contact service, before a run reads the roster anew. */
@Component
class ApprovedMaps {

    private final SourceIdMaps maps;
    private final SourceIdMover mover;
    private final ManualImports imports;
    private final ImportRequests requests;
    private final ImportRuns runs;

    ApprovedMaps(
            SourceIdMaps maps, SourceIdMover mover, ManualImports imports, ImportRequests requests, ImportRuns runs) {
        this.maps = maps;
        this.mover = mover;
        this.imports = imports;
        this.requests = requests;
        this.runs = runs;
    }

    /**
     * Lets the map of a HELD run be applied, and then imports anew. Gives that run's id, which follows from the held one's, so that
     * an approval given twice, or again because it was cut off, starts one.
     */
    Mono<ImportId> approve(ImportRun held, @Nullable String mapDigest, String by) {
        var successor = ImportId.forReason(held.importId() + "/moved");
        if (successor.equals(held.successor())) {
            return Mono.just(successor);
        }
        if (held.state() != RunState.HELD || held.holdCause() != HoldCause.REKEY) {
            return Mono.error(Problems.conflict("The import is " + held.state()
                    + "; only the map of one can be approved that is HELD because of it. GET the latest imports."));
        }
        return maps.find(held.importId())
                .filter(map -> map.digest().equals(mapDigest))
                .switchIfEmpty(Mono.error(() -> Problems.invalid(
                        "mapDigest", "must be the digest of the map that this import proposes: GET it and look at it")))
                .flatMap(map -> imports.ready(held.businessId(), held.order().mode()))
                .then(Mono.defer(() -> send(held, by)))
                .then(Mono.defer(() -> requests.request(
                        successor, held.businessId(), held.order().afterMoves(held.importId()))))
                .flatMap(run -> runs.approved(held, run).thenReturn(run));
    }

    private Mono<Void> send(ImportRun held, String by) {
        var lines = maps.pairs(held.businessId(), held.importId(), 0)
                .map(pair -> CsvLine.of(pair.oldSourceId(), pair.newSourceId()));
        return mover.move(
                        held.businessId(),
                        held.importId().value(),
                        by,
                        Flux.just(CsvLine.of("old", "new")).concatWith(lines))
                .onErrorMap(
                        ContactServiceNotReadyException.class,
                        away -> Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "The contact service cannot be reached now. Approve the map again in a minute."))
                .onErrorMap(
                        SourceIdMover.BusyException.class,
                        busy -> Problems.conflict("Other source IDs of this business are being moved. Approve the map"
                                + " again when that is over."));
    }
}
