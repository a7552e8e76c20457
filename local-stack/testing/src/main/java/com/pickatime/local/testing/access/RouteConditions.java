package com.pickatime.local.testing.access;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;

/**
 * Which requests a functional route takes.
 *
 * @param methods none for all
 * @param path null for any
 */
record RouteConditions(Set<HttpMethod> methods, @Nullable String path) {

    static final RouteConditions NONE = new RouteConditions(Set.of(), null);

    static RouteConditions of(RequestPredicate predicate) {
        var reader = new Reader();
        predicate.accept(reader);
        return new RouteConditions(reader.methods, reader.path);
    }

    /** Nested paths follow one another. */
    RouteConditions and(RouteConditions inner) {
        return new RouteConditions(
                inner.methods.isEmpty() ? methods : inner.methods,
                path == null ? inner.path : inner.path == null ? path : path + inner.path);
    }

    private static final class Reader implements RequestPredicates.Visitor {

        private final Set<HttpMethod> methods = new LinkedHashSet<>();
        private @Nullable String path;

        @Override
        public void method(Set<HttpMethod> some) {
            methods.addAll(some);
        }

        @Override
        public void path(String pattern) {
            path = pattern;
        }

        @Override
        public void pathExtension(String extension) {
            throw unreadable();
        }

        // what headers and parameters a route wants makes no difference: who may not come in is refused before

        @Override
        public void header(String name, String value) {}

        @Override
        public void queryParam(String name, String value) {}

        @Override
        public void version(String version) {}

        @Override
        public void startAnd() {}

        @Override
        public void and() {}

        @Override
        public void endAnd() {}

        @Override
        public void startOr() {
            throw unreadable();
        }

        @Override
        public void or() {}

        @Override
        public void endOr() {}

        @Override
        public void startNegate() {
            throw unreadable();
        }

        @Override
        public void endNegate() {}

        @Override
        public void unknown(RequestPredicate predicate) {
            throw unreadable();
        }

        private static IllegalStateException unreadable() {
            return new IllegalStateException("a functional route is more than a method and a path");
        }
    }
}
