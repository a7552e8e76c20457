package com.pickatime.imports.run.api;

import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** A run's changes as they happen, read from its document, so that any instance can tell them. */
@Component
class ProgressStream {

    private static final ServerSentEvent<ImportView> HEARTBEAT =
            ServerSentEvent.<ImportView>builder().comment("still there").build();

    private static final ServerSentEvent<ImportView> END =
            ServerSentEvent.<ImportView>builder().comment("end").build();

    private final ImportRuns runs;
    private final ProgressSettings settings;

    ProgressStream(ImportRuns runs, ProgressSettings settings) {
        this.runs = runs;
        this.settings = settings;
    }

    /** One event now and one for each change; ends when the run is at rest. */
    Flux<ServerSentEvent<ImportView>> of(ImportId importId) {
        var changes = Flux.interval(Duration.ZERO, settings.look())
                .onBackpressureDrop()
                .concatMap(tick -> runs.find(importId))
                .map(ImportView::of)
                .distinctUntilChanged()
                .takeUntil(view -> view.state().isAtRest())
                .map(view -> ServerSentEvent.builder(view).event("progress").build());
        var heartbeats =
                Flux.interval(settings.heartbeat()).onBackpressureDrop().map(tick -> HEARTBEAT);
        return Flux.merge(changes.concatWithValues(END), heartbeats).takeWhile(event -> event != END);
    }
}
