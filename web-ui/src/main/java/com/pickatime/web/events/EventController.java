package com.pickatime.web.events;

import com.pickatime.web.events.Event.Question;
import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What is decided of one event: when it is open, by which rules parents book, and what they are asked. */
@Controller
@RequestMapping(EventsController.ONE)
class EventController {

    private static final String NAME = EventForm.PREFIX + "name";

    /** What the event is called, where its form is open. */
    private static final String NAMED = "_named";

    private static final String PAST =
            "is that of a past event, whose slots and appointments stay in it. Duplicate it for a new one;"
                    + " or check the box if it is really to be called something else";

    private static final String RENAMING = "_renaming";

    private final Services services;

    EventController(Services services) {
        this.services = services;
    }

    /** @param over whether all its slots have begun */
    record Summary(boolean over) {}

    @GetMapping
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @PathVariable String event) {
        return event(who, event)
                .map(now -> page(now, Form.of(fields(now)), now.value().questions(), HttpStatus.OK));
    }

    @PostMapping
    Mono<Rendering> save(
            @AuthenticationPrincipal SignedIn who, @PathVariable String event, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(sent -> {
            var entered = EventForm.entered(sent);
            var wrong = EventForm.wrong(sent);
            if (!wrong.isEmpty()) {
                return again(who, event, Form.wrong(entered, wrong), EventForm.questions(sent), HttpStatus.BAD_REQUEST);
            }
            return isMistaken(who, event, sent)
                    .flatMap(mistaken -> mistaken
                            ? again(
                                    who,
                                    event,
                                    Form.wrong(entered, Map.of(NAME, PAST)),
                                    EventForm.questions(sent),
                                    HttpStatus.UNPROCESSABLE_CONTENT)
                            : save(who, event, sent, entered));
        });
    }

    private Mono<Rendering> save(SignedIn who, String event, Map<String, String> sent, Map<String, String> entered) {
        return services.sendIfUnchanged(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.PUT,
                        EventForm.request(sent),
                        sent.getOrDefault(Form.TAG, ""),
                        Event.ONE,
                        event)
                .thenReturn(Done.at(EventsController.ONE, "event-saved", event))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? again(
                                        who,
                                        event,
                                        EventForm.refused(entered, refusal),
                                        EventForm.questions(sent),
                                        refusal.status())
                                : Mono.error(refusal));
    }

    /**
     * Whether a past event gets another name, and nobody said yet that this is meant: who renames last year's event for this year adds
     * this year's slots to last year's appointments. A new one, or one from a template, is what they want.
     */
    private Mono<Boolean> isMistaken(SignedIn who, String event, Map<String, String> sent) {
        var before = sent.getOrDefault(NAMED, "");
        return before.isEmpty() || before.equals(sent.get(NAME)) || sent.containsKey(RENAMING)
                ? Mono.just(false)
                : services.get(who, Service.CONFERENCES, Summary.class, Event.ONE + "/reports/summary", event)
                        .map(Summary::over);
    }

    private Mono<Tagged<Event>> event(SignedIn who, String event) {
        return services.getTagged(who, Service.CONFERENCES, Event.class, Event.ONE, event);
    }

    /** What was typed; where somebody else was first what that one saved, and beside it what was typed. */
    private Mono<Rendering> again(SignedIn who, String event, Form form, List<Question> questions, HttpStatus status) {
        return event(who, event)
                .map(now -> form.overtaken()
                        ? page(now, form.over(fields(now)), now.value().questions(), status)
                        : page(now, form, questions, status));
    }

    private static Map<String, String> fields(Tagged<Event> now) {
        var fields = new LinkedHashMap<>(EventForm.fields(now.value()));
        fields.put(Form.TAG, now.tag());
        return fields;
    }

    private static Rendering page(Tagged<Event> now, Form form, List<Question> questions, HttpStatus status) {
        return Rendering.view("web/event")
                .status(status)
                .modelAttribute("event", now.value())
                .modelAttribute("form", form)
                .modelAttribute(
                        "renames",
                        form.wrong().containsKey(NAME)
                                && !form.overtaken()
                                && status == HttpStatus.UNPROCESSABLE_CONTENT)
                .modelAttribute("questions", EventForm.rows(questions))
                .build();
    }
}
