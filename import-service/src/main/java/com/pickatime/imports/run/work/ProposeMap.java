package com.pickatime.imports.run.work;

import com.pickatime.imports.plan.Rekey;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.run.SourceIdMaps;
import com.pickatime.imports.run.event.PlannedImport;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Recognises a roster in which most people have new source IDs, and keeps the map that it proposes. */
@Component
class ProposeMap {

    private final SourceIdMaps maps;
    private final Scheduler blocking;

    ProposeMap(SourceIdMaps maps, Scheduler blocking) {
        this.maps = maps;
        this.blocking = blocking;
    }

    /** Why the run must wait; none where nothing speaks for other source IDs. */
    Mono<List<String>> reasons(PlannedImport planned, Staging staging) {
        if (!Rekey.isThinkable(planned.plan())) {
            return Mono.just(List.of());
        }
        return Mono.fromCallable(staging::changedIds).subscribeOn(blocking).flatMap(changed -> {
            var reasons = Rekey.reasons(changed);
            return reasons.isEmpty()
                    ? Mono.just(reasons)
                    : maps.keep(
                                    planned.run(),
                                    changed.pairs(),
                                    from -> Mono.fromCallable(() -> staging.changedIds(from, SourceIdMaps.CHUNK))
                                            .subscribeOn(blocking))
                            .thenReturn(reasons);
        });
    }
}
