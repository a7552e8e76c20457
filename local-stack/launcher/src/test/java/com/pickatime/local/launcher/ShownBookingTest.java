package com.pickatime.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.Mails;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is shown to meet, and what is done and said of their event and their appointment. */
class ShownBookingTest {

    private static final String SCHOOL = "/businesses/my-school";
    private static final String EVENT = SCHOOL + "/conferences/e1";

    private final Answers contacts = new Answers();
    private final Answers conferences = new Answers();
    private final Answers simulator = new Answers();
    private final Answers inbox = new Answers();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ShownBooking booking = new ShownBooking(
            new PrintStream(shown, true, StandardCharsets.UTF_8),
            contacts.client(),
            simulator.client(),
            new Mails(inbox.client()),
            "my-school",
            Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC));

    ShownBookingTest() throws IOException {}

    @BeforeEach
    void serveAClassOfThree() {
        contacts.give(SCHOOL + "/classes", "{\"items\": [{\"classId\": \"c1\"}]}")
                .give(SCHOOL + "/classes/c1/rosters", """
                        [{"teacher": {"contactId": "t1", "givenName": "Tess", "familyName": "Teacher"},
                          "students": [{"givenName": "Not", "familyName": "Imported"}, {"contactId": "s1"},
                                       {"contactId": "s2", "givenName": "Sam", "familyName": "Student"}]}]""")
                .give(SCHOOL + "/contacts/s1/relationships", "{\"sourceId\": \"17\", \"parents\": []}")
                .give(SCHOOL + "/contacts/s2/relationships", """
                        {"sourceId": "18", "parents": [{"contactId": "p1", "claimedBy": ["STUDENT", "LINK"]},
                                                       {"contactId": "p3", "claimedBy": ["LINK"]}]}""")
                .give(SCHOOL + "/contacts", """
                        {"items": [{"contactId": "p1", "sourceId": "31", "email": "one@example.org"},
                                   {"contactId": "p2", "sourceId": "32"},
                                   {"contactId": "p3", "sourceId": "33", "email": "three@example.org"}]}""")
                .give(SCHOOL + "/links", "{\"items\": []}");
        simulator
                .give("/control/birth-dates/17", "{\"birthDate\": \"04/05/2014\"}")
                .give("/control/birth-dates/18", "{\"birthDate\": \"2014-04-23 \"}");
        conferences
                .give(SCHOOL + "/conferences", "{\"conferenceId\": \"e1\", \"name\": \"2026 Conferences\"}")
                .give(EVENT, "{\"name\": \"2026 Conferences\"}")
                .give(EVENT + "/slots", "{\"made\": 0, \"kept\": 9, \"items\": [{}, {}]}")
                .give(EVENT + "/appointments", "{\"appointmentId\": \"a1\"}")
                .give(EVENT + "/appointments/a1/confirmation", "{}");
    }

    @AfterEach
    void stop() {
        contacts.close();
        conferences.close();
        simulator.close();
        inbox.close();
    }

    @Test
    void showsAChildWithAClearBirthDateAndAParentWhomTheRosterDoesNotName() {
        var meeting = meeting();

        assertThat(meeting.childSourceId()).isEqualTo("18");
        assertThat(meeting.birthDate()).isEqualTo("2014-04-23");
        assertThat(meeting.parentSourceId()).isEqualTo("33");
    }

    @Test
    void showsNobodyWhereNoBirthDateIsKnown() {
        simulator.give("/control/birth-dates/18", "{\"birthDate\": \"\"}");

        assertThat(booking.meeting()).isEmpty();
    }

    @Test
    void makesTheEventFromLastYearsOne() {
        assertThat(booking.makeEvent(conferences.client(), meeting())).isEqualTo("e1");

        assertThat(shown()).contains("9 times with Tess Teacher on 2025-10-14", "2 times on 2026-12-08");
        assertThat(conferences.requests())
                .anyMatch(request ->
                        request.contains("\"template\":\"e1\"") && request.contains("\"firstDay\":\"2026-12-08\""));
    }

    @Test
    void makesAnotherEventWhereSomebodyDeletedTheOneOfAnEarlierDemo() {
        conferences.give(SCHOOL + "/conferences", Answers.NOT_FOUND, "{\"conferenceId\": \"e1\", \"name\": \"Again\"}");

        assertThat(booking.makeEvent(conferences.client(), meeting())).isEqualTo("e1");
    }

    @Test
    void linksAndBooksTheFirstTimeThatIsFreeAndGivesTheMailOfThisBooking() {
        offer(false, true);
        inbox.give("/api/mails", "[{\"id\": \"1\"}]", "[{\"id\": \"2\"}, {\"id\": \"1\"}]")
                .give("/api/mails/1", "{\"text\": \"2026 Conferences, before\"}")
                .give("/api/mails/2", "{\"text\": \"2026 Conferences, now\"}");

        var mail = booking.book(contacts.client(), conferences.client(), "e1", meeting());

        assertThat(mail.orElseThrow().path("text").asString()).endsWith("now");
        assertThat(shown())
                .contains("linked now", "Free with Tess Teacher on 2026-12-08: 15:20", "Booked: 15:20")
                .doesNotContain("2014");
        assertThat(contacts.requests())
                .anyMatch(request -> request.startsWith("POST " + SCHOOL + "/links")
                        && request.contains("\"securityValue\":\"2014-04-23\""));
        assertThat(conferences.requests())
                .anyMatch(request -> request.contains("\"slotId\":\"l2\""))
                .anyMatch(request -> request.startsWith("PUT " + EVENT + "/appointments/a1/confirmation"));
    }

    @Test
    void saysWhatToDoWhereAllTimesAreTakenAndLinksNobodyTwice() {
        offer(false, false);
        contacts.give(SCHOOL + "/links", "{\"items\": [{\"contactId\": \"s2\"}]}");

        assertThat(booking.book(contacts.client(), conferences.client(), "e1", meeting()))
                .isEmpty();

        assertThat(shown()).contains("linked before", "is free any more", "--data DIR");
        assertThat(contacts.requests()).noneMatch(request -> request.startsWith("POST"));
        assertThat(conferences.requests()).noneMatch(request -> request.startsWith("POST"));
    }

    private ShownBooking.Meeting meeting() {
        return booking.meeting().orElseThrow();
    }

    private void offer(boolean first, boolean second) {
        conferences.give(EVENT + "/offers", """
                {"open": true, "children": [{"studentId": "s1", "teachers": []}, {"studentId": "s2", "teachers": [
                  {"teacherId": "t1", "slots": [
                    {"slotId": "l1", "day": "2026-12-08", "from": "15:00:00", "bookable": %s},
                    {"slotId": "l2", "day": "2026-12-08", "from": "15:20:00", "bookable": %s}]}]}]}""".formatted(first, second));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
