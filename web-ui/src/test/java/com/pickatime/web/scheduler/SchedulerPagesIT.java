package com.pickatime.web.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import com.pickatime.web.testing.StandInServices.Asked;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.BodyInserters.FormInserter;

/** A parent's Online Scheduler. */
class SchedulerPagesIT {

    private static final String EVENTS = "/businesses/oak/conferences";
    private static final String EVENT = EVENTS + "/e1";
    private static final String APPOINTMENTS = EVENT + "/appointments";
    private static final String PAGE = "/children/events/e1";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        var services = pages.services();
        services.forget();
        events(event("e1", "Fall &amp; <b>Conferences</b>", "\"2020-10-01T08:00:00\""));
        services.answer("GET " + EVENT, Answer.json(event("e1", "Fall <b>Conferences</b>", "\"2020-10-01T08:00:00\"")));
        offers(true);
        services.answer(
                "GET " + APPOINTMENTS,
                Answer.json("{\"items\": [%s], \"next\": null}".formatted(appointment("a1", "CONFIRMED", "t1"))));
        services.answer("GET " + APPOINTMENTS + "/a1", Answer.json(appointment("a1", "CONFIRMED", "t1")));
        services.answer("GET " + APPOINTMENTS + "/h1", Answer.json(appointment("h1", "HELD", "t1")));
        services.answer("GET " + APPOINTMENTS + "/x1", Answer.json(appointment("x1", "EXPIRED", "t1")));
    }

    private static void events(String... events) {
        pages.services()
                .answer(
                        "GET " + EVENTS,
                        Answer.json("{\"items\": [%s], \"next\": null}".formatted(String.join(",", events))));
    }

    private static String event(String id, String name, String opensAt) {
        return """
                {"conferenceId": "%s", "name": "%s", "zone": "America/New_York", "location": "Gym", "details": "",
                 "rules": {"opensAt": %s, "closesAt": null, "most": null, "mostPerTeacherAndDay": null, "onePerTeacher": true,
                   "onePerClass": false, "backToBack": true, "cancelUntil": null, "cancelMessage": "Call <i>555</i>."},
                 "questions": [{"id": "how", "words": "How?", "choices": ["By phone", "At school"], "required": true},
                   {"id": "what", "words": "What about?", "choices": [], "required": false}]}""".formatted(id, name, opensAt);
    }

    private static void offers(boolean open) {
        pages.services().answer("GET " + EVENT + "/offers", Answer.json("""
                {"open": %s, "children": [
                  {"studentId": "s1", "givenName": "Lisa", "familyName": "Simpson", "preferredName": null, "teachers": [
                    {"teacherId": "t1", "givenName": "Edna", "familyName": "Krabappel", "preferredName": null, "classes": ["Math", "Art"],
                     "slots": [
                      {"slotId": "p1", "day": "2036-10-14", "from": "15:00:00", "to": "15:15:00", "kind": "VIRTUAL",
                       "visibility": "VISIBLE", "message": "", "bookable": true},
                      {"slotId": "p2", "day": "2036-10-14", "from": "15:15:00", "to": "15:30:00", "kind": "IN_PERSON",
                       "visibility": "VISIBLE", "message": "", "bookable": false},
                      {"slotId": "p3", "day": "2036-10-15", "from": "15:30:00", "to": "15:45:00", "kind": "IN_PERSON",
                       "visibility": "CALL", "message": "", "bookable": false},
                      {"slotId": "p4", "day": "2036-10-15", "from": "15:45:00", "to": "16:00:00", "kind": "IN_PERSON",
                       "visibility": "UNAVAILABLE", "message": "<u>Lunch</u>", "bookable": false}]},
                    {"teacherId": "t2", "givenName": "Elizabeth", "familyName": "Hoover", "preferredName": null, "classes": [],
                     "slots": []}]},
                  {"studentId": "s2", "givenName": "Bart", "familyName": "Simpson", "preferredName": null, "teachers": []}]}""".formatted(open)));
    }

    private static String appointment(String id, String state, String teacher) {
        return """
                {"appointmentId": "%s", "state": "%s", "slotId": "p9", "teacherId": "%s", "parentId": "c1", "studentId": "s1",
                 "start": "2036-10-14T20:00:00Z", "end": "2036-10-14T20:15:00Z", "until": %s,
                 "answers": {"how": "At school"}, "movedFrom": null}""".formatted(id, state, teacher, state.equals("HELD") ? "\"2036-10-14T19:05:00Z\"" : "null");
    }

    @Test
    void isReachedFromTheChildren() {
        assertThat(page("/children", "en")).doesNotContain("href=\"/children/events\"");
        pages.services().answer("GET /businesses/oak/links", Answer.json("""
                {"items": [{"contactId": "s1", "givenName": "Lisa", "familyName": "Simpson", "claimedBy": ["LINK"]}],
                 "idField": "SOURCE_ID", "dateOrder": "MDY", "mayDetach": true}"""));

        assertThat(page("/children", "en")).contains("href=\"/children/events\"");
    }

    @Test
    void showsTheOnlyOpenEventWithTheTimesOfAllTeachersOfAllChildrenAtOnce() {
        assertThat(page("/children/events", "en"))
                .contains(
                        "Online Scheduler",
                        "Fall &lt;b&gt;Conferences&lt;/b&gt;",
                        "Gym",
                        "Lisa Simpson",
                        "Bart Simpson")
                .contains("Edna Krabappel", "Math, Art", "Elizabeth Hoover", "No times are free.")
                .contains("The school does not say who teaches Bart Simpson")
                .containsSubsequence("Tuesday, 10/14/2036", "3:00 PM, virtual", "Wednesday, 10/15/2036")
                .contains("value=\"p1\"", "aria-label=\"3:00 PM, virtual, Tuesday, 10/14/2036, with Edna Krabappel\"")
                // what others have is not shown, and what cannot be pressed is no button
                .doesNotContain("3:15 PM", "value=\"p2\"", "value=\"p3\"", "value=\"p4\"", "<u>Lunch")
                .contains("3:30 PM: call the school", "3:45 PM: &lt;u&gt;Lunch&lt;/u&gt;")
                .contains("action=\"" + PAGE + "/appointments\"")
                .doesNotContain("??");
    }

    @Test
    void showsWhatIsBookedInTheEventsTimeWithWhatCanBeDoneAboutIt() {
        assertThat(page(PAGE, "en"))
                .containsSubsequence("Your appointments", "Tuesday, 10/14/2036, 4:00 PM to 4:15 PM")
                .contains("Lisa Simpson, with Edna Krabappel", "href=\"" + PAGE + "?move=a1#times\"")
                .contains("action=\"" + PAGE + "/appointments/a1/removal\"");
        assertThat(pages.services().asked("GET " + APPOINTMENTS).get(0).address())
                .contains("as=PARENT");
    }

    @Test
    void givesAFileForTheCalendarOfWhatIsConfirmed() {
        assertThat(page(PAGE + "/appointments/a1", "en"))
                .contains("href=\"" + PAGE + "/appointments/a1/calendar\"", "Put it into my calendar");
        assertThat(page(PAGE + "/appointments/h1", "en")).doesNotContain("/calendar");
        pages.services()
                .answer(
                        "GET " + APPOINTMENTS,
                        Answer.json("{\"items\": [%s], \"next\": null}"
                                .formatted(appointment("a1", "CONFIRMED", "t1")
                                        .replaceFirst("}\\s*$", ", \"calendarId\": \"first\", \"sequence\": 3}"))));

        var file = page(PAGE + "/appointments/a1/calendar", "es");

        assertThat(file)
                .contains("UID:first@appointments.pickatime", "SEQUENCE:3", "LOCATION:Gym")
                .contains("DTSTART;TZID=America/New_York:20361014T160000", "BEGIN:VTIMEZONE")
                .contains("SUMMARY:Reunión con Edna Krabappel sobre Lisa");
    }

    @Test
    void listsTheOpenEventsAndSaysWhereThereAreNone() {
        events(
                event("e1", "Fall", "\"2020-10-01T08:00:00\""),
                event("e2", "Spring", "\"2020-10-01T08:00:00\""),
                event("e3", "Later", "\"2090-10-01T08:00:00\""),
                event("e4", "Draft", "null"));
        assertThat(page("/children/events", "en"))
                .contains("href=\"/children/events/e1\"", "href=\"/children/events/e2\"", "Choose an event:")
                .doesNotContain("Later", "Draft", "??");

        events(event("e3", "Later", "\"2090-10-01T08:00:00\""), event("e4", "Draft", "null"));
        assertThat(page("/children/events", "en"))
                .contains("The online scheduler is closed.", "Later")
                .doesNotContain("Draft");

        events(event("e4", "Draft", "null"));
        assertThat(page("/children/events", "en"))
                .contains("There are no events currently available.")
                .doesNotContain("Draft");
    }

    @Test
    void offersNothingWhileItIsClosedAndKeepsWhatIsBookedInSight() {
        offers(false);

        assertThat(page(PAGE, "en"))
                .contains("The online scheduler is closed.", "Lisa Simpson, with Edna Krabappel")
                .doesNotContain("value=\"p1\"", "It opens");

        pages.services().answer("GET " + EVENT, Answer.json(event("e1", "Later", "\"2090-10-01T08:00:00\"")));
        assertThat(page(PAGE, "en")).contains("It opens 10/01/2090, 8:00 AM");
    }

    @Test
    void holdsAPlaceOnceHoweverOftenTheSameButtonIsPressed() {
        pages.services().answer("POST " + APPOINTMENTS, Answer.json(appointment("h1", "HELD", "t1")));

        hold("k1", "p1").expectStatus().isSeeOther().expectHeader().location(PAGE + "/appointments/h1");
        hold("k1", "p1");
        hold("k1", "p3");
        hold("k2", "p1");

        var keys = pages.services().asked("POST " + APPOINTMENTS).stream()
                .map(asked -> asked.headers().get("idempotency-key"))
                .toList();
        assertThat(keys).hasSize(4).doesNotContainNull();
        assertThat(keys.get(1)).isEqualTo(keys.get(0));
        assertThat(keys.subList(1, 4)).doesNotHaveDuplicates();
        assertThat(pages.services().asked("POST " + APPOINTMENTS).get(0).body())
                .contains("\"slotId\":\"p1\"", "\"studentId\":\"s1\"")
                .doesNotContain("parentId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLOSED",
                "NOT_BOOKABLE",
                "OVER",
                "NOT_YOUR_CHILD",
                "NOT_THE_TEACHER",
                "FULL",
                "OVERLAPS",
                "BACK_TO_BACK",
                "ONE_PER_TEACHER",
                "ONE_PER_CLASS",
                "MOST",
                "MOST_PER_TEACHER_AND_DAY",
                "EXPIRED"
            })
    void saysWhyAPlaceIsNotToBeHadAndShowsWhatThereIsNow(String reason) {
        pages.services().answer("POST " + APPOINTMENTS, Answer.problem(409, """
                {"detail": "the words of the service", "reason": "%s"}""".formatted(reason)));

        hold("k1", "p1")
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("role=\"alert\"", "value=\"p1\"")
                        .doesNotContain("the words of the service", "??", "name=\"key\" value=\"k1\""));
        assertThat(pages.services().asked("GET " + EVENT + "/offers")).isNotEmpty();
    }

    @Test
    void asksTheEventsQuestionsWhileThePlaceIsHeld() {
        assertThat(page(PAGE + "/appointments/h1", "en"))
                .contains(
                        "Your appointment", "held for you until 3:05 PM", "How?", "(required)", "name=\"answers.how\"")
                .contains("name=\"answers.what\"", "<option value=\"By phone\"", "Create appointment", "Give it back")
                .contains("action=\"" + PAGE + "/appointments/h1/confirmation\"")
                .doesNotContain("??");
    }

    @Test
    void confirmsWithTheAnswersAndShowsTheAppointment() {
        pages.services().answer("PUT " + APPOINTMENTS + "/h1/confirmation", Answer.json("{}"));

        confirm().expectStatus().isSeeOther().expectHeader().location(PAGE + "/appointments/h1?done=appointment-made");

        assertThat(pages.services().asked("PUT " + APPOINTMENTS + "/h1/confirmation"))
                .singleElement()
                .extracting(Asked::body)
                .isEqualTo("{\"answers\":{\"how\":\"By phone\",\"what\":\"A <b>trip</b>\"}}");
        assertThat(page(PAGE + "/appointments/a1?done=appointment-made", "en"))
                .contains("Your appointment is made.", "At school", "Gym", "Yes, cancel it")
                .doesNotContain("Create appointment");
    }

    @Test
    void keepsTheAnswersWhereOneIsNotTaken() {
        pages.services().answer("PUT " + APPOINTMENTS + "/h1/confirmation", Answer.problem(400, """
                {"detail": "x", "errors": [{"field": "answers.how", "reason": "must be answered"}]}"""));

        confirm()
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("id=\"wrong-answer-0\"", "href=\"#answer-0\"", "A &lt;b&gt;trip&lt;/b&gt;</textarea>")
                        .contains("value=\"By phone\" selected", "aria-invalid=\"true\"")
                        .doesNotContain("wrong-answer-1"));
    }

    @Test
    void givesTheAnswersBackWhereTheTimeToDecideIsOver() {
        pages.services()
                .answer(
                        "PUT " + APPOINTMENTS + "/h1/confirmation",
                        Answer.problem(409, "{\"detail\": \"x\", \"reason\": \"EXPIRED\"}"));

        confirm()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page)
                        .contains("The time to decide is over", "You had entered:", "value=\"p1\"")
                        .contains("What about?: <strong>A &lt;b&gt;trip&lt;/b&gt;</strong>"));
    }

    @Test
    void saysThatAMovedOneTakesThePlaceOfTheEarlierOne() {
        assertThat(page(PAGE + "/appointments/h1", "en")).doesNotContain("earlier appointment");
        pages.services()
                .answer(
                        "GET " + APPOINTMENTS + "/h1",
                        Answer.json(appointment("h1", "HELD", "t1")
                                .replace("\"movedFrom\": null", "\"movedFrom\": \"a1\"")));

        assertThat(page(PAGE + "/appointments/h1", "en")).contains("takes the place of your earlier appointment");
    }

    @Test
    void saysOfOneThatHasEndedThatItHas() {
        assertThat(page(PAGE + "/appointments/x1", "en"))
                .contains("This appointment has ended")
                .doesNotContain("Create appointment", "Yes, cancel it");
    }

    @Test
    void showsNobodyElsesAppointment() {
        pages.services()
                .answer(
                        "GET " + APPOINTMENTS + "/o1",
                        Answer.json(appointment("o1", "CONFIRMED", "t1").replace("\"c1\"", "\"c2\"")));

        pages.browser(AccessLevel.ADMINISTRATOR)
                .get()
                .uri(PAGE + "/appointments/o1")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void cancelsAndGivesBack() {
        pages.services().answer("DELETE " + APPOINTMENTS + "/a1", new Answer(204, Map.of(), ""));

        submit("/appointments/a1/removal", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "?done=appointment-cancelled");
        submit("/appointments/a1/removal", BodyInserters.fromFormData("held", "true"))
                .expectHeader()
                .location(PAGE + "?done=place-returned");
        assertThat(pages.services().asked("DELETE " + APPOINTMENTS + "/a1")).hasSize(2);
    }

    @Test
    void tellsWhoIsTooLateWhatTheSchoolSays() {
        pages.services()
                .answer(
                        "DELETE " + APPOINTMENTS + "/a1",
                        Answer.problem(409, "{\"detail\": \"Call.\", \"reason\": \"LATE\"}"));

        submit("/appointments/a1/removal", BodyInserters.fromFormData("x", ""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("It is too late to cancel", "Call &lt;i&gt;555&lt;/i&gt;."));
    }

    @Test
    void movesToAnotherTimeOfTheSameTeacher() {
        assertThat(page(PAGE + "?move=a1", "en"))
                .contains("Choose another time", "You keep Tuesday, 10/14/2036, 4:00 PM to 4:15 PM", "Keep it as it is")
                .contains("action=\"" + PAGE + "/appointments/a1/moves\"", "value=\"p1\"")
                .doesNotContain("Elizabeth Hoover", "Bart Simpson", "action=\"" + PAGE + "/appointments\"");
        pages.services().answer("POST " + APPOINTMENTS + "/a1/moves", Answer.json(appointment("h1", "HELD", "t1")));

        submit(
                        "/appointments/a1/moves",
                        BodyInserters.fromFormData("slot", "p1").with("key", "k1"))
                .expectStatus()
                .isSeeOther()
                .expectHeader()
                .location(PAGE + "/appointments/h1");

        assertThat(pages.services().asked("POST " + APPOINTMENTS + "/a1/moves"))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.body()).isEqualTo("{\"slotId\":\"p1\"}");
                    assertThat(asked.headers()).containsKey("idempotency-key");
                });
    }

    @Test
    void speaksSpanishToWhoeverReadsIt() {
        for (var path : new String[] {
            "/children/events", PAGE + "?move=a1", PAGE + "/appointments/h1", PAGE + "/appointments/a1"
        }) {
            assertThat(page(path, "es-MX,es;q=0.9,en;q=0.5"))
                    .contains("<html lang=\"es\"")
                    .doesNotContain("??", "Your appointment", "Choose", "Cancel<", "call the school");
        }
        assertThat(page(PAGE, "es")).contains("martes, 10/14/2036", "llame a la escuela", "Agenda en línea");
    }

    @Test
    void saysThatAServiceIsAway() {
        pages.services().answer("GET " + EVENT + "/offers", Answer.problem(503, "{}"));

        pages.browser(AccessLevel.CUSTOMER)
                .get()
                .uri(PAGE)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static ResponseSpec hold(String key, String slot) {
        return submit(
                "/appointments",
                BodyInserters.fromFormData("key", key).with("slot", slot).with("student", "s1"));
    }

    private static ResponseSpec confirm() {
        return submit(
                "/appointments/h1/confirmation",
                BodyInserters.fromFormData("answers.how", "By phone").with("answers.what", " A <b>trip</b> "));
    }

    private static ResponseSpec submit(String path, FormInserter<String> form) {
        return pages.submit(AccessLevel.CUSTOMER, PAGE + path, form);
    }

    private static String page(String path, String language) {
        return String.valueOf(pages.browser(AccessLevel.CUSTOMER)
                .get()
                .uri(path)
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
