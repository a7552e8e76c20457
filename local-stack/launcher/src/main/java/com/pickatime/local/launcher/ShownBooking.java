package com.pickatime.local.launcher;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.Mails;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.report.ImportReport;
import java.io.PrintStream;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes an event of last year's before the user's eyes, and lets a parent book in it; shown again, the next free time. */
final class ShownBooking {

    private static final Duration MAIL_LIMIT = Duration.ofSeconds(60);
    private static final int LOOKED_AT = 20;
    private static final int TIMES_SHOWN = 4;
    private static final int MOST_LISTED = 200;
    private static final int MOST_DELETED = 20;
    private static final int NOT_FOUND = 404;
    private static final String UNAMBIGUOUS = "\\d{4}-\\d{2}-\\d{2}";

    private final PrintStream out;
    private final JsonClient contacts;
    private final JsonClient simulator;
    private final Mails mails;
    private final String business;
    private final Clock clock;

    /** @param contacts as an operator, who looks up whom to show */
    ShownBooking(
            PrintStream out, JsonClient contacts, JsonClient simulator, Mails mails, String businessId, Clock clock) {
        this.out = out;
        this.contacts = contacts;
        this.simulator = simulator;
        this.mails = mails;
        this.business = "/businesses/" + JsonClient.segment(businessId);
        this.clock = clock;
    }

    /**
     * Who meet.
     *
     * @param parent one whom the roster does not name as the child's
     * @param birthDate of the child, as its family knows it
     */
    record Meeting(JsonNode parent, JsonNode child, String childSourceId, String birthDate, JsonNode teacher) {

        String parentSourceId() {
            return parent.path("sourceId").asString();
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Meeting";
        }
    }

    private record Event(String id, String name) {}

    /** The first who can meet; empty where there is no class with a child whose birth date leaves no question. */
    Optional<Meeting> meeting() {
        return items("/classes?limit=" + LOOKED_AT)
                .flatMap(schoolClass -> contacts.get(business + "/classes/" + id(schoolClass, "classId") + "/rosters")
                        .valueStream())
                .filter(roster -> isContact(roster.path("teacher")))
                .flatMap(roster -> roster.path("students")
                        .valueStream()
                        .filter(ShownBooking::isContact)
                        .flatMap(child -> meeting(child, roster.path("teacher")).stream()))
                .findFirst();
    }

    private Optional<Meeting> meeting(JsonNode child, JsonNode teacher) {
        var related = contacts.get(business + "/contacts/" + id(child, "contactId") + "/relationships");
        var sourceId = related.path("sourceId").asString("");
        var birthDate = birthDate(sourceId);
        return birthDate.matches(UNAMBIGUOUS)
                ? strangers(related).findFirst().map(parent -> new Meeting(parent, child, sourceId, birthDate, teacher))
                : Optional.empty();
    }

    /** A child that the roster of this moment no longer has is not the one to show. */
    private String birthDate(String sourceId) {
        try {
            return simulator
                    .get("/control/birth-dates/" + JsonClient.segment(sourceId))
                    .path("birthDate")
                    .asString()
                    .strip();
        } catch (ProductException e) {
            if (e.status() == NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }

    /** Parents who can be written to, and whom the roster does not name; one who was linked before is still one of them. */
    private Stream<JsonNode> strangers(JsonNode related) {
        var named = related.path("parents")
                .valueStream()
                .filter(parent -> parent.path("claimedBy")
                        .valueStream()
                        .anyMatch(by -> !by.asString().equals("LINK")))
                .map(parent -> parent.path("contactId").asString())
                .collect(Collectors.toSet());
        return ImportReport.PARENT_ROLES.stream()
                .flatMap(role -> items("/contacts?limit=" + LOOKED_AT + "&role=" + role))
                .filter(parent -> parent.path("sourceId").isString())
                .filter(parent -> !parent.path("email").asString("").isBlank())
                .filter(parent -> !named.contains(parent.path("contactId").asString()));
    }

    /**
     * The administrator's part; the id of the new event.
     *
     * @param conferences as the administrator
     */
    String makeEvent(JsonClient conferences, Meeting meeting) {
        var day = LocalDate.now(clock).plusWeeks(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.TUESDAY));
        var lastYears = lastYearsEvent(conferences, day.getYear() - 1, meeting.teacher());
        var event = made(conferences, day.getYear(), Map.of("template", lastYears.id(), "firstDay", day.toString()));
        out.printf(
                "  %s, made from it with its rules: %d times on %s%n",
                event.name(),
                conferences
                        .get(slots(event) + "?limit=" + MOST_LISTED + "&day=" + day)
                        .path("items")
                        .size(),
                day);
        return event.id();
    }

    private Event lastYearsEvent(JsonClient conferences, int year, JsonNode teacher) {
        var day = LocalDate.of(year, Month.OCTOBER, 1).with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
        // one who runs the demo again wants another time with the same teacher
        var rules = Map.of("opensAt", day.minusWeeks(2) + "T08:00:00", "onePerTeacher", false);
        var event = made(conferences, year, Map.of("zone", "America/Chicago", "location", "Gym", "rules", rules));
        var made = conferences.post(
                slots(event),
                Map.of(
                        "days",
                        List.of(day.toString()),
                        "teachers",
                        List.of(teacher.path("contactId").asString()),
                        "from",
                        "15:00",
                        "to",
                        "18:00",
                        "minutes",
                        15,
                        "breakMinutes",
                        5));
        out.printf(
                "  %s, last year's: %d times with %s on %s%n",
                event.name(), made.path("made").asLong() + made.path("kept").asLong(), name(teacher), day);
        return event;
    }

    /** The one of an earlier demo where it is still there: somebody may have deleted it since, and it keeps its key. */
    private Event made(JsonClient conferences, int year, Map<String, Object> settings) {
        var wanted = new HashMap<>(settings);
        wanted.put("name", year + " Conferences");
        for (int deleted = 0; ; deleted++) {
            try {
                var made = conferences.post(business + "/conferences", wanted, "demo-" + year + "-" + deleted);
                return new Event(
                        made.path("conferenceId").asString(), made.path("name").asString());
            } catch (ProductException e) {
                if (e.status() != NOT_FOUND || deleted == MOST_DELETED) {
                    throw e;
                }
            }
        }
    }

    private String slots(Event event) {
        return business + "/conferences/" + event.id() + "/slots";
    }

    /**
     * The parent's part; the mail about the appointment, empty if all times are taken.
     *
     * @param children the contact service as the parent
     * @param conferences as the parent
     */
    Optional<JsonNode> book(JsonClient children, JsonClient conferences, String eventId, Meeting meeting) {
        link(children, meeting);
        var event = business + "/conferences/" + eventId;
        var free = free(conferences.get(event + "/offers"), meeting);
        if (free.isEmpty()) {
            out.println("  No time with " + name(meeting.teacher())
                    + " is free any more. Begin anew with another directory: --data DIR");
            return Optional.empty();
        }
        out.printf(
                "  Free with %s on %s: %s%s%n",
                name(meeting.teacher()),
                free.get(0).path("day").asString(),
                free.stream().limit(TIMES_SHOWN).map(ShownBooking::from).collect(Collectors.joining(", ")),
                free.size() > TIMES_SHOWN ? ", ... (" + free.size() + ")" : "");
        // the mail may be there before the answer is
        var before = mails.arrived();
        var held = conferences.post(
                event + "/appointments",
                Map.of(
                        "slotId", free.get(0).path("slotId").asString(),
                        "studentId", meeting.child().path("contactId").asString()));
        conferences.put(event + "/appointments/" + id(held, "appointmentId") + "/confirmation", Map.of());
        out.printf("  Booked: %s%n", from(free.get(0)));
        var subject = conferences.get(event).path("name").asString();
        return Optional.of(mails.await(subject, before, MAIL_LIMIT));
    }

    private void link(JsonClient children, Meeting meeting) {
        var child = meeting.child().path("contactId").asString();
        var isThere = children.get(business + "/links")
                .path("items")
                .valueStream()
                .anyMatch(one -> one.path("contactId").asString().equals(child));
        if (!isThere) {
            children.post(
                    business + "/links",
                    Map.of("studentId", meeting.childSourceId(), "securityValue", meeting.birthDate()));
        }
        out.printf(
                "  Child: %s, whom the roster does not call theirs: %s%n",
                name(meeting.child()), isThere ? "linked before" : "linked now, by ID and birth date");
    }

    /** On the first day that has any. */
    private static List<JsonNode> free(JsonNode offers, Meeting meeting) {
        var all = one(offers.path("children"), "studentId", meeting.child())
                .flatMap(child -> one(child.path("teachers"), "teacherId", meeting.teacher()))
                .flatMap(teacher -> teacher.path("slots").valueStream())
                .filter(time -> time.path("bookable").asBoolean())
                .toList();
        return all.stream()
                .filter(time -> time.path("day").equals(all.get(0).path("day")))
                .toList();
    }

    private static Stream<JsonNode> one(JsonNode people, String idField, JsonNode wanted) {
        return people.valueStream()
                .filter(person -> person.path(idField)
                        .asString()
                        .equals(wanted.path("contactId").asString()));
    }

    private static String from(JsonNode time) {
        return LocalTime.parse(time.path("from").asString()).toString();
    }

    private Stream<JsonNode> items(String path) {
        return contacts.get(business + path).path("items").valueStream();
    }

    private static boolean isContact(JsonNode member) {
        return member.path("contactId").isString();
    }

    private static String id(JsonNode of, String field) {
        return JsonClient.segment(of.path(field).asString());
    }

    static String name(JsonNode person) {
        return person.path("givenName").asString("") + " "
                + person.path("familyName").asString("");
    }
}
