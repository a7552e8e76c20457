package com.pickatime.local.testing.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Lists functional routes. One that cannot be read ends the walk, so that none escapes it. */
final class FunctionalRoutes implements RouterFunctions.Visitor {

    private final List<Endpoint> found = new ArrayList<>();
    private final Deque<RouteConditions> around = new ArrayDeque<>();

    private FunctionalRoutes() {}

    static List<Endpoint> of(RouterFunction<?> routes) {
        var visitor = new FunctionalRoutes();
        routes.accept(visitor);
        return visitor.found;
    }

    @Override
    public void startNested(RequestPredicate predicate) {
        around.addLast(RouteConditions.of(predicate));
    }

    @Override
    public void endNested(RequestPredicate predicate) {
        around.removeLast();
    }

    @Override
    public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
        var conditions = Stream.concat(around.stream(), Stream.of(RouteConditions.of(predicate)))
                .reduce(RouteConditions.NONE, RouteConditions::and);
        for (var method : conditions.methods().isEmpty() ? Set.of(HttpMethod.values()) : conditions.methods()) {
            found.add(new Endpoint(method.name(), Objects.requireNonNullElse(conditions.path(), "/**")));
        }
    }

    @Override
    public void resources(Function<ServerRequest, Mono<Resource>> lookup) {
        throw new IllegalStateException(
                "functional resources do not tell their paths: map them with a resource handler");
    }

    @Override
    public void attributes(Map<String, Object> attributes) {
        // they do not decide what is matched
    }

    @Override
    public void unknown(RouterFunction<?> routes) {
        throw new IllegalStateException("a route that does not tell its path: " + routes.getClass());
    }
}
