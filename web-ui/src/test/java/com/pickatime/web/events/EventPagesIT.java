package com.pickatime.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import com.pickatime.web.testing.StandInServices.Asked;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;
import tools.jackson.databind.json.JsonMapper;

/** Events / Preview, as an administrator sees it. */
class EventPagesIT {

    private static final String EVENTS = "/businesses/oak/conferences";
    private static final String EVENT = EVENTS + "/e1";
    private static final String SLOTS = EVENT + "/slots";
    private static final String APPOINTMENTS = EVENT + "/appointments";
    private static final String CONTACTS = "/businesses/oak/contacts";
    private static final String PAGE = "/events/e1";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        var services = pages.services();
        services.forget();
        services.answer("GET " + EVENTS, Answer.json("{\"items\": [" + event() + "], \"next\": \"more of it\"}"));
        services.answer("GET " + EVENT, Answer.json(event()));
        services.answer("PUT " + EVENT, Answer.json(event()));
        services.answer("POST " + EVENTS, Answer.json(event()));
        services.answer(
                "GET " + SLOTS,
                Answer.json("{\"items\": [" + slot("p1", 1) + "," + slot("p2", 0) + "], \"next\": null}"));
        services.answer("GET " + SLOTS + "/p1", Answer.json(slot("p1", 1)));
        services.answer("PUT " + SLOTS + "/p1", Answer.json(slot("p1", 1)));
        services.answer("POST " + SLOTS, Answer.json("{\"made\": 12, \"kept\": 3, \"left\": 1}"));
        services.answer("GET " + CONTACTS, Answer.json("""
                {"items": [{"contactId": "t1", "givenName": "Edna", "familyName": "Krabappel"},
                  {"contactId": "t2", "givenName": "<i>Elizabeth", "familyName": "Hoover"}], "next": null}"""));
        services.answer("POST " + CONTACTS + "/lookups", Answer.json("""
                {"items": [{"contactId": "t1", "givenName": "Edna", "familyName": "Krabappel"},
                  {"contactId": "s1", "givenName": "Lisa", "familyName": "Simpson"}]}"""));
        services.answer("GET " + APPOINTMENTS, Answer.json("""
                {"items": [{"appointmentId": "a1", "state": "CONFIRMED", "slotId": "p1", "teacherId": "t1", "parentId": "gone",
                  "studentId": "s1", "start": "2036-10-14T19:00:00Z", "end": "2036-10-14T19:15:00Z", "until": null,
                  "answers": {"how": "By <b>phone"}, "movedFrom": null}], "next": "a/1"}"""));
    }

    private static String event() {
        return """
                {"conferenceId": "e1", "name": "Fall <b>Conferences", "zone": "America/New_York", "location": "Gym", "details": "",
                 "rules": {"opensAt": "2020-10-01T08:00:00", "closesAt": null, "most": 6, "mostPerTeacherAndDay": null,
                   "onePerTeacher": true, "onePerClass": false, "backToBack": true, "cancelUntil": null, "cancelMessage": ""},
                 "questions": [{"id": "how", "words": "How?", "choices": ["By phone", "At school"], "required": true}]}""";
    }

    private static String eventThatWrites() {
        return event().replaceFirst("}$", """
                , "notifications": {"confirmation": {"sent": true, "text": "Park <i>behind</i> it."},
                  "change": {"sent": true, "text": ""}, "cancellation": {"sent": false, "text": ""},
                  "reminder": {"sent": true, "text": ""}, "reminderHours": 48, "copyToTeacher": true}}""");
    }

    private static String slot(String id, int free) {
        return """
                {"slotId": "%s", "teacherId": "t1", "day": "2036-10-14", "from": "15:00:00", "to": "15:15:00", "kind": "VIRTUAL",
                 "visibility": "VISIBLE", "message": "", "most": 1, "free": %d}""".formatted(id, free);
    }

    @Test
    void listsTheEventsForAdministratorsInTheNavigation() {
        assertThat(page("/events"))
                .contains("Events / Preview", "Fall &lt;b&gt;Conferences", "href=\"/events/e1\"", "10/01/2020, 8:00 AM")
                .contains(
                        "href=\"/events/e1/slots\"",
                        "href=\"/events/e1/appointments\"",
                        "href=\"/events?after=more%20of%20it\"")
                .containsSubsequence(
                        "href=\"/dashboard\"", "href=\"/events\"", "aria-current=\"page\"", "href=\"/contacts\"")
                .doesNotContain("??");
    }

    @Test
    void addsAnEventOnceHoweverOftenItIsSent() {
        var form = BodyInserters.fromFormData("event.name", "Fall")
                .with("event.zone", "UTC")
                .with("key", "k1");
        submit("/events", form).expectStatus().isSeeOther().expectHeader().location("/events/e1?done=event-added");

        assertThat(pages.services().asked("POST " + EVENTS)).singleElement().satisfies(asked -> {
            assertThat(asked.body()).isEqualTo("{\"name\":\"Fall\",\"zone\":\"UTC\"}");
            assertThat(asked.headers()).containsEntry("idempotency-key", "k1");
        });
    }

    @Test
    void saysAtTheFieldWhatIsWrongWithANewEvent() {
        pages.services().answer("POST " + EVENTS, Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "zone", "reason": "must be a time zone"}]}"""));

        submit("/events", BodyInserters.fromFormData("event.name", "Fall").with("event.zone", "Mars"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("id=\"wrong-event.zone\"", "value=\"Fall\"", "value=\"Mars\"")
                        .doesNotContain("wrong-copy", "??"));
    }

    @Test
    void addsOneFromATemplateWithItsSlotsWhereAFirstDayIsSaid() {
        submit(
                        "/events/copies",
                        BodyInserters.fromFormData("copy.name", "Spring")
                                .with("copy.template", "e1")
                                .with("copy.firstDay", ""))
                .expectHeader()
                .location("/events/e1?done=event-added");
        submit(
                "/events/copies",
                BodyInserters.fromFormData("copy.name", "Spring")
                        .with("copy.template", "e1")
                        .with("copy.firstDay", "2037-03-08"));

        assertThat(pages.services().asked("POST " + EVENTS))
                .extracting(Asked::body)
                .containsExactly(
                        "{\"name\":\"Spring\",\"template\":\"e1\"}",
                        "{\"name\":\"Spring\",\"template\":\"e1\",\"firstDay\":\"2037-03-08\"}");
    }

    @Test
    void showsAndSavesWhatIsDecidedOfAnEvent() {
        assertThat(page(PAGE))
                .contains(
                        "value=\"America/New_York\"",
                        "value=\"2020-10-01T08:00\"",
                        "value=\"How?\"",
                        ">By phone\nAt school</textarea>")
                .contains("name=\"event.question.2.words\"", "name=\"tag\" value=\"&quot;7.1&quot;\"")
                .containsPattern("name=\"event.onePerTeacher\" value=\"true\" checked")
                .doesNotContain("name=\"event.question.3.words\"", "??");

        save("event.most", "6").expectStatus().isSeeOther().expectHeader().location(PAGE + "?done=event-saved");

        assertThat(pages.services().asked("PUT " + EVENT)).singleElement().satisfies(asked -> {
            assertThat(asked.headers()).containsEntry("if-match", "\"6.1\"");
            assertThat(asked.body())
                    .contains(
                            "\"name\":\"Mine\"", "\"opensAt\":\"2026-10-01T08:00\"", "\"closesAt\":null", "\"most\":6")
                    .contains(
                            "\"onePerTeacher\":false", "\"onePerClass\":true", "\"id\":\"how\",\"words\":\"How now?\"")
                    .contains("\"choices\":[\"A\",\"B\"],\"required\":true", "{\"id\":null,\"words\":\"New?\"");
        });
    }

    @Test
    void startsACopyFromTheEventThatSomebodyChose() {
        assertThat(page("/events")).contains("href=\"/events?template=e1#copy\"", "href=\"/reports?event=e1\"");
        assertThat(page("/events?template=e1")).contains("<option value=\"e1\" selected=\"selected\"");
    }

    @Test
    void asksOnceMoreBeforeAPastEventIsRenamed() {
        pages.services().answer("GET " + EVENT + "/reports/summary", Answer.json("{\"over\": true}"));
        save("_named", "Theirs")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("is that of a past event", "name=\"_renaming\"", "value=\"Mine\"")
                        .contains("name=\"tag\" value=\"&quot;6.1&quot;\"")
                        .doesNotContain("??"));
        assertThat(pages.services().asked("PUT " + EVENT)).isEmpty();

        save("_named", "Mine").expectStatus().isSeeOther();
        save(Map.of("_named", "Theirs", "_renaming", "true")).expectStatus().isSeeOther();
        pages.services().answer("GET " + EVENT + "/reports/summary", Answer.json("{\"over\": false}"));
        save("_named", "Theirs").expectStatus().isSeeOther();
        assertThat(pages.services().asked("PUT " + EVENT)).hasSize(3);
        assertThat(page(PAGE))
                .doesNotContain("_renaming")
                .contains("name=\"_named\" value=\"Fall &lt;b&gt;Conferences\"");
    }

    @Test
    void keepsWhatWasTypedWhereItIsRefused() {
        save("event.most", "many")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains("id=\"wrong-event.most\"", "value=\"many\"", "value=\"New?\""));
        assertThat(pages.services().asked("PUT " + EVENT)).isEmpty();

        pages.services().answer("PUT " + EVENT, Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "rules.closesAt", "reason": "must be after"},
                  {"field": "questions[1].words", "reason": "must be shorter"}]}"""));
        save("event.most", "6")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains(
                                "id=\"wrong-event.closesAt\"", "href=\"#event.questions\"", "Questions must be shorter")
                        .contains("value=\"New?\"", "value=\"Mine\""));
    }

    @Test
    void showsAndSavesWhatIsMailed() {
        assertThat(page(PAGE))
                .contains("Notification Setup", "name=\"event.reminderHours\" type=\"text\" value=\"24\"");
        pages.services().answer("GET " + EVENT, Answer.json(eventThatWrites()));
        assertThat(page(PAGE))
                .contains(">Park &lt;i&gt;behind&lt;/i&gt; it.</textarea>", "value=\"48\"")
                .containsPattern("name=\"event.confirmation\" value=\"true\" checked")
                .containsPattern("name=\"event.copyToTeacher\" value=\"true\" checked")
                .doesNotContainPattern("name=\"event.cancellation\" value=\"true\" checked")
                .doesNotContain("??");

        submit(
                PAGE,
                BodyInserters.fromFormData("event.name", "Mine")
                        .with("event.confirmation", "true")
                        .with("event.confirmationText", "Hello")
                        .with("event.reminderHours", "")
                        .with("event.copyToTeacher", "true"));
        save("event.reminderHours", "soon")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("id=\"wrong-event.reminderHours\"", "value=\"soon\""));

        assertThat(pages.services().asked("PUT " + EVENT))
                .singleElement()
                .satisfies(asked -> assertThat(
                                JsonMapper.shared().readTree(asked.body()).get("notifications"))
                        .isEqualTo(JsonMapper.shared().readTree("""
                                {"confirmation": {"sent": true, "text": "Hello"}, "change": {"sent": false, "text": ""},
                                 "cancellation": {"sent": false, "text": ""}, "reminder": {"sent": false, "text": ""},
                                 "reminderHours": null, "copyToTeacher": true}""")));
        pages.services().answer("PUT " + EVENT, Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "notifications.reminderHours", "reason": "must be from 1 to 336"},
                  {"field": "notifications.change.text", "reason": "must be shorter"}]}"""));
        save("event.reminderHours", "999")
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page ->
                        assertThat(page).contains("id=\"wrong-event.reminderHours\"", "id=\"wrong-event.changeText\""));
    }

    @Test
    void tellsWhoIsSecondWhatTheFirstOneSaved() {
        pages.services().answer("PUT " + EVENT, Answer.problem(412, "{\"detail\": \"Its ETag is another.\"}"));

        save("event.most", "6")
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page.replaceAll("\\s+", " "))
                        .contains(
                                "Nothing of yours was saved",
                                "Name of the event: <strong>Mine</strong>",
                                "value=\"How?\"")
                        .contains("One appointment with each teacher for each child: <strong>off</strong>")
                        .contains("name=\"tag\" value=\"&quot;7.1&quot;\"")
                        .doesNotContain("ETag", "??", "value=\"New?\""));
    }

    @Test
    void showsADayOfSlotsByTeachers() {
        assertThat(page(PAGE + "/slots"))
                .contains(
                        "Edna Krabappel",
                        "href=\"/events/e1/slots/p1\"",
                        "3:00 PM",
                        ">free<",
                        "taken",
                        "value=\"2036-10-14\"")
                .doesNotContain("Hoover", "??");
        page(PAGE + "/slots?day=2036-10-15");
        pages.services()
                .answer(
                        "GET " + SLOTS,
                        Answer.json("{\"items\": [" + slot("p1", 1).replace("\"most\": 1", "\"most\": 2")
                                + "], \"next\": null}"));
        assertThat(page(PAGE + "/slots")).contains("1 of 2 free");

        assertThat(pages.services().asked("GET " + SLOTS))
                .extracting(Asked::address)
                .anyMatch(address -> address.contains("day=2036-10-15"));
    }

    @Test
    void makesSlotsForAllTeachersAndSaysHowMany() {
        submit(PAGE + "/slots", slots("10/13/2036\r\n2036-10-14\r\n", "ALL"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "/slots?done=slots-made&day=2036-10-13&made=12&kept=3&left=1");

        assertThat(pages.services().asked("POST " + SLOTS))
                .singleElement()
                .extracting(Asked::body)
                .isEqualTo("""
                {"days":["2036-10-13","2036-10-14"],"teachers":["t1","t2"],"from":"15:00","to":"19:00","minutes":15,\
                "breakMinutes":5,"options":{"kind":"EITHER","visibility":"CALL","message":"Lunch","most":2}}""");
        assertThat(pages.services().asked("GET " + CONTACTS))
                .extracting(Asked::address)
                .allMatch(address -> address.contains("role=TEACHER"));
        assertThat(page(PAGE + "/slots?done=slots-made&made=12&kept=3&left=1"))
                .contains("12 slots are made. 3 were there already, and 1 were left out");
    }

    @Test
    void findsTeachersToChooseAndKeepsWhatIsTyped() {
        submit(
                        PAGE + "/slots/search",
                        slots("10/13/2036", "ALL").with("q", "hoov").with("teacher", "t1"))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .containsPattern("name=\"teacher\" value=\"t1\" checked")
                        .contains("name=\"teacher\" value=\"t2\">", "&lt;i&gt;Elizabeth Hoover", "value=\"hoov\"")
                        .contains("value=\"CHOSEN\" selected", ">10/13/2036</textarea>")
                        .doesNotContain("??"));

        submit(PAGE + "/slots", slots("10/13/2036", "CHOSEN").with("teacher", "t2"));
        assertThat(pages.services().asked("POST " + SLOTS))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("\"teachers\":[\"t2\"]"));
    }

    @Test
    void saysWhichDayIsNone() {
        submit(PAGE + "/slots", slots("10/13/2036\n13/13/2036", "ALL"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("id=\"wrong-slots.days\"", "one on each line: 13/13/2036", ">10/13/2036"));
        assertThat(pages.services().asked("POST " + SLOTS)).isEmpty();

        pages.services().answer("POST " + SLOTS, Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "minutes", "reason": "must fit between from and to"}]}"""));
        submit(PAGE + "/slots", slots("10/13/2036", "ALL"))
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("id=\"wrong-slots.minutes\"", "Duration (minutes) must fit"));
    }

    @Test
    void changesAndDeletesASlot() {
        assertThat(page(PAGE + "/slots/p1"))
                .contains(
                        "Edna Krabappel",
                        "Tuesday, 10/14/2036, 3:00 PM - 3:15 PM",
                        "value=\"VIRTUAL\" selected",
                        "0 of 1")
                .doesNotContain("??");
        var form = BodyInserters.fromFormData("tag", "\"6.1\"")
                .with("slots.visibility", "HIDDEN")
                .with("slots.most", "3");
        submit(PAGE + "/slots/p1", form).expectHeader().location(PAGE + "/slots?done=slot-saved&day=2036-10-14");
        assertThat(pages.services().asked("PUT " + SLOTS + "/p1"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.headers()).containsEntry("if-match", "\"6.1\"");
                    assertThat(asked.body()).isEqualTo("{\"visibility\":\"HIDDEN\",\"most\":3}");
                });

        pages.services().answer("PUT " + SLOTS + "/p1", Answer.problem(412, "{}"));
        submit(PAGE + "/slots/p1", BodyInserters.fromFormData("tag", "\"6.1\"").with("slots.visibility", "HIDDEN"))
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("Nothing of yours was saved", "<strong>Hidden</strong>", "value=\"VISIBLE\" selected")
                        .doesNotContain("??"));

        pages.services()
                .answer("DELETE " + SLOTS + "/p1", Answer.problem(409, "{\"detail\": \"Somebody has a place.\"}"));
        submit(PAGE + "/slots/p1/removal", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("Somebody has a place."));
        pages.services().answer("DELETE " + SLOTS + "/p1", new Answer(204, Map.of(), ""));
        submit(PAGE + "/slots/p1/removal", BodyInserters.fromFormData("x", ""))
                .expectHeader()
                .location(PAGE + "/slots?done=slot-deleted&day=2036-10-14");
    }

    @Test
    void listsTheAppointmentsWithTheirPeopleAndCancelsOne() {
        assertThat(page(PAGE + "/appointments"))
                .contains(
                        "Appointments List",
                        "10/14/2036, 3:00 PM",
                        "Edna Krabappel",
                        "Lisa Simpson",
                        "How?",
                        "By &lt;b&gt;phone")
                .contains(
                        "somebody who is not among the contacts any more",
                        "href=\"" + PAGE + "/appointments?after=a/1\"")
                .doesNotContain("??");

        assertThat(pages.services().asked("GET " + APPOINTMENTS))
                .extracting(Asked::address)
                .as("what is not chosen is not sent")
                .noneMatch(address -> address.contains("only"));
        pages.services().answer("DELETE " + APPOINTMENTS + "/a1", new Answer(204, Map.of(), ""));
        submit(PAGE + "/appointments/a1/removal", BodyInserters.fromFormData("x", ""))
                .expectHeader()
                .location(PAGE + "/appointments?done=appointment-cancelled");
        assertThat(pages.services().asked("DELETE " + APPOINTMENTS + "/a1")).hasSize(1);
    }

    @Test
    void showsWhichAppointmentsNeedAttentionAndWhy() {
        pages.services()
                .answer(
                        "GET " + APPOINTMENTS,
                        Answer.json("{\"items\": [" + appointment("CONFIRMED", "\"TEACHER_GONE\", \"NOT_YOUR_CHILD\"")
                                + "," + appointment("HELD", "") + "], \"next\": null}"));

        assertThat(page(PAGE + "/appointments?only=PROBLEMS"))
                .contains(
                        "The teacher is not among the contacts any more",
                        "The parent is not linked to the student any more",
                        "state pending",
                        "name=\"problem\" value=\"NOT_YOUR_CHILD\"",
                        "href=\"" + PAGE + "/appointments/a1/move\"")
                .containsOnlyOnce("Confirm it as it is<")
                .doesNotContain("??");
        assertThat(pages.services().asked("GET " + APPOINTMENTS))
                .extracting(Asked::address)
                .anyMatch(address -> address.contains("only=PROBLEMS"));

        pages.services().answer("PUT " + APPOINTMENTS + "/a1/acceptance", Answer.json(appointment("CONFIRMED", "")));
        submit(
                        PAGE + "/appointments/a1/acceptance",
                        BodyInserters.fromFormData("problem", "TEACHER_GONE").with("problem", "NOT_YOUR_CHILD"))
                .expectHeader()
                .location(PAGE + "/appointments?done=appointment-accepted");
        assertThat(pages.services().asked("PUT " + APPOINTMENTS + "/a1/acceptance"))
                .singleElement()
                .extracting(Asked::body)
                .isEqualTo("{\"problems\":[\"TEACHER_GONE\",\"NOT_YOUR_CHILD\"]}");
    }

    @Test
    void movesAnAppointmentToAFreeTime() {
        var services = pages.services();
        services.answer("GET " + APPOINTMENTS + "/a1", Answer.json(appointment("CONFIRMED", "\"SLOT_DELETED\"")));
        assertThat(page(PAGE + "/appointments/a1/move"))
                .contains("The slot was deleted", "Lisa Simpson", "<option value=\"p1\">10/14/2036, 3:00 PM</option>")
                .contains("<option value=\"t1\" selected=\"selected\">")
                .doesNotContain("value=\"p2\"", "??");
        page(PAGE + "/appointments/a1/move?teacher=t2");
        assertThat(services.asked("GET " + SLOTS))
                .extracting(Asked::address)
                .anyMatch(address -> address.contains("teacher=t2"));

        services.answer("POST " + APPOINTMENTS + "/a1/moves", Answer.json(appointment("HELD", "")));
        services.answer("PUT " + APPOINTMENTS + "/a1/confirmation", Answer.json(appointment("CONFIRMED", "")));
        var form =
                BodyInserters.fromFormData("slot", "p1").with("teacher", "t1").with("key", "k1");
        submit(PAGE + "/appointments/a1/move", form)
                .expectHeader()
                .location(PAGE + "/appointments?done=appointment-moved");
        assertThat(services.asked("PUT " + APPOINTMENTS + "/a1/confirmation"))
                .singleElement()
                .extracting(Asked::body)
                .isEqualTo("{\"answers\":{\"how\":\"By phone\"}}");

        services.answer("POST " + APPOINTMENTS + "/a1/moves", Answer.problem(409, "{\"detail\": \"Taken just now.\"}"));
        submit(PAGE + "/appointments/a1/move", move())
                .expectStatus()
                .isEqualTo(409)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("Taken just now.", "Move an appointment"));
    }

    private static FormInserter<String> move() {
        return BodyInserters.fromFormData("slot", "p1").with("teacher", "t1").with("key", "k1");
    }

    private static String appointment(String state, String problems) {
        return """
                {"appointmentId": "a1", "state": "%s", "slotId": "p1", "teacherId": "t1", "parentId": "gone",
                 "studentId": "s1", "start": "2036-10-14T19:00:00Z", "end": "2036-10-14T19:15:00Z", "until": null,
                 "answers": {"how": "By phone"}, "movedFrom": null, "problems": [%s]}""".formatted(state, problems);
    }

    private static FormInserter<String> slots(String days, String whose) {
        return BodyInserters.fromFormData("slots.days", days)
                .with("slots.teachers", whose)
                .with("slots.from", "15:00")
                .with("slots.to", "19:00")
                .with("slots.minutes", "15")
                .with("slots.breakMinutes", "5")
                .with("slots.kind", "EITHER")
                .with("slots.visibility", "CALL")
                .with("slots.message", "Lunch")
                .with("slots.most", "2");
    }

    private static ResponseSpec save(String field, String value) {
        return save(Map.of(field, value));
    }

    private static ResponseSpec save(Map<String, String> fields) {
        var form = BodyInserters.fromFormData("tag", "\"6.1\"")
                .with("event.name", "Mine")
                .with("event.zone", "America/New_York")
                .with("event.opensAt", "2026-10-01T08:00")
                .with("event.closesAt", "")
                .with("event.onePerClass", "true")
                .with("event.question.0.id", "how")
                .with("event.question.0.words", "How now?")
                .with("event.question.0.choices", "A\r\n B \r\n")
                .with("event.question.0.required", "true")
                .with("event.question.1.words", "")
                .with("event.question.2.words", "New?");
        fields.forEach(form::with);
        return submit(PAGE, form);
    }

    private static ResponseSpec submit(String path, FormInserter<String> form) {
        return pages.submit(AccessLevel.ADMINISTRATOR, path, form);
    }

    private static String page(String path) {
        return pages.page(AccessLevel.ADMINISTRATOR, path);
    }
}
