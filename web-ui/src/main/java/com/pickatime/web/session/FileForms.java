package com.pickatime.web.session;

import com.pickatime.platform.pages.PageSecurity;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Forms with a file, which is passed on while it comes in and never held here.
 *
 * <p>Whoever looks for the form's token has to read the form, and the file is its end: so the token is looked at here, not at
 * the door, and only of somebody who is signed in.
 */
public final class FileForms {

    private static final String[] PATHS = {
        "/importer/uploads",
        "/importer/files",
        "/importer/existing/decisions",
        "/importer/{importId}/source-ids/uploads"
    };
    private static final String TOKEN = "_csrf";

    private FileForms() {}

    /** Whether a request is such a form. */
    static Mono<MatchResult> isOne(ServerWebExchange exchange) {
        var type = exchange.getRequest().getHeaders().getContentType();
        return type != null && MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type)
                ? ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, PATHS).matches(exchange)
                : MatchResult.notMatch();
    }

    /**
     * Has a form's file passed on.
     *
     * @param pass is given the fields that stand before the file
     * @return empty if no file was chosen; fails with 403 if no good token stands before the file
     */
    public static <T> Mono<T> pass(
            ServerWebExchange exchange,
            Flux<PartEvent> form,
            BiFunction<Map<String, String>, Flux<DataBuffer>, Mono<T>> pass) {
        return pass(
                exchange,
                form,
                PartEvent::isLast,
                (fields, events) -> pass.apply(fields, events.map(PartEvent::content)));
    }

    /**
     * Has all files of a form passed on, which are its end.
     *
     * @param pass is given the fields that stand before the files, and the files one after the other
     * @return empty if no file was chosen; fails with 403 if no good token stands before the files
     */
    public static <T> Mono<T> passAll(
            ServerWebExchange exchange,
            Flux<PartEvent> form,
            BiFunction<Map<String, String>, Flux<PartEvent>, Mono<T>> pass) {
        return pass(exchange, form, FormPartEvent.class::isInstance, pass);
    }

    /** @param ends whether an event is the last of what belongs together */
    private static <T> Mono<T> pass(
            ServerWebExchange exchange,
            Flux<PartEvent> form,
            Predicate<PartEvent> ends,
            BiFunction<Map<String, String>, Flux<PartEvent>, Mono<T>> pass) {
        return Mono.defer(() -> {
            var fields = new HashMap<String, String>();
            return form.windowUntil(ends)
                    .concatMap(
                            part -> part.switchOnFirst((first, events) -> {
                                if (first.get() instanceof FilePartEvent file
                                        && !file.filename().isEmpty()) {
                                    return requireToken(exchange, fields.getOrDefault(TOKEN, ""))
                                            .then(Mono.defer(() -> pass.apply(Map.copyOf(fields), events)));
                                }
                                if (first.get() instanceof FormPartEvent field) {
                                    fields.put(field.name(), field.value());
                                }
                                return events.doOnNext(event -> DataBufferUtils.release(event.content()))
                                        .thenMany(Flux.<T>empty());
                            }),
                            0)
                    .next();
        });
    }

    private static Mono<Void> requireToken(ServerWebExchange exchange, String sent) {
        return PageSecurity.isFormToken(exchange, sent)
                .filter(isGood -> isGood)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.FORBIDDEN)))
                .then();
    }
}
