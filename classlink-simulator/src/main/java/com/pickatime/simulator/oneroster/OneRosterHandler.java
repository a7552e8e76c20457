package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.OneRosterError;
import com.pickatime.simulator.query.PageWriter;
import com.pickatime.simulator.query.Resource;
import com.pickatime.simulator.query.View;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers OneRoster requests: who asks, what goes wrong, and only then with records. */
@Component
class OneRosterHandler {

    private final Gate gate;
    private final Views views;
    private final Disruptions disruptions;
    private final Pages pages;
    private final Faults faults;

    OneRosterHandler(Gate gate, Views views, Disruptions disruptions, Pages pages, Faults faults) {
        this.gate = gate;
        this.views = views;
        this.disruptions = disruptions;
        this.pages = pages;
        this.faults = faults;
    }

    Mono<ServerResponse> handle(ServerRequest request) {
        return Mono.fromCallable(() -> admitted(request))
                .subscribeOn(Schedulers.boundedElastic())
                .delayUntil(path -> Mono.delay(disruptions.delay()))
                .flatMap(path -> answer(request, path))
                .onErrorResume(OneRosterError.class, OneRosterHandler::refusal);
    }

    private OneRosterPath admitted(ServerRequest request) {
        var path = OneRosterPath.of(request.uri().getRawPath()).orElseThrow();
        gate.check(request, path);
        return path;
    }

    private Mono<ServerResponse> answer(ServerRequest request, OneRosterPath path) {
        var resource = Resource.named(path.resource());
        return disruptions.answer(resource.collection()).switchIfEmpty(Mono.defer(() -> {
            var view = views.of(resource);
            return path.sourcedId().isEmpty() ? pages.answer(request, view) : single(view, path.sourcedId());
        }));
    }

    private Mono<ServerResponse> single(View view, String sourcedId) {
        var index = view.indexOf(sourcedId);
        if (index < 0) {
            throw OneRosterError.unknown("there is no record of this sourcedId");
        }
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("x-perm-rev", Long.toString(faults.revisionOfNextPage()))
                .bodyValue(PageWriter.single(view, index));
    }

    private static Mono<ServerResponse> refusal(OneRosterError error) {
        return ServerResponse.status(error.status())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(error.body());
    }
}
