package com.pickatime.web.importer;

import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringWebFluxTemplateEngine;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An import's progress as parts of its page, while it goes on and for as long as the token of whoever watches lasts; a browser
 * comes back by itself then, with its session.
 */
@Component
class LiveRuns {

    private static final Logger log = LoggerFactory.getLogger(LiveRuns.class);

    private static final ParameterizedTypeReference<ServerSentEvent<Run>> EVENT = new ParameterizedTypeReference<>() {};

    /** The import service says every 15 s that it is still there. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private static final String PAGE = "web/importer-run";

    private final Services services;
    private final ISpringWebFluxTemplateEngine templates;
    private final Clock clock;
    private final Sinks.Empty<Void> closing = Sinks.empty();

    LiveRuns(Services services, ISpringWebFluxTemplateEngine templates, Clock clock) {
        this.services = services;
        this.templates = templates;
        this.clock = clock;
    }

    /** What is heard of an import: how it is now, or that it is still there. */
    private record Heard(@Nullable Pace pace, boolean isNew) {

        static final Heard NOTHING = new Heard(null, false);

        Heard next(ServerSentEvent<Run> event, Clock clock) {
            var run = event.data();
            if (run == null) {
                return new Heard(pace, false);
            }
            var now = clock.instant();
            return new Heard(pace == null ? Pace.begin(run, now) : pace.next(run, now), true);
        }
    }

    /** Events {@code state}, {@code progress}, and {@code end} when nothing more will happen. */
    Flux<ServerSentEvent<String>> of(SignedIn who, String importId, Locale locale) {
        return services.request(
                        who,
                        Service.IMPORTS,
                        HttpMethod.GET,
                        "/businesses/{business}/imports/{import}/progress",
                        importId)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchangeToFlux(response -> response.statusCode().isError()
                        ? Services.refusal(response).flatMapMany(Flux::error)
                        : response.bodyToFlux(EVENT).timeout(SILENCE).onErrorResume(LiveRuns::cutOff))
                .onErrorMap(
                        failure -> !(failure instanceof Refusal), failure -> Services.away(Service.IMPORTS, failure))
                .scan(Heard.NOTHING, (before, event) -> before.next(event, clock))
                .skip(1)
                .concatMapIterable(heard -> events(heard, locale))
                .takeUntil(event -> "end".equals(event.event()))
                .takeUntilOther(Mono.firstWithSignal(
                        closing.asMono(), Mono.delay(Duration.between(clock.instant(), who.until()))));
    }

    /** A service that stops waits for answers that are on their way, and these would be for minutes. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.tryEmitEmpty();
    }

    /** The browser asks again in some seconds, and the page has what was known last. */
    private static Flux<ServerSentEvent<Run>> cutOff(Throwable failure) {
        log.info("an import's progress was cut off: {}", failure.toString());
        return Flux.empty();
    }

    private Iterable<ServerSentEvent<String>> events(Heard heard, Locale locale) {
        var pace = heard.pace();
        if (pace == null || !heard.isNew()) {
            return Set.of(
                    ServerSentEvent.<String>builder().comment("still there").build());
        }
        var events = new ArrayList<ServerSentEvent<String>>();
        if (pace.news()) {
            events.add(event("state", rendered("state", pace, locale)));
        }
        events.add(event("progress", rendered("progress", pace, locale)));
        if (pace.run().isAtRest()) {
            events.add(event("end", ""));
        }
        return events;
    }

    private static ServerSentEvent<String> event(String name, String html) {
        return ServerSentEvent.builder(html).event(name).build();
    }

    /** Templates are in memory, so that nothing waits here. */
    private String rendered(String fragment, Pace pace, Locale locale) {
        var model = Map.<String, Object>of("run", pace.run(), "pace", pace);
        return templates.process(PAGE, Set.of(fragment), new Context(locale, model));
    }
}
