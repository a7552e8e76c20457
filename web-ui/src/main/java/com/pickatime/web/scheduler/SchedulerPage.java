package com.pickatime.web.scheduler;

import com.pickatime.platform.calendar.CalendarEntry;
import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Booked;
import com.pickatime.web.events.Event;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.FormKey;
import com.pickatime.web.scheduler.Schedule.Mine;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Shows an event to a parent: what is booked, and what can be. */
@Component
class SchedulerPage {

    private static final ParameterizedTypeReference<ListPage<Booked>> APPOINTMENTS =
            new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Businesses businesses;
    private final Schedule schedule;
    private final Clock clock;

    SchedulerPage(Services services, Businesses businesses, Schedule schedule, Clock clock) {
        this.services = services;
        this.businesses = businesses;
        this.schedule = schedule;
        this.clock = clock;
    }

    /**
     * Why something was not done.
     *
     * @param reason of the service's, as the end of a message key; blank where it gives none
     * @param answers what had been answered to the event's questions, by their ids
     */
    record Refused(HttpStatus status, String reason, String detail, Map<String, String> answers) {

        static Refused of(Refusal refusal, Map<String, String> answers) {
            return new Refused(
                    refusal.status(),
                    Objects.requireNonNullElse(refusal.property("reason"), ""),
                    refusal.detail(),
                    answers);
        }

        /** Says nothing of what was answered. */
        @Override
        public String toString() {
            return "Refused[" + reason + "]";
        }
    }

    /** All that is known of an event when a parent looks at it. */
    private record Seen(Event event, Offers offers, List<Booked> booked, Business business) {}

    /** @param move id of the appointment for which another time is chosen; blank for none */
    Mono<Rendering> event(SignedIn who, String event, String move, @Nullable Refused refused, Locale locale) {
        return seen(who, event).map(seen -> event(seen, move, refused, locale));
    }

    private Mono<Seen> seen(SignedIn who, String event) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, event),
                        services.get(who, Service.CONFERENCES, Offers.class, Offers.PATH, event),
                        services.get(
                                who,
                                Service.CONFERENCES,
                                APPOINTMENTS,
                                Booked.ALL + "?as=PARENT&limit={limit}",
                                event,
                                ListPage.LARGEST),
                        businesses.of(who))
                .map(parts ->
                        new Seen(parts.getT1(), parts.getT2(), parts.getT3().items(), parts.getT4()));
    }

    private Rendering event(Seen seen, String move, @Nullable Refused refused, Locale locale) {
        var mine =
                seen.booked().stream().map(booked -> mine(booked, seen, locale)).toList();
        var moved = mine.stream()
                .filter(one -> one.booked().appointmentId().equals(move) && one.changeable())
                .toList();
        var offers = moved.isEmpty()
                ? seen.offers()
                : seen.offers()
                        .only(
                                moved.get(0).booked().studentId(),
                                moved.get(0).booked().teacherId());
        var page = Rendering.view("web/scheduler")
                .modelAttribute("event", seen.event())
                .modelAttribute("offers", offers)
                .modelAttribute("mine", mine)
                .modelAttribute("moved", moved)
                .modelAttribute("now", clock.instant())
                // a form that is sent twice takes one place, and one that is shown again may take another
                .modelAttribute("key", FormKey.fresh());
        if (refused != null) {
            page.status(refused.status())
                    .modelAttribute("refused", refused)
                    .modelAttribute("lost", lost(seen, refused));
        }
        return page.build();
    }

    /** What had been answered, by the questions' words. */
    private static Map<String, String> lost(Seen seen, Refused refused) {
        var lost = new LinkedHashMap<String, String>();
        seen.event().questions().forEach(question -> {
            var answer = refused.answers().getOrDefault(question.id(), "");
            if (!answer.isEmpty()) {
                lost.put(question.words(), answer);
            }
        });
        return lost;
    }

    /**
     * One appointment: to be confirmed, or as it is.
     *
     * @param answers what was answered and not taken; null for what is saved
     * @param wrong why an answer was not taken, by the ids of the questions
     */
    Mono<Rendering> appointment(
            SignedIn who,
            String event,
            String appointment,
            @Nullable Map<String, String> answers,
            Map<String, String> wrong,
            Locale locale) {
        return seen(who, event)
                .flatMap(seen -> own(who, seen, appointment)
                        .map(booked -> Rendering.view("web/appointment")
                                .status(wrong.isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                                .modelAttribute("event", seen.event())
                                .modelAttribute("one", mine(booked, seen, locale))
                                .modelAttribute("answers", answers == null ? booked.answers() : answers)
                                .modelAttribute("wrong", wrong)
                                .build()));
    }

    /** One that the parent has, as calendars take it; fails with a 404 for one that has ended or is not certain yet. */
    Mono<CalendarEntry> calendar(SignedIn who, String event, String appointment, Locale locale) {
        return seen(who, event)
                .flatMap(seen -> own(who, seen, appointment)
                        .filter(Booked::isConfirmed)
                        .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                        .map(booked -> schedule.entry(booked, seen.event(), seen.offers(), clock.instant(), locale)));
    }

    private Mono<Booked> own(SignedIn who, Seen seen, String appointment) {
        return Mono.justOrEmpty(seen.booked().stream()
                        .filter(one -> one.appointmentId().equals(appointment))
                        .findFirst())
                // one that has ended is in no list
                .switchIfEmpty(Mono.defer(() -> services.get(
                        who,
                        Service.CONFERENCES,
                        Booked.class,
                        Booked.ONE,
                        seen.event().conferenceId(),
                        appointment)))
                .filter(booked -> booked.parentId().equals(who.subject()))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private Mine mine(Booked booked, Seen seen, Locale locale) {
        return schedule.mine(
                booked,
                seen.event(),
                seen.offers(),
                booked.isConfirmed() && seen.event().isCancellable(booked.start(), clock.instant()),
                seen.business(),
                locale);
    }
}
