package com.pickatime.conferences.slots;

import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.slots.Slot.Kind;
import com.pickatime.conferences.slots.Slot.Options;
import com.pickatime.conferences.slots.Slot.Visibility;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The slots of a conference. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/conferences/{conferenceId}/slots")
class SlotsController {

    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_PLACES = 1_000;
    private static final int MOST_DAYS = 60;
    private static final int MOST_TEACHERS = 2_000;
    private static final int MOST_SLOTS = 50_000;
    private static final int DAY_IN_MINUTES = 24 * 60;

    private final Conferences conferences;
    private final Slots slots;

    SlotsController(Conferences conferences, Slots slots) {
        this.conferences = conferences;
        this.slots = slots;
    }

    /** One slot; its times are in the zone of the conference. */
    record Shown(
            String slotId,
            ContactId teacherId,
            LocalDate day,
            LocalTime from,
            LocalTime to,
            Kind kind,
            Visibility visibility,
            String message,
            int most,
            int free) {

        static Shown of(Slot slot) {
            return new Shown(
                    slot.id(),
                    slot.teacher(),
                    slot.day(),
                    slot.from(),
                    slot.to(),
                    slot.kind(),
                    slot.visibility(),
                    slot.message(),
                    slot.most(),
                    Math.max(0, slot.free()));
        }
    }

    /** What is decided of slots; left out are IN_PERSON, VISIBLE, no message and one place. */
    @Schema(example = """
            {"kind": "EITHER", "visibility": "UNAVAILABLE", "message": "Lunch", "most": 1}""")
    record WantedOptions(
            @Nullable String kind,
            @Nullable String visibility,
            @Nullable String message,
            @Nullable Integer most) {

        private Options options(Map<String, String> errors) {
            var text = message == null ? "" : message.strip();
            if (text.length() > LONGEST_MESSAGE) {
                errors.put("message", "must have no more than " + LONGEST_MESSAGE + " characters");
            }
            var places = Objects.requireNonNullElse(most, 1);
            if (places < 1 || places > MOST_PLACES) {
                errors.put("most", "must be from 1 to " + MOST_PLACES);
            }
            return new Options(
                    Objects.requireNonNullElse(Problems.named("kind", Kind.class, kind), Kind.IN_PERSON),
                    Objects.requireNonNullElse(
                            Problems.named("visibility", Visibility.class, visibility), Visibility.VISIBLE),
                    text,
                    places);
        }
    }

    /**
     * Slots to be made, for each teacher on each day.
     *
     * @param minutes how long each of them is
     * @param breakMinutes between one and the next; none if left out
     */
    @Schema(example = """
            {"days": ["2026-10-13", "2026-10-14"], "teachers": ["4869d252-b979-50fa-a32b-041b1ed74913"],
             "from": "15:00", "to": "19:00", "minutes": 15, "breakMinutes": 5, "options": {"kind": "EITHER"}}""")
    record Wanted(
            @Nullable List<LocalDate> days,
            @Nullable List<ContactId> teachers,
            @Nullable LocalTime from,
            @Nullable LocalTime to,
            @Nullable Integer minutes,
            @Nullable Integer breakMinutes,
            @Nullable WantedOptions options) {

        private SlotPlan plan() {
            var errors = new TreeMap<String, String>();
            var length = Objects.requireNonNullElse(minutes, 0);
            var pause = Objects.requireNonNullElse(breakMinutes, 0);
            var begins = Objects.requireNonNullElse(from, LocalTime.MIN);
            var ends = Objects.requireNonNullElse(to, LocalTime.MIN);
            require(
                    days != null && !days.isEmpty() && days.size() <= MOST_DAYS,
                    "days",
                    "must be from 1 to " + MOST_DAYS,
                    errors);
            require(
                    teachers != null && !teachers.isEmpty() && teachers.size() <= MOST_TEACHERS,
                    "teachers",
                    "must be from 1 to " + MOST_TEACHERS + " contact ids",
                    errors);
            require(from != null, "from", "must be a time, such as 15:00", errors);
            require(ends.isAfter(begins), "to", "must be a time after from, such as 19:00", errors);
            require(length >= 1 && length <= DAY_IN_MINUTES, "minutes", "must be from 1 to " + DAY_IN_MINUTES, errors);
            require(
                    pause >= 0 && pause <= DAY_IN_MINUTES,
                    "breakMinutes",
                    "must be from 0 to " + DAY_IN_MINUTES,
                    errors);
            var chosen = (options == null ? new WantedOptions(null, null, null, null) : options).options(errors);
            if (!errors.isEmpty()) {
                throw Problems.invalid(errors);
            }
            var plan = new SlotPlan(
                    days == null ? List.of() : days.stream().distinct().toList(),
                    teachers == null ? List.of() : teachers.stream().distinct().toList(),
                    begins,
                    ends,
                    Duration.ofMinutes(length),
                    Duration.ofMinutes(pause),
                    chosen);
            if (plan.size() == 0) {
                throw Problems.invalid("minutes", "must fit between from and to");
            }
            if (plan.size() > MOST_SLOTS) {
                throw Problems.invalid(
                        "days", "and teachers make more than " + MOST_SLOTS + " slots: make some of them first");
            }
            return plan;
        }

        private static void require(boolean held, String field, String reason, Map<String, String> errors) {
            if (!held) {
                errors.put(field, reason);
            }
        }
    }

    /** Makes those that are not there yet; done again it changes nothing. */
    @PostMapping
    Mono<Slots.Made> make(
            @PathVariable BusinessId businessId, @PathVariable String conferenceId, @RequestBody Wanted wanted) {
        var plan = wanted.plan();
        return conferences.find(businessId, conferenceId).flatMap(conference -> slots.make(conference, plan));
    }

    /**
     * The slots, by their times.
     *
     * @param teacher contact id of whose slots to list; blank for everybody's
     */
    @GetMapping
    Mono<ListPage<Shown>> list(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @RequestParam(defaultValue = "") String teacher,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var of = teacher.isBlank() ? List.<ContactId>of() : List.of(new ContactId(teacher));
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> ListPage.of(slots.of(conference, of, day, after), limit, Slots::cursor))
                .map(page -> page.map(Shown::of));
    }

    @GetMapping("/{slotId}")
    Mono<ResponseEntity<Shown>> show(
            @PathVariable BusinessId businessId, @PathVariable String conferenceId, @PathVariable String slotId) {
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> slots.find(conference, slotId))
                .map(SlotsController::answer);
    }

    /** Decides other things of a slot. A teacher may do that with their own. */
    @PutMapping("/{slotId}")
    Mono<ResponseEntity<Shown>> change(
            @PathVariable BusinessId businessId,
            @PathVariable String conferenceId,
            @PathVariable String slotId,
            @RequestBody WantedOptions wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var errors = new TreeMap<String, String>();
        var options = wanted.options(errors);
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> slots.find(conference, slotId)
                        .flatMap(slot -> isTheirs(caller, slot)
                                ? slots.change(conference, slotId, options, ifMatch)
                                : Mono.error(
                                        Problems.of(HttpStatus.FORBIDDEN, "Teachers change their own slots alone."))))
                .map(SlotsController::answer);
    }

    @DeleteMapping("/{slotId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(
            @PathVariable BusinessId businessId, @PathVariable String conferenceId, @PathVariable String slotId) {
        return conferences.find(businessId, conferenceId).flatMap(conference -> slots.delete(conference, slotId));
    }

    private static boolean isTheirs(Caller caller, Slot slot) {
        return caller.level() != null && caller.level().atLeast(AccessLevel.EVENT_ADMINISTRATOR)
                || slot.teacher().value().equals(caller.subject());
    }

    private static ResponseEntity<Shown> answer(Slot slot) {
        return ResponseEntity.ok().eTag(slot.tag()).body(Shown.of(slot));
    }
}
