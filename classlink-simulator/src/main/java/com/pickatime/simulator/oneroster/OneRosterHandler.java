package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.CollectionView;
import com.pickatime.simulator.query.OneRosterException;
import com.pickatime.simulator.query.PageRequest;
import com.pickatime.simulator.query.PageWriter;
import com.pickatime.simulator.query.Resource;
import com.pickatime.simulator.tables.Collection;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers OneRoster requests: who asks, what goes wrong, and only then with records. */
@Component
class OneRosterHandler {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final RequestAuthenticator authenticator;
    private final PathResolver paths;
    private final FaultResponses faultResponses;
    private final CollectionHandler collections;
    private final Faults faults;

    OneRosterHandler(
            RequestAuthenticator authenticator,
            PathResolver paths,
            FaultResponses faultResponses,
            CollectionHandler collections,
            Faults faults) {
        this.authenticator = authenticator;
        this.paths = paths;
        this.faultResponses = faultResponses;
        this.collections = collections;
        this.faults = faults;
    }

    Mono<ServerResponse> handle(ServerRequest request) {
        return Mono.fromCallable(() -> admitted(request))
                .subscribeOn(Schedulers.boundedElastic())
                .delayUntil(path -> Mono.delay(faultResponses.delay()))
                .flatMap(path -> answer(request, path))
                .onErrorResume(OneRosterException.class, OneRosterHandler::refusal);
    }

    private OneRosterPath admitted(ServerRequest request) {
        var path = OneRosterPath.of(request.uri().getRawPath()).orElseThrow();
        authenticator.check(request, path);
        if (!READING.contains(request.method())) {
            throw OneRosterException.readOnly();
        }
        return path;
    }

    private Mono<ServerResponse> answer(ServerRequest request, OneRosterPath path) {
        return faultResponses.redirect(request).switchIfEmpty(Mono.defer(() -> {
            var collection = Resource.named(path.collection()).collection();
            return faultResponses
                    .answer(collection)
                    .switchIfEmpty(Mono.defer(() -> records(request, path, collection)));
        }));
    }

    private Mono<ServerResponse> records(ServerRequest request, OneRosterPath path, Collection collection) {
        if (!path.isSingle()) {
            faults.countPage(collection);
        }
        return Mono.fromCallable(() -> paths.find(path.segments()).in(path.version()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(view -> path.isSingle()
                        ? single(request, view, path.segments().get(1))
                        : collections.answer(request, view));
    }

    private Mono<ServerResponse> single(ServerRequest request, CollectionView view, String sourcedId) {
        var query = PageRequest.of(request.queryParams());
        view.checkFields(query);
        var index = view.indexOf(sourcedId);
        if (index < 0) {
            throw OneRosterException.unknown("there is no record of this sourcedId");
        }
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("x-perm-rev", Long.toString(faults.revisionOfNextPage()))
                .bodyValue(PageWriter.single(view, index, query.fields()));
    }

    private static Mono<ServerResponse> refusal(OneRosterException error) {
        var response = ServerResponse.status(error.status()).contentType(MediaType.APPLICATION_JSON);
        if (error.status() == HttpStatus.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, "GET, HEAD");
        }
        return response.bodyValue(error.body());
    }
}
