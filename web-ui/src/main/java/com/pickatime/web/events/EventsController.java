package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.FormKey;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Events / Preview: all events, a new one, and one from a template. */
@Controller
@RequestMapping("/events")
class EventsController {

    static final String ONE = "/events/{event}";

    private static final int PAGE = 50;
    private static final String KEY = "key";

    /** Stands before the fields of the form for an event from a template, for the page has two. */
    private static final String COPY = "copy.";

    private static final ParameterizedTypeReference<ListPage<Event>> EVENTS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Businesses businesses;
    private final Clock clock;

    EventsController(Services services, Businesses businesses, Clock clock) {
        this.services = services;
        this.businesses = businesses;
        this.clock = clock;
    }

    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String template) {
        return businesses
                .of(who)
                .flatMap(business -> page(
                        who,
                        after,
                        Form.of(usual(business.zone())),
                        Form.of(template.isEmpty() ? Map.of() : Map.of(COPY + "template", template)),
                        HttpStatus.OK));
    }

    /** The business's time zone, where somebody entered one. */
    private static Map<String, String> usual(ZoneId zone) {
        return zone instanceof ZoneOffset ? Map.of() : Map.of(EventForm.PREFIX + "zone", zone.getId());
    }

    @PostMapping
    Mono<Rendering> add(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var wanted = new LinkedHashMap<String, Object>();
            wanted.put("name", entered.getOrDefault(EventForm.PREFIX + "name", ""));
            wanted.put("zone", entered.getOrDefault(EventForm.PREFIX + "zone", ""));
            return make(who, entered, wanted)
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.isForForm()
                                    ? page(
                                            who,
                                            "",
                                            Form.refused(entered, refusal).prefixed(EventForm.PREFIX),
                                            Form.of(Map.of()),
                                            refusal.status())
                                    : Mono.error(refusal));
        });
    }

    /** With the settings of another one, and its slots where a first day for them is said; never with its appointments. */
    @PostMapping("/copies")
    Mono<Rendering> copy(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var wanted = new LinkedHashMap<String, Object>();
            wanted.put("name", entered.getOrDefault(COPY + "name", ""));
            wanted.put("template", entered.getOrDefault(COPY + "template", ""));
            var firstDay = entered.getOrDefault(COPY + "firstDay", "");
            if (!firstDay.isEmpty()) {
                wanted.put("firstDay", firstDay);
            }
            return make(who, entered, wanted)
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.isForForm()
                                    ? page(
                                            who,
                                            "",
                                            Form.of(Map.of()),
                                            Form.refused(entered, refusal).prefixed(COPY),
                                            refusal.status())
                                    : Mono.error(refusal));
        });
    }

    private Mono<Rendering> make(SignedIn who, Map<String, String> entered, Map<String, Object> wanted) {
        var key = entered.getOrDefault(KEY, "");
        return services.sendOnce(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.POST,
                        wanted,
                        key.isEmpty() ? FormKey.fresh() : key,
                        Event.class,
                        Event.ALL)
                .map(made -> Done.at(ONE, "event-added", made.conferenceId()));
    }

    private Mono<Rendering> page(SignedIn who, String after, Form add, Form copy, HttpStatus status) {
        return services.get(who, Service.CONFERENCES, EVENTS, Event.ALL + "?limit={limit}&after={after}", PAGE, after)
                .map(found -> Rendering.view("web/events")
                        .status(status)
                        .modelAttribute("events", found)
                        .modelAttribute("after", after)
                        .modelAttribute("now", clock.instant())
                        .modelAttribute("addForm", add)
                        .modelAttribute("copyForm", copy)
                        .modelAttribute(KEY, FormKey.fresh())
                        .build());
    }
}
