package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Shows the slots of a day, and the form that makes more. */
@Component
class SlotsPage {

    /** Teachers times times of a day; a school with more sees the first hours of it. */
    private static final int MOST_SHOWN = 2_000;

    private static final ParameterizedTypeReference<ListPage<Slot>> SLOTS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final People people;

    SlotsPage(Services services, People people) {
        this.services = services;
        this.people = people;
    }

    /**
     * What the form that makes slots shows.
     *
     * @param q what teachers are searched by
     * @param chosen ids of those who are chosen already
     * @param made what it did last
     */
    record Making(Form form, String q, List<String> chosen, Made made, HttpStatus status) {

        static Making after(Made made) {
            return new Making(Form.of(SlotForm.usual()), "", List.of(), made, HttpStatus.OK);
        }

        /** Says nothing of what was searched. */
        @Override
        public String toString() {
            return "Making" + form;
        }
    }

    /**
     * What making slots did.
     *
     * @param left how many are not made because the teacher has another slot at that time
     */
    record Made(long made, long kept, long left) {

        static final Made NOTHING = new Made(0, 0, 0);
    }

    /** One teacher's slots of a day. */
    record Row(String teacher, List<Slot> slots) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Row" + slots;
        }
    }

    /** @param day as 2026-10-13; blank for the first one that has slots */
    Mono<Rendering> show(SignedIn who, String event, String day, Making making) {
        var shown = day.isEmpty()
                ? slots(who, event, "?limit={limit}", 1)
                        .flatMap(first -> first.items().isEmpty()
                                ? Mono.just(List.<Slot>of())
                                : ofDay(who, event, first.items().get(0).day().toString()))
                : ofDay(who, event, day);
        var found = making.q().isEmpty() ? Mono.just(Map.<String, String>of()) : people.teachers(who, making.q());
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, event),
                        shown,
                        people.teachers(who),
                        found,
                        people.of(who, making.chosen()))
                .map(parts -> {
                    var choice = new LinkedHashMap<>(parts.getT5());
                    choice.putAll(parts.getT4());
                    var slots = parts.getT2();
                    return Rendering.view("web/event-slots")
                            .status(making.status())
                            .modelAttribute("event", parts.getT1())
                            .modelAttribute(
                                    "day",
                                    slots.isEmpty() ? day : slots.get(0).day().toString())
                            .modelAttribute("cut", slots.size() >= MOST_SHOWN)
                            .modelAttribute("rows", rows(slots, parts.getT3()))
                            .modelAttribute("made", making.made())
                            .modelAttribute("form", making.form())
                            .modelAttribute("q", making.q())
                            .modelAttribute("choice", choice)
                            .modelAttribute("chosen", making.chosen())
                            .modelAttribute("whose", SlotForm.TEACHERS)
                            .modelAttribute("kinds", SlotForm.KINDS)
                            .modelAttribute("visibilities", SlotForm.VISIBILITIES)
                            .build();
                });
    }

    private Mono<List<Slot>> ofDay(SignedIn who, String event, String day) {
        return slots(who, event, "?day={day}&limit={limit}", day, ListPage.LARGEST)
                .expand(page -> page.next() == null
                        ? Mono.empty()
                        : slots(
                                who,
                                event,
                                "?day={day}&limit={limit}&after={after}",
                                day,
                                ListPage.LARGEST,
                                page.next()))
                .take(MOST_SHOWN / ListPage.LARGEST)
                .flatMapIterable(ListPage::items)
                .collectList();
    }

    private Mono<ListPage<Slot>> slots(SignedIn who, String event, String query, Object... variables) {
        return services.get(
                who,
                Service.CONFERENCES,
                SLOTS,
                Slot.ALL + query,
                Stream.concat(Stream.of(event), Arrays.stream(variables)).toArray());
    }

    /** By the teachers' names, as the list of teachers is; who is no teacher any more comes last and without a name. */
    private static List<Row> rows(List<Slot> slots, Map<String, String> teachers) {
        var byTeacher = new LinkedHashMap<String, List<Slot>>();
        slots.forEach(slot -> byTeacher
                .computeIfAbsent(slot.teacherId(), id -> new ArrayList<>())
                .add(slot));
        var rows = new ArrayList<Row>();
        teachers.forEach((id, name) -> {
            var own = byTeacher.remove(id);
            if (own != null) {
                rows.add(new Row(name, own));
            }
        });
        byTeacher.values().forEach(own -> rows.add(new Row("", own)));
        return rows;
    }
}
