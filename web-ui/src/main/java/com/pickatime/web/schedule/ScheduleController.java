package com.pickatime.web.schedule;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Event;
import com.pickatime.web.events.Meeting.Person;
import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A teacher's own times of an event, with whoever comes; who may make appointments blocks free ones. */
@Controller
@RequestMapping("/schedule")
class ScheduleController {

    private static final String ONE = "/schedule/{event}";
    private static final String SLOT = Event.ONE + "/slots/{slot}";
    private static final String SCHEDULE =
            Event.ONE + "/reports/schedules?teacher={teacher}&limit={limit}&after={after}";

    /** Days full of five-minute slots are fewer. */
    private static final int MOST_PAGES = 10;

    private static final ParameterizedTypeReference<ListPage<Event>> EVENTS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<Line>> LINES = new ParameterizedTypeReference<>() {};

    private final Services services;

    ScheduleController(Services services) {
        this.services = services;
    }

    record Coming(Person student, Person parent, Map<String, String> answers) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Coming";
        }
    }

    /** One of the own slots. */
    record Line(
            String slotId,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            String kind,
            String visibility,
            String message,
            int most,
            List<Coming> coming) {

        public boolean isBlocked() {
            return visibility.equals("UNAVAILABLE");
        }

        /** Only what parents may book is kept from them; what is hidden or to be called for an administrator decided. */
        public boolean canBeBlocked() {
            return visibility.equals("VISIBLE");
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Line(" + slotId + ")";
        }
    }

    record Day(LocalDate day, List<Line> lines) {}

    /** What is decided of a slot, as conference-service takes it. */
    record Options(
            @Nullable String kind,
            @Nullable String visibility,
            @Nullable String message,
            @Nullable Integer most) {}

    @GetMapping
    Mono<Rendering> list(@AuthenticationPrincipal SignedIn who) {
        return services.get(who, Service.CONFERENCES, EVENTS, Event.ALL + "?limit={limit}", ListPage.LARGEST)
                .flatMap(events -> events.items().size() == 1
                        ? page(who, events.items().get(0).conferenceId(), null)
                        : Mono.just(Rendering.view("web/schedule-events")
                                .modelAttribute("events", events.items())
                                .build()));
    }

    @GetMapping("/{event}")
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @PathVariable String event) {
        return page(who, event, null);
    }

    /** Keeps parents out of a slot, or lets them in again. */
    @PostMapping("/{event}/slots/{slot}")
    Mono<Rendering> block(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String slot,
            ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(form -> {
            var blocked = "true".equals(form.getFirst("blocked"));
            var message =
                    Objects.requireNonNullElse(form.getFirst("message"), "").strip();
            return services.getTagged(who, Service.CONFERENCES, Options.class, SLOT, event, slot)
                    .flatMap(now -> services.sendIfUnchanged(
                            who,
                            Service.CONFERENCES,
                            HttpMethod.PUT,
                            new Options(
                                    now.value().kind(),
                                    blocked ? "UNAVAILABLE" : "VISIBLE",
                                    blocked ? message : "",
                                    now.value().most()),
                            now.tag(),
                            SLOT,
                            event,
                            slot))
                    .thenReturn(Done.at(ONE, blocked ? "slot-blocked" : "slot-unblocked", event))
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.isForForm() ? page(who, event, refusal) : Mono.error(refusal));
        });
    }

    private Mono<Rendering> page(SignedIn who, String event, @Nullable Refusal refusal) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, event),
                        lines(who, event, "")
                                .expand(page -> page.next() == null ? Mono.empty() : lines(who, event, page.next()))
                                .take(MOST_PAGES)
                                .flatMapIterable(ListPage::items)
                                .collectList())
                .map(parts -> {
                    var page = Rendering.view("web/schedule")
                            .modelAttribute("event", parts.getT1())
                            .modelAttribute("days", days(parts.getT2()))
                            .modelAttribute("maker", who.level().atLeast(AccessLevel.APPOINTMENT_MAKER));
                    if (refusal != null) {
                        page.status(refusal.status())
                                .modelAttribute("overtaken", refusal.isOvertaken())
                                .modelAttribute("refusal", refusal.detail());
                    }
                    return page.build();
                });
    }

    private Mono<ListPage<Line>> lines(SignedIn who, String event, String after) {
        return services.get(who, Service.CONFERENCES, LINES, SCHEDULE, event, who.subject(), ListPage.LARGEST, after);
    }

    private static List<Day> days(List<Line> lines) {
        var byDay = new LinkedHashMap<LocalDate, List<Line>>();
        lines.forEach(line ->
                byDay.computeIfAbsent(line.day(), day -> new ArrayList<>()).add(line));
        return byDay.entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue()))
                .toList();
    }
}
