package com.pickatime.web.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.RunningPages;
import com.pickatime.web.testing.StandInServices.Answer;
import com.pickatime.web.testing.StandInServices.Asked;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports, as administrators and event administrators see them. */
class ReportPagesIT {

    private static final String EVENTS = "/businesses/oak/conferences";
    private static final String REPORTS = EVENTS + "/e1/reports";
    private static final String CLASSES = "/businesses/oak/classes";

    private static final String EDNA = person("t1", "Edna", "Krabappel");
    private static final String LISA = person("s1", "Lisa", "Simpson");
    private static final String MARGE = person("p1", "<b>Marge", "Simpson");

    private static RunningPages pages;

    @BeforeAll
    static void start() {
        pages = RunningPages.shared();
    }

    @BeforeEach
    void answer() {
        var services = pages.services();
        services.forget();
        var event = """
                {"conferenceId": "e1", "name": "Fall", "zone": "America/New_York", "location": "", "details": "", "questions": [],
                 "rules": {"onePerTeacher": true, "onePerClass": false, "backToBack": true, "cancelMessage": ""}}""";
        services.answer("GET " + EVENTS, Answer.json("{\"items\": [" + event + "], \"next\": null}"));
        services.answer("GET " + EVENTS + "/e1", Answer.json(event));
        services.answer(
                "GET " + REPORTS + "/appointments",
                Answer.json("{\"items\": [" + meeting("15:00:00") + "," + meeting("15:15:00")
                        + "], \"next\": \"2.t1-x\"}"));
        services.answer("GET " + REPORTS + "/schedules", Answer.json("""
                {"items": [%s, %s], "next": null}""".formatted(
                        line(
                                "VISIBLE",
                                "{\"appointmentId\": \"a1\", \"student\": %s, \"parent\": %s, \"answers\": {}}"
                                        .formatted(LISA, MARGE)),
                        line("UNAVAILABLE", ""))));
        services.answer("GET " + REPORTS + "/students-without-appointment", Answer.json("""
                {"items": [{"student": %s, "teachers": [%s], "parents": [%s], "cursor": "x"}], "next": null}""".formatted(
                        LISA, EDNA, person("gone", null, null))));
        services.answer("GET " + CLASSES, Answer.json("""
                {"items": [{"classId": "m/3", "title": "Math <3", "code": "M3", "location": "12", "periods": ["1", "2"]}],
                 "next": "m"}"""));
        services.answer("GET " + CLASSES + "/m%2F3/rosters", Answer.json("""
                [{"teacher": %s, "students": [%s, {"contactId": null}]}]""".formatted(EDNA, LISA)));
    }

    private static String person(String id, @Nullable String given, @Nullable String family) {
        return "{\"contactId\": \"%s\", \"givenName\": %s, \"familyName\": %s}"
                .formatted(
                        id, given == null ? "null" : '"' + given + '"', family == null ? "null" : '"' + family + '"');
    }

    private static String meeting(String from) {
        return """
                {"appointmentId": "a1", "conferenceId": "e1", "event": "Fall", "day": "2036-10-14", "from": "%s", "to": "15:30:00",
                 "teacher": %s, "student": %s, "parent": %s, "answers": {"How?": "By <i>phone"}}""".formatted(from, EDNA, LISA, MARGE);
    }

    private static String line(String visibility, String coming) {
        return """
                {"slotId": "x", "teacher": %s, "day": "2036-10-14", "from": "15:00:00", "to": "15:15:00", "kind": "IN_PERSON",
                 "visibility": "%s", "message": "", "most": 1, "coming": [%s]}""".formatted(EDNA, visibility, coming);
    }

    @Test
    void offersAccountReportsToAdministratorsAndEventReportsToWhoRunsEvents() {
        assertThat(page(AccessLevel.ADMINISTRATOR, "/reports?event=e1"))
                .contains("Event Reports", "Account Reports", "<option value=\"e1\" selected", "aria-current=\"page\"")
                .contains(
                        "value=\"STUDENTS_WITHOUT_APPOINTMENT\"", "only=MISSING_BIRTH_DATE", "Teachers&#39; schedules")
                .doesNotContain("??");
        assertThat(page(AccessLevel.EVENT_ADMINISTRATOR, "/reports"))
                .contains("Event Reports")
                .doesNotContain("Account Reports", "??");
    }

    @Test
    void tellsWhichParentsNeverSignedIn() {
        var never = "/businesses/oak/reports/parents-never-signed-in";
        pages.services()
                .answer(
                        "GET " + never,
                        Answer.json(
                                "{\"items\": [{\"parent\": " + MARGE + ", \"cursor\": \"x\"}], \"next\": \"a/b\"}"));
        assertThat(page(AccessLevel.ADMINISTRATOR, "/reports")).contains("href=\"/reports/parents\"");
        assertThat(page(AccessLevel.ADMINISTRATOR, "/reports/parents"))
                .contains("&lt;b&gt;Marge Simpson", "href=\"/contacts/p1\"", "href=\"/reports/parents?after=a/b\"")
                .doesNotContain("??");

        pages.services()
                .answer(
                        "GET " + never + "/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "familyName\r\n"));
        assertThat(page(AccessLevel.ADMINISTRATOR, "/reports/parents/export")).isEqualTo("familyName\r\n");
    }

    @Test
    void areOnThePageWhereAdministratorsLand() {
        assertThat(page(AccessLevel.ADMINISTRATOR, "/dashboard"))
                .contains("action=\"/reports/event\"", "value=\"APPOINTMENTS_BY_TEACHER\"", "href=\"/reports\"")
                .doesNotContain("??");
    }

    @Test
    void showsAppointmentsUnderTheirHeadings() {
        assertThat(page(AccessLevel.EVENT_ADMINISTRATOR, report("APPOINTMENTS_BY_TEACHER")))
                .contains("<h2>Edna Krabappel</h2>", "Tuesday, 10/14/2036, 3:00 PM - 3:30 PM", "&lt;b&gt;Marge Simpson")
                .contains("How?: By &lt;i&gt;phone", "report=APPOINTMENTS_BY_TEACHER&amp;after=2.t1-x")
                .containsOnlyOnce("<h2>")
                .doesNotContain("<b>Marge", "??");
        assertThat(page(AccessLevel.EVENT_ADMINISTRATOR, report("APPOINTMENTS_BY_FAMILY")))
                .contains("<h2>&lt;b&gt;Marge Simpson</h2>");
        assertThat(page(AccessLevel.EVENT_ADMINISTRATOR, report("APPOINTMENTS_BY_DATE")))
                .contains("<h2>Tuesday, 10/14/2036</h2>");
        assertThat(pages.services().asked("GET " + REPORTS + "/appointments"))
                .extracting(Asked::address)
                .containsExactly(
                        REPORTS + "/appointments?by=TEACHER&limit=100&after=",
                        REPORTS + "/appointments?by=FAMILY&limit=100&after=",
                        REPORTS + "/appointments?by=DATE&limit=100&after=");
    }

    @Test
    void printsAllOnOnePageAndSaysWhereItIsCut() {
        assertThat(page(
                        AccessLevel.EVENT_ADMINISTRATOR,
                        report("APPOINTMENTS_BY_DATE").replace("/event?", "/event/print?")))
                .contains("These are the first 4,000")
                .doesNotContain("Next page", "??");
        assertThat(pages.services().asked("GET " + REPORTS + "/appointments")).hasSize(20);

        assertThat(page(
                        AccessLevel.EVENT_ADMINISTRATOR,
                        report("TEACHER_SCHEDULES").replace("/event?", "/event/print?")))
                .contains("Print this page", "class=\"sheet own\"", "Unavailable", "taken", "Lisa Simpson")
                .doesNotContain("??");
    }

    @Test
    void namesStudentsWithoutAppointmentAndWhoIsGone() {
        assertThat(page(AccessLevel.EVENT_ADMINISTRATOR, report("STUDENTS_WITHOUT_APPOINTMENT")))
                .contains("Lisa Simpson", "Edna Krabappel", "somebody who is not among the contacts any more")
                .doesNotContain("<h2>", "??");
        pages.services()
                .answer(
                        "GET " + REPORTS + "/students-without-appointment",
                        Answer.json("{\"items\": [], \"next\": null}"));
        assertThat(page(AccessLevel.EVENT_ADMINISTRATOR, report("STUDENTS_WITHOUT_APPOINTMENT")))
                .contains("There is nothing to report");
    }

    @Test
    void passesTheTableOn() {
        pages.services()
                .answer(
                        "GET " + REPORTS + "/appointments/export",
                        new Answer(200, Map.of("Content-Type", "text/csv"), "event,day\r\n"));

        pages.browser(AccessLevel.EVENT_ADMINISTRATOR)
                .get()
                .uri("/reports/event/export?event=e1&report=APPOINTMENTS_BY_FAMILY")
                .exchange()
                .expectHeader()
                .valueEquals("Content-Disposition", "attachment; filename=\"appointments-by-family.csv\"")
                .expectBody(String.class)
                .isEqualTo("event,day\r\n");
        assertThat(pages.services().asked("GET " + REPORTS + "/appointments/export"))
                .singleElement()
                .extracting(Asked::address)
                .isEqualTo(REPORTS + "/appointments/export?by=FAMILY");
    }

    @Test
    void knowsNoOtherReport() {
        pages.browser(AccessLevel.EVENT_ADMINISTRATOR)
                .get()
                .uri("/reports/event?event=e1&report=NONE")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void listsClassesAndTheRosterOfOne() {
        assertThat(page(AccessLevel.ADMINISTRATOR, "/reports/classes"))
                .contains("Math &lt;3", "1, 2", "href=\"/reports/classes/m%2F3\"", "href=\"/reports/classes?after=m\"")
                .doesNotContain("??");
        assertThat(page(AccessLevel.ADMINISTRATOR, "/reports/classes/m%2F3"))
                .contains("<h2>Edna Krabappel</h2>", "href=\"/contacts/s1\"", "2 students")
                .doesNotContain("??");
    }

    private static String report(String name) {
        return "/reports/event?event=e1&report=" + name;
    }

    private static String page(AccessLevel level, String path) {
        return pages.page(level, path);
    }
}
