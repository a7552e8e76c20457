package com.pickatime.web.schedule;

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
import org.springframework.web.reactive.function.BodyInserters;

/** A teacher's own schedule. */
class SchedulePagesIT {

    private static final String EVENT = "/businesses/oak/conferences/e1";
    private static final String SLOT = EVENT + "/slots/x1";

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        var services = pages.services();
        services.forget();
        services.answer(
                "GET /businesses/oak/conferences", Answer.json("{\"items\": [" + event() + "], \"next\": null}"));
        services.answer("GET " + EVENT, Answer.json(event()));
        services.answer(
                "GET " + EVENT + "/reports/schedules",
                Answer.json("{\"items\": [" + line("x1", "VISIBLE", "", "") + ","
                        + line("x2", "UNAVAILABLE", "Lunch", "") + "," + line("x3", "VISIBLE", "", """
                                {"appointmentId": "a", "student": {"contactId": "s1", "givenName": "Lisa", "familyName": "Simpson"},
                                 "parent": {"contactId": "p1", "givenName": "<b>Marge", "familyName": null}, "answers": {"How?": "By phone"}}""")
                        + "], \"next\": null}"));
        services.answer("GET " + SLOT, Answer.json("""
                {"slotId": "x1", "teacherId": "c1", "kind": "VIRTUAL", "visibility": "VISIBLE", "message": "", "most": 3, "free": 3}"""));
        services.answer("PUT " + SLOT, Answer.json("{}"));
    }

    private static String event() {
        return """
                {"conferenceId": "e1", "name": "Fall", "zone": "America/New_York", "location": "", "details": "", "questions": [],
                 "rules": {"onePerTeacher": true, "onePerClass": false, "backToBack": true, "cancelMessage": ""}}""";
    }

    private static String line(String id, String visibility, String message, String coming) {
        return """
                {"slotId": "%s", "teacher": {"contactId": "c1"}, "day": "2036-10-14", "from": "15:00:00", "to": "15:15:00",
                 "kind": "IN_PERSON", "visibility": "%s", "message": "%s", "most": 1, "coming": [%s]}""".formatted(id, visibility, message, coming);
    }

    @Test
    void showsTeachersWhoComesToThem() {
        assertThat(pages.page(AccessLevel.APPOINTMENT_VIEWER, "/schedule"))
                .contains("My schedule: Fall", "Tuesday, 10/14/2036", "Lisa Simpson", "with &lt;b&gt;Marge")
                .contains("How?", "By phone", "Unavailable", "Lunch", ">free<")
                .doesNotContain("/slots/x", "<b>Marge", "??");
        assertThat(pages.services().asked("GET " + EVENT + "/reports/schedules"))
                .singleElement()
                .extracting(Asked::address)
                .isEqualTo(EVENT + "/reports/schedules?teacher=c1&limit=200&after=");
    }

    @Test
    void letsWhoMakesAppointmentsBlockFreeTimes() {
        assertThat(pages.page(AccessLevel.APPOINTMENT_MAKER, "/schedule/e1"))
                .contains("action=\"/schedule/e1/slots/x1\"", "action=\"/schedule/e1/slots/x2\"", "Block 3:00 PM")
                .doesNotContain("/slots/x3", "??");

        pages.submit(
                        AccessLevel.APPOINTMENT_MAKER,
                        "/schedule/e1/slots/x1",
                        BodyInserters.fromFormData("blocked", "true").with("message", " Bus duty "))
                .expectHeader()
                .location("/schedule/e1?done=slot-blocked");
        pages.submit(AccessLevel.APPOINTMENT_MAKER, "/schedule/e1/slots/x1", BodyInserters.fromFormData("x", ""))
                .expectHeader()
                .location("/schedule/e1?done=slot-unblocked");

        assertThat(pages.services().asked("PUT " + SLOT))
                .allSatisfy(asked -> assertThat(asked.headers()).containsEntry("if-match", "\"7.1\""))
                .extracting(Asked::body)
                .containsExactly(
                        "{\"kind\":\"VIRTUAL\",\"visibility\":\"UNAVAILABLE\",\"message\":\"Bus duty\",\"most\":3}",
                        "{\"kind\":\"VIRTUAL\",\"visibility\":\"VISIBLE\",\"message\":\"\",\"most\":3}");
        assertThat(pages.page(AccessLevel.APPOINTMENT_MAKER, "/schedule/e1?done=slot-blocked"))
                .contains("The time is blocked");
    }

    @Test
    void tellsWhoIsSecond() {
        pages.services().answer("PUT " + SLOT, Answer.problem(412, "{\"detail\": \"Its ETag\"}"));

        pages.submit(
                        AccessLevel.APPOINTMENT_MAKER,
                        "/schedule/e1/slots/x1",
                        BodyInserters.fromFormData("blocked", "true"))
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("role=\"alert\"").doesNotContain("Its ETag", "??"));
    }

    @Test
    void asksWhichEventWhereThereAreMore() {
        pages.services()
                .answer(
                        "GET /businesses/oak/conferences",
                        Answer.json(
                                "{\"items\": [" + event() + "," + event().replace("e1", "e2") + "], \"next\": null}"));

        assertThat(pages.page(AccessLevel.APPOINTMENT_VIEWER, "/schedule"))
                .contains("href=\"/schedule/e1\"", "href=\"/schedule/e2\"")
                .doesNotContain("??");
        pages.services()
                .answer(
                        "GET " + EVENT + "/reports/schedules",
                        new Answer(200, Map.of("Content-Type", "application/json"), "{\"items\": [], \"next\": null}"));
        assertThat(pages.page(AccessLevel.APPOINTMENT_VIEWER, "/schedule/e1")).contains("You have no slots");
    }
}
