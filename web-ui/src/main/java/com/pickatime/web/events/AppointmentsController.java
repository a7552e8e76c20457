package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Appointments List: all of an event, by their times. */
@Controller
@RequestMapping(AppointmentsController.ADDRESS)
class AppointmentsController {

    static final String ADDRESS = EventsController.ONE + "/appointments";

    /** Each has three people, who are asked for by name. */
    private static final int PAGE = 50;

    private static final ParameterizedTypeReference<ListPage<Booked>> APPOINTMENTS =
            new ParameterizedTypeReference<>() {};

    private final Services services;
    private final People people;
    private final Businesses businesses;
    private final Formats formats;

    AppointmentsController(Services services, People people, Businesses businesses, Formats formats) {
        this.services = services;
        this.people = people;
        this.businesses = businesses;
        this.formats = formats;
    }

    /**
     * One of the list; a name is blank where nobody is called so any more.
     *
     * @param problems why it does not fit any more; none where all is well
     * @param answers by the questions' words
     */
    record Row(
            String appointmentId,
            String when,
            boolean held,
            List<String> problems,
            String teacher,
            String student,
            String parent,
            Map<String, String> answers) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Row[" + appointmentId + "]";
        }
    }

    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String after,
            Locale locale) {
        return page(who, event, only, after, null, locale);
    }

    /** Lets one be that does not fit, for the reasons that were shown. */
    @PostMapping("/{appointment}/acceptance")
    Mono<Rendering> accept(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            ServerWebExchange exchange,
            Locale locale) {
        return exchange.getFormData()
                .flatMap(sent -> services.send(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.PUT,
                        Map.of("problems", sent.getOrDefault("problem", List.of())),
                        Booked.ONE + "/acceptance",
                        event,
                        appointment))
                .thenReturn(Done.at(ADDRESS, "appointment-accepted", event))
                .onErrorResume(Refusal.class, refusal -> refused(who, event, refusal, locale));
    }

    @PostMapping("/{appointment}/removal")
    Mono<Rendering> cancel(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            Locale locale) {
        return services.send(who, Service.CONFERENCES, HttpMethod.DELETE, null, Booked.ONE, event, appointment)
                .thenReturn(Done.at(ADDRESS, "appointment-cancelled", event))
                .onErrorResume(Refusal.class, refusal -> refused(who, event, refusal, locale));
    }

    private Mono<Rendering> refused(SignedIn who, String event, Refusal refusal, Locale locale) {
        return refusal.isForForm() ? page(who, event, "", "", refusal, locale) : Mono.error(refusal);
    }

    private Mono<Rendering> page(
            SignedIn who, String event, String only, String after, @Nullable Refusal refusal, Locale locale) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, event),
                        services.get(
                                who,
                                Service.CONFERENCES,
                                APPOINTMENTS,
                                Booked.ALL + "?limit={limit}&after={after}" + (only.isEmpty() ? "" : "&only={only}"),
                                event,
                                PAGE,
                                after,
                                only),
                        businesses.of(who))
                .flatMap(parts -> people.of(
                                who,
                                parts.getT2().items().stream()
                                        .flatMap(booked ->
                                                Stream.of(booked.teacherId(), booked.studentId(), booked.parentId()))
                                        .distinct()
                                        .toList())
                        .map(names -> {
                            var found = parts.getT2();
                            var page = Rendering.view("web/event-appointments")
                                    .modelAttribute("event", parts.getT1())
                                    .modelAttribute(
                                            "rows", rows(parts.getT1(), found.items(), names, parts.getT3(), locale))
                                    .modelAttribute("list", found)
                                    .modelAttribute("only", only)
                                    .modelAttribute("after", after);
                            if (refusal != null) {
                                page.status(refusal.status()).modelAttribute("refusal", refusal.detail());
                            }
                            return page.build();
                        }));
    }

    private List<Row> rows(
            Event event, List<Booked> booked, Map<String, String> names, Business business, Locale locale) {
        return booked.stream()
                .map(one -> new Row(
                        one.appointmentId(),
                        formats.local(LocalDateTime.ofInstant(one.start(), event.zone()), business, locale),
                        one.isHeld(),
                        one.problems(),
                        names.getOrDefault(one.teacherId(), ""),
                        names.getOrDefault(one.studentId(), ""),
                        names.getOrDefault(one.parentId(), ""),
                        answers(event, one)))
                .toList();
    }

    /** In the order of the questions; what is asked no more is left out. */
    private static Map<String, String> answers(Event event, Booked booked) {
        var answers = new LinkedHashMap<String, String>();
        event.questions().forEach(question -> {
            var answer = booked.answers().get(question.id());
            if (answer != null) {
                answers.put(question.words(), answer);
            }
        });
        return answers;
    }
}
