package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.FormKey;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/** Moves somebody's appointment to another time, with the same teacher or with another one. */
@Controller
@RequestMapping(AppointmentsController.ADDRESS + "/{appointment}/move")
class MoveController {

    private static final ParameterizedTypeReference<ListPage<Slot>> SLOTS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final People people;
    private final Businesses businesses;
    private final Formats formats;
    private final Clock clock;

    MoveController(Services services, People people, Businesses businesses, Formats formats, Clock clock) {
        this.services = services;
        this.people = people;
        this.businesses = businesses;
        this.formats = formats;
        this.clock = clock;
    }

    /** @param teacher whose times to choose from; blank for those of the appointment's */
    @GetMapping
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            @RequestParam(defaultValue = "") String teacher,
            Locale locale) {
        return page(who, event, appointment, teacher, null, locale);
    }

    /** Holds the other time and confirms it with what was answered before; only then the first one is given back. */
    @PostMapping
    Mono<Rendering> move(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String appointment,
            ServerWebExchange exchange,
            Locale locale) {
        return exchange.getFormData().flatMap(sent -> {
            var slot = Objects.requireNonNullElse(sent.getFirst("slot"), "");
            var teacher = Objects.requireNonNullElse(sent.getFirst("teacher"), "");
            return services.get(who, Service.CONFERENCES, Booked.class, Booked.ONE, event, appointment)
                    .flatMap(before -> services.sendOnce(
                                    who,
                                    Service.CONFERENCES,
                                    HttpMethod.POST,
                                    Map.of("slotId", slot),
                                    Objects.requireNonNullElse(sent.getFirst("key"), FormKey.fresh()),
                                    Booked.class,
                                    Booked.ONE + "/moves",
                                    event,
                                    appointment)
                            .flatMap(held -> services.send(
                                    who,
                                    Service.CONFERENCES,
                                    HttpMethod.PUT,
                                    Map.of("answers", before.answers()),
                                    Booked.ONE + "/confirmation",
                                    event,
                                    held.appointmentId())))
                    .thenReturn(Done.at(AppointmentsController.ADDRESS, "appointment-moved", event))
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.isForForm()
                                    ? page(who, event, appointment, teacher, refusal, locale)
                                    : Mono.error(refusal));
        });
    }

    private Mono<Rendering> page(
            SignedIn who, String event, String appointment, String teacher, @Nullable Refusal refusal, Locale locale) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, event),
                        services.get(who, Service.CONFERENCES, Booked.class, Booked.ONE, event, appointment),
                        people.teachers(who),
                        businesses.of(who))
                .flatMap(parts -> {
                    var booked = parts.getT2();
                    var whose = teacher.isBlank() ? booked.teacherId() : teacher;
                    return Mono.zip(
                                    free(who, event, whose, parts.getT4(), parts.getT1(), locale),
                                    people.of(who, List.of(booked.teacherId(), booked.studentId(), booked.parentId())))
                            .map(found -> {
                                var page = Rendering.view("web/event-move")
                                        .modelAttribute("event", parts.getT1())
                                        .modelAttribute("appointment", booked)
                                        .modelAttribute(
                                                "when",
                                                formats.local(
                                                        LocalDateTime.ofInstant(
                                                                booked.start(),
                                                                parts.getT1().zone()),
                                                        parts.getT4(),
                                                        locale))
                                        .modelAttribute("names", found.getT2())
                                        .modelAttribute("teachers", parts.getT3())
                                        .modelAttribute("whose", whose)
                                        .modelAttribute("slots", found.getT1())
                                        .modelAttribute("key", FormKey.fresh());
                                if (refusal != null) {
                                    page.status(refusal.status()).modelAttribute("refusal", refusal.detail());
                                }
                                return page.build();
                            });
                });
    }

    /** The teacher's times that are not over and have a place, by the ids of the slots. */
    private Mono<Map<String, String>> free(
            SignedIn who, String event, String teacher, Business business, Event of, Locale locale) {
        var now = LocalDateTime.ofInstant(clock.instant(), of.zone());
        return slots(who, event, teacher, "")
                .expand(page -> page.next() == null ? Mono.empty() : slots(who, event, teacher, page.next()))
                .flatMapIterable(ListPage::items)
                .filter(slot -> slot.free() > 0
                        && !slot.visibility().equals("UNAVAILABLE")
                        && slot.day().atTime(slot.from()).isAfter(now))
                .collect(
                        LinkedHashMap::new,
                        (times, slot) -> times.put(
                                slot.slotId(), formats.local(slot.day().atTime(slot.from()), business, locale)));
    }

    private Mono<ListPage<Slot>> slots(SignedIn who, String event, String teacher, String after) {
        return services.get(
                who,
                Service.CONFERENCES,
                SLOTS,
                Slot.ALL + "?teacher={teacher}&limit={limit}&after={after}",
                event,
                teacher,
                ListPage.LARGEST,
                after);
    }
}
