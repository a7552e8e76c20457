package com.pickatime.conferences.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two teachers, a class of either, three children of two parents; one child has no appointment. */
class ReportsIT {

    private static final String DAY = TestConference.day(0);

    private static School school;
    private static RunningService service;
    private static Api administrator;
    private static TestConference conference;
    private static String reports;

    @BeforeAll
    static void start() {
        school = new School()
                .child("zoe", "s1")
                .child("ann", "s2")
                .child("ann", "s3")
                .lesson("s1", "math", "t2")
                .lesson("s2", "math", "t2")
                .lesson("s2", "art", "t1")
                .lesson("s3", "art", "t1")
                .lesson("s4", "other", "t9");
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, Clock.systemUTC());
        administrator = Api.of(service, "local:events", AccessLevel.EVENT_ADMINISTRATOR);
        conference = TestConference.open(administrator, Map.of());
        reports = "/" + conference.id() + "/reports/";
        var slots = conference.slots(DAY, List.of("t1", "t2"), "15:00", "15:45", Map.of());
        var zoe = Api.of(service, "zoe", AccessLevel.CUSTOMER);
        var ann = Api.of(service, "ann", AccessLevel.CUSTOMER);
        Stream.of(
                        conference.book(zoe, slots.at("t2 15:00"), "s1"),
                        conference.book(ann, slots.at("t1 15:15"), "s2"),
                        conference.book(ann, slots.at("t2 15:30"), "s2"))
                .forEach(booked -> assertThat(booked.status()).isEqualTo(200));
        conference.hold(zoe, slots.at("t2 15:15"), "s1");
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    /** All of a list, a page of one after the other. */
    private static List<Map<String, Object>> all(Api api, String path) {
        var found = new ArrayList<Map<String, Object>>();
        var after = "";
        do {
            var page = api.get(path + (path.contains("?") ? "&" : "?") + "limit=1&after=" + after);
            assertThat(page.status()).as("%s", page).isEqualTo(200);
            found.addAll(page.items("items"));
            after = page.json().get("next") == null ? "" : page.text("next");
        } while (!after.isEmpty());
        return found;
    }

    private static String who(Map<String, Object> row, String field) {
        return String.valueOf(row.get(field)).replaceFirst(".*givenName=First ([^,]*),.*", "$1");
    }

    private static Stream<String> meetings(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> row.get("from") + " " + who(row, "teacher") + " " + who(row, "student") + " "
                        + who(row, "parent"));
    }

    @Test
    void listsConfirmedAppointmentsByDateByTeacherAndByFamily() {
        assertThat(meetings(all(administrator, reports + "appointments")))
                .containsExactly("15:00:00 t2 s1 zoe", "15:15:00 t1 s2 ann", "15:30:00 t2 s2 ann");
        assertThat(meetings(all(administrator, reports + "appointments?by=TEACHER")))
                .containsExactly("15:15:00 t1 s2 ann", "15:00:00 t2 s1 zoe", "15:30:00 t2 s2 ann");
        assertThat(meetings(all(administrator, reports + "appointments?by=FAMILY")))
                .containsExactly("15:15:00 t1 s2 ann", "15:30:00 t2 s2 ann", "15:00:00 t2 s1 zoe");
        assertThat(administrator.csv(reports + "appointments/export?by=FAMILY").lines())
                .hasSize(4)
                .element(3)
                .asString()
                .startsWith("Fall," + DAY + ",15:00,15:15,Last,First t2,Last,First s1,Last,First zoe");
    }

    @Test
    void saysWhereAListCannotGoOn() {
        assertThat(administrator
                        .get(reports + "appointments?by=TEACHER&after=2.xx1-y")
                        .text("detail"))
                .contains("begin again");
        assertThat(administrator
                        .get(reports + "appointments?by=TEACHER&after=9.t1")
                        .status())
                .isEqualTo(400);
        assertThat(administrator
                        .get(reports + "students-without-appointment?after=x")
                        .status())
                .isEqualTo(400);
        assertThat(administrator.get(reports + "appointments?by=ROOM").status()).isEqualTo(400);
    }

    @Test
    void listsSchedulesWithWhatIsFree() {
        var lines = all(administrator, reports + "schedules");

        assertThat(lines)
                .extracting(line -> line.get("from") + " " + who(line, "teacher") + " " + coming(line))
                .containsExactly(
                        "15:00:00 t1 ",
                        "15:15:00 t1 s2",
                        "15:30:00 t1 ",
                        "15:00:00 t2 s1",
                        "15:15:00 t2 ",
                        "15:30:00 t2 s2");
        assertThat(all(administrator, reports + "schedules?teacher=t2")).hasSize(3);
        assertThat(all(administrator, reports + "schedules?day=" + TestConference.day(1)))
                .isEmpty();
        assertThat(administrator.csv(reports + "schedules/export").lines()).hasSize(7);
    }

    @SuppressWarnings("unchecked")
    private static String coming(Map<String, Object> line) {
        return Objects.requireNonNull((List<Map<String, Object>>) line.get("coming")).stream()
                .map(one -> who(one, "student"))
                .findFirst()
                .orElse("");
    }

    @Test
    void showsTeachersTheirOwnScheduleAndNoOther() {
        var teacher = Api.of(service, "t1", AccessLevel.APPOINTMENT_VIEWER);

        assertThat(all(teacher, reports + "schedules?teacher=t2"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(who(line, "teacher")).isEqualTo("t1"));
        assertThat(teacher.csv(reports + "schedules/export"))
                .contains("First t1")
                .doesNotContain("First t2");
        assertThat(teacher.get(reports + "appointments").status()).isEqualTo(403);
    }

    @Test
    void listsWhoCouldHaveAnAppointmentAndHasNone() {
        assertThat(all(administrator, reports + "students-without-appointment"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(who(one, "student")).isEqualTo("s3");
                    assertThat(one.get("teachers")).asString().contains("First t1");
                    assertThat(one.get("parents")).asString().contains("First ann");
                });
        assertThat(administrator.csv(reports + "students-without-appointment/export"))
                .endsWith("Last,First s3,First t1 Last,First ann Last,s3\r\n");
    }

    @Test
    void listsWhatAContactHasAtAllEvents() {
        var other = TestConference.open(administrator, Map.of());
        var slots = other.slots(TestConference.day(1), List.of("t2"), "15:00", "15:15", Map.of());
        other.book(Api.of(service, "ann", AccessLevel.CUSTOMER), slots.at("t2 15:00"), "s2");

        assertThat(meetings(all(administrator, "//appointments?contact=s2"))).hasSize(3);
        assertThat(meetings(all(administrator, "//appointments?contact=zoe"))).containsExactly("15:00:00 t2 s1 zoe");
        assertThat(all(administrator, "//appointments?contact=t2"))
                .extracting(row -> row.get("day"))
                .containsExactly(DAY, DAY, TestConference.day(1));
    }

    @Test
    void listsParentsWhoNeverSignedIn() {
        school.signedIn("zoe");

        assertThat(all(administrator, "//reports/parents-never-signed-in"))
                .singleElement()
                .satisfies(one -> assertThat(who(one, "parent")).isEqualTo("ann"));
        assertThat(administrator.csv("//reports/parents-never-signed-in/export"))
                .isEqualTo("familyName,givenName,contactId\r\nLast,First ann,ann\r\n");

        school.guardian("ann");
        assertThat(all(administrator, "//reports/parents-never-signed-in"))
                .as("whatever the roster calls a parent")
                .extracting(one -> who(one, "parent"))
                .containsExactly("ann");
    }

    @Test
    void saysWhetherAnEventIsOver() {
        assertThat(administrator.get(reports + "summary").json()).isEqualTo(Map.of("over", false));
        var past = TestConference.open(administrator, Map.of());
        assertThat(administrator.get("/" + past.id() + "/reports/summary").json())
                .isEqualTo(Map.of("over", false));
        past.slots("2020-10-13", List.of("t1"), "15:00", "15:15", Map.of());
        assertThat(administrator.get("/" + past.id() + "/reports/summary").json())
                .isEqualTo(Map.of("over", true));
    }

    @Test
    void failsWholeWhereNobodyKnowsTheNames() {
        school.away(true);
        try {
            assertThat(administrator
                            .get("/" + conference.id() + "/reports/students-without-appointment")
                            .status())
                    .isEqualTo(503);
        } finally {
            school.away(false);
        }
    }
}
