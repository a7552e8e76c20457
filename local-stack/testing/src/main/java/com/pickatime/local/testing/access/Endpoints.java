package com.pickatime.local.testing.access;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/** Every endpoint of a running application, as its own handler mappings name them. */
final class Endpoints {

    private Endpoints() {}

    /** Those of controllers, of the actuator, of functional routes, and of static resources. */
    static Set<Endpoint> of(ApplicationContext application) {
        return Stream.of(annotated(application), functional(application), resources(application))
                .flatMap(found -> found)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Endpoint> annotated(ApplicationContext application) {
        return all(application, RequestMappingInfoHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(Endpoints::endpoints);
    }

    private static Stream<Endpoint> endpoints(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return (methods.isEmpty() ? Stream.of(RequestMethod.values()) : methods.stream())
                .flatMap(method -> info.getPatternsCondition().getPatterns().stream()
                        .map(pattern -> new Endpoint(method.name(), pattern.getPatternString())));
    }

    private static Stream<Endpoint> functional(ApplicationContext application) {
        return all(application, RouterFunctionMapping.class).stream()
                .flatMap(mapping -> Stream.ofNullable(mapping.getRouterFunction()))
                .flatMap(routes -> FunctionalRoutes.of(routes).stream());
    }

    private static Stream<Endpoint> resources(ApplicationContext application) {
        return all(application, AbstractUrlHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMap().keySet().stream())
                .map(pattern -> new Endpoint("GET", pattern.getPatternString()));
    }

    private static <T> Collection<T> all(ApplicationContext application, Class<T> type) {
        return application.getBeansOfType(type).values();
    }
}
