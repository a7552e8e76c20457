package com.pickatime.conferences.booking;

import com.pickatime.conferences.conference.Conference;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.people.ContactService;
import com.pickatime.conferences.people.ContactService.Lesson;
import com.pickatime.conferences.people.ContactService.Person;
import com.pickatime.conferences.slots.Slot;
import com.pickatime.conferences.slots.Slot.Kind;
import com.pickatime.conferences.slots.Slot.Visibility;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a parent chooses from: the slots of all teachers of all children at once. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conferences/{conferenceId}/offers")
class OffersController {

    private static final int AT_ONCE = 8;

    private final Conferences conferences;
    private final Slots slots;
    private final ContactService people;
    private final Clock clock;

    OffersController(Conferences conferences, Slots slots, ContactService people, Clock clock) {
        this.conferences = conferences;
        this.slots = slots;
        this.people = people;
        this.clock = clock;
    }

    /** @param open whether parents may book now */
    record Offers(boolean open, List<Child> children) {}

    record Child(
            ContactId studentId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<Teacher> teachers) {}

    /** @param classes titles of those in which this one teaches the child */
    record Teacher(
            ContactId teacherId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<String> classes,
            List<Offered> slots) {}

    /** @param bookable false where one has to call, where it is taken, and where it is over */
    record Offered(
            String slotId,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            Kind kind,
            Visibility visibility,
            String message,
            boolean bookable) {}

    @GetMapping
    Mono<Offers> show(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @AuthenticationPrincipal Caller caller) {
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> people.children(businessId, new ContactId(caller.subject()))
                        .flatMapMany(Flux::fromIterable)
                        .flatMapSequential(
                                child -> people.lessons(businessId, child.contactId())
                                        .map(lessons -> Map.entry(child, lessons)),
                                AT_ONCE)
                        .collectList()
                        .flatMap(families -> offers(conference, families)));
    }

    private Mono<Offers> offers(Conference conference, List<Map.Entry<Person, List<Lesson>>> children) {
        var teachers = children.stream()
                .flatMap(child -> child.getValue().stream())
                .flatMap(lesson -> lesson.teachers().stream())
                .map(Person::contactId)
                .distinct()
                .toList();
        var now = clock.instant();
        var found = teachers.isEmpty()
                ? Mono.just(List.<Slot>of())
                : slots.of(conference, teachers, null, "")
                        .filter(slot -> slot.visibility() != Visibility.HIDDEN)
                        .collectList();
        return found.map(all -> {
            var byTeacher = all.stream().collect(Collectors.groupingBy(Slot::teacher));
            return new Offers(
                    conference.isOpen(now),
                    children.stream()
                            .map(child -> child(child.getKey(), child.getValue(), byTeacher, now))
                            .toList());
        });
    }

    private static Child child(Person child, List<Lesson> lessons, Map<ContactId, List<Slot>> slots, Instant now) {
        var classes = new LinkedHashMap<Person, List<String>>();
        lessons.forEach(lesson -> lesson.teachers()
                .forEach(teacher -> classes.merge(
                        teacher,
                        List.of(Objects.requireNonNullElse(lesson.title(), "")),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList())));
        return new Child(
                child.contactId(),
                child.givenName(),
                child.familyName(),
                child.preferredName(),
                classes.entrySet().stream()
                        .map(teacher -> new Teacher(
                                teacher.getKey().contactId(),
                                teacher.getKey().givenName(),
                                teacher.getKey().familyName(),
                                teacher.getKey().preferredName(),
                                teacher.getValue(),
                                slots.getOrDefault(teacher.getKey().contactId(), List.of()).stream()
                                        .map(slot -> offered(slot, now))
                                        .toList()))
                        .toList());
    }

    private static Offered offered(Slot slot, Instant now) {
        return new Offered(
                slot.id(),
                slot.day(),
                slot.from(),
                slot.to(),
                slot.kind(),
                slot.visibility(),
                slot.message(),
                slot.visibility() == Visibility.VISIBLE
                        && slot.free() > 0
                        && slot.start().isAfter(now));
    }
}
