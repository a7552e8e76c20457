package com.pickatime.web.scheduler;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Booked;
import com.pickatime.web.events.Event;
import com.pickatime.web.pages.Done;
import com.pickatime.web.scheduler.SchedulerPage.Refused;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Online Scheduler: a parent books, confirms, moves and cancels appointments. */
@Controller
@RequestMapping("/children/events")
class SchedulerController {

    private static final String EVENT = "/children/events/{event}";
    private static final String APPOINTMENT = EVENT + "/appointments/{appointment}";

    /** The beginning of the names of the fields of answers. */
    private static final String ANSWER = "answers.";

    /** How many events that are not open are shown where none is. */
    private static final int CLOSED_SHOWN = 5;

    private static final ParameterizedTypeReference<ListPage<Event>> EVENTS = new ParameterizedTypeReference<>() {};

    private final SchedulerPage page;
    private final Services services;
    private final Clock clock;

    SchedulerController(SchedulerPage page, Services services, Clock clock) {
        this.page = page;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping
    Mono<Rendering> list(@AuthenticationPrincipal SignedIn who, Locale locale) {
        // the latest ones; what a school set up before its latest 200 is not open any more
        return services.get(who, Service.CONFERENCES, EVENTS, Event.ALL + "?limit={limit}", ListPage.LARGEST)
                .flatMap(found -> {
                    var now = clock.instant();
                    var open = found.items().stream()
                            .filter(event -> event.isOpen(now))
                            .toList();
                    return open.size() == 1
                            ? page.event(who, open.get(0).conferenceId(), "", null, locale)
                            : Mono.just(Rendering.view("web/scheduler-events")
                                    .modelAttribute("open", open)
                                    .modelAttribute("closed", open.isEmpty() ? closed(found.items()) : List.of())
                                    .build());
                });
    }

    /** In which a parent may have appointments, or will be able to book some; the latest first. */
    private static List<Event> closed(List<Event> events) {
        return events.stream()
                .filter(event -> event.rules().opensAt() != null)
                .sorted(Comparator.comparing((Event event) ->
                                Objects.requireNonNull(event.rules().opensAt()))
                        .reversed())
                .limit(CLOSED_SHOWN)
                .toList();
    }

    @GetMapping("/{event}")
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @RequestParam(defaultValue = "") String move,
            Locale locale) {
        return page.event(who, event, move, null, locale);
    }

    /** Holds a place. */
    @PostMapping("/{event}/appointments")
    Mono<Rendering> hold(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            ServerWebExchange exchange,
            Locale locale) {
        return exchange.getFormData()
                .flatMap(form -> services.sendOnce(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.POST,
                        Map.of("slotId", text(form, "slot"), "studentId", text(form, "student")),
                        key(form),
                        Booked.class,
                        Booked.ALL,
                        event))
                .map(held -> at(event, held.appointmentId()))
                .onErrorResume(Refusal.class, refusal -> again(who, event, "", refusal, Map.of(), locale));
    }

    /** Holds a place in the place of another one. */
    @PostMapping("/{event}/appointments/{appointment}/moves")
    Mono<Rendering> move(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            ServerWebExchange exchange,
            Locale locale) {
        return exchange.getFormData()
                .flatMap(form -> services.sendOnce(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.POST,
                        Map.of("slotId", text(form, "slot")),
                        key(form),
                        Booked.class,
                        Booked.ONE + "/moves",
                        event,
                        appointment))
                .map(held -> at(event, held.appointmentId()))
                .onErrorResume(Refusal.class, refusal -> again(who, event, appointment, refusal, Map.of(), locale));
    }

    @GetMapping("/{event}/appointments/{appointment}")
    Mono<Rendering> appointment(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            Locale locale) {
        return page.appointment(who, event, appointment, null, Map.of(), locale);
    }

    /** A file for the parent's own calendar. */
    @GetMapping("/{event}/appointments/{appointment}/calendar")
    Mono<ResponseEntity<String>> calendar(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            Locale locale) {
        return page.calendar(who, event, appointment, locale)
                // the writer reads files of its own at first
                .publishOn(Schedulers.boundedElastic())
                .map(entry -> ResponseEntity.ok()
                        .contentType(new MediaType("text", "calendar", StandardCharsets.UTF_8))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename("appointment.ics")
                                        .build()
                                        .toString())
                        .cacheControl(CacheControl.noStore())
                        .body(entry.taken()));
    }

    @PostMapping("/{event}/appointments/{appointment}/confirmation")
    Mono<Rendering> confirm(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            ServerWebExchange exchange,
            Locale locale) {
        return exchange.getFormData()
                .map(SchedulerController::answers)
                .flatMap(answers -> services.send(
                                who,
                                Service.CONFERENCES,
                                HttpMethod.PUT,
                                Map.of("answers", answers),
                                Booked.ONE + "/confirmation",
                                event,
                                appointment)
                        .thenReturn(Done.at(APPOINTMENT, "appointment-made", event, appointment))
                        .onErrorResume(Refusal.class, refusal -> {
                            var wrong = wrong(refusal);
                            return wrong.isEmpty()
                                    ? again(who, event, "", refusal, answers, locale)
                                    : page.appointment(who, event, appointment, answers, wrong, locale);
                        }));
    }

    /** Cancels an appointment, or gives a held place back. */
    @PostMapping("/{event}/appointments/{appointment}/removal")
    Mono<Rendering> cancel(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            ServerWebExchange exchange,
            Locale locale) {
        return exchange.getFormData()
                .flatMap(form -> services.send(
                                who, Service.CONFERENCES, HttpMethod.DELETE, null, Booked.ONE, event, appointment)
                        .thenReturn(Done.at(
                                EVENT, form.containsKey("held") ? "place-returned" : "appointment-cancelled", event)))
                .onErrorResume(Refusal.class, refusal -> again(who, event, "", refusal, Map.of(), locale));
    }

    /** The event as it is now, and why nothing was done. */
    private Mono<Rendering> again(
            SignedIn who, String event, String move, Refusal refusal, Map<String, String> answers, Locale locale) {
        return refusal.isForForm()
                ? page.event(who, event, move, Refused.of(refusal, answers), locale)
                : Mono.error(refusal);
    }

    private static Rendering at(String event, String appointment) {
        return Rendering.redirectTo(UriComponentsBuilder.fromPath(APPOINTMENT)
                        .encode()
                        .buildAndExpand(event, appointment)
                        .toUriString())
                .build();
    }

    /** Of the page that was open and of what was pressed on it: another time or another child is another appointment. */
    private static String key(MultiValueMap<String, String> form) {
        var pressed = String.join(" ", text(form, "key"), text(form, "slot"), text(form, "student"));
        return UUID.nameUUIDFromBytes(pressed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, String> answers(MultiValueMap<String, String> form) {
        var answers = new LinkedHashMap<String, String>();
        form.toSingleValueMap().forEach((field, value) -> {
            if (field.startsWith(ANSWER)) {
                answers.put(field.substring(ANSWER.length()), value.strip());
            }
        });
        return answers;
    }

    private static Map<String, String> wrong(Refusal refusal) {
        var wrong = new LinkedHashMap<String, String>();
        if (refusal.status() == HttpStatus.BAD_REQUEST) {
            refusal.fields().forEach((field, reason) -> {
                if (field.startsWith(ANSWER)) {
                    wrong.put(field.substring(ANSWER.length()), reason);
                }
            });
        }
        return wrong;
    }

    private static String text(MultiValueMap<String, String> form, String field) {
        return Objects.requireNonNullElse(form.getFirst(field), "").strip();
    }
}
