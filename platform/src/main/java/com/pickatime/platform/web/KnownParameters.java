package com.pickatime.platform.web;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Refuses a query parameter that the endpoint does not know, because a mistyped filter would otherwise answer with
 * everything.
 *
 * <p>Known is what the method declares. Pages for people are left alone, since links to them pass through portals that add
 * parameters of their own; so is a method that takes the whole request.
 */
final class KnownParameters extends RequestMappingHandlerAdapter {

    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,40}");

    private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private final Map<HandlerMethod, Optional<Set<String>>> known = new ConcurrentHashMap<>();

    @Override
    public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
        var sent = exchange.getRequest().getQueryParams().keySet();
        if (sent.isEmpty() || !(handler instanceof HandlerMethod method)) {
            return super.handle(exchange, handler);
        }
        return known.computeIfAbsent(method.createWithResolvedBean(), this::of)
                .flatMap(accepted -> sent.stream()
                        .filter(name -> !accepted.contains(name))
                        .findFirst()
                        .map(name -> Mono.<HandlerResult>error(
                                Problems.invalid(quoted(name), "is no parameter of this request; " + list(accepted)))))
                .orElseGet(() -> super.handle(exchange, handler));
    }

    /** The names that a method knows; empty if it takes any. */
    private Optional<Set<String>> of(HandlerMethod method) {
        if (!AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class)
                && !method.hasMethodAnnotation(ResponseBody.class)) {
            return Optional.empty();
        }
        var accepted = new HashSet<String>();
        for (var parameter : method.getMethodParameters()) {
            if (takesAny(parameter)) {
                return Optional.empty();
            }
            if (parameter.hasParameterAnnotation(RequestParam.class)) {
                accepted.add(name(parameter));
            }
        }
        var mapping = method.getMethodAnnotation(RequestMapping.class);
        if (mapping != null) {
            Stream.of(mapping.params())
                    .map(condition -> condition.replaceFirst("^!", "").replaceFirst("!?=.*", ""))
                    .forEach(accepted::add);
        }
        return Optional.of(Set.copyOf(accepted));
    }

    private static boolean takesAny(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return ServerWebExchange.class.isAssignableFrom(type)
                || ServerHttpRequest.class.isAssignableFrom(type)
                || (parameter.hasParameterAnnotation(RequestParam.class)
                        && (Map.class.isAssignableFrom(type) || MultiValueMap.class.isAssignableFrom(type)));
    }

    /** What callers name it. */
    static String name(MethodParameter parameter) {
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation != null && StringUtils.hasText(annotation.name())) {
            return annotation.name();
        }
        parameter.initParameterNameDiscovery(NAMES);
        return String.valueOf(parameter.getParameterName());
    }

    private static String list(Set<String> accepted) {
        return accepted.isEmpty()
                ? "it takes none"
                : "it takes " + accepted.stream().sorted().collect(Collectors.joining(", "));
    }

    /** A name is repeated only where it can be a name; what was pasted in its place may be anything. */
    private static String quoted(String name) {
        return QUOTABLE.matcher(name).matches() ? name : "a query parameter";
    }
}
