package com.pickatime.conferences.slots;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.conferences.testing.Api;
import com.pickatime.conferences.testing.RunningService;
import com.pickatime.conferences.testing.School;
import com.pickatime.conferences.testing.TestConference;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class SlotsIT {

    private static final String DAY = TestConference.day(0);

    private static School school;
    private static RunningService service;
    private static Api administrator;

    @BeforeAll
    static void start() {
        school = new School().child("ann", "s1").lesson("s1", "math", "t1");
        service = RunningService.start(TestStore.one().uri(), TestStore.freshDatabaseName(), school, Clock.systemUTC());
        administrator = Api.of(service, "local:admin", AccessLevel.ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        service.close();
        school.close();
    }

    private static Map<String, Object> wanted(String from, String to, int minutes) {
        return Map.of(
                "days", List.of(DAY, TestConference.day(1)),
                "teachers", List.of("t1", "t2"),
                "from", from,
                "to", to,
                "minutes", minutes);
    }

    private static Api.Answer make(TestConference conference, Map<String, Object> wanted) {
        return administrator.post("/" + conference.id() + "/slots", wanted);
    }

    @Test
    void makesEachOnceAndNoneBesideAnother() {
        var conference = TestConference.open(administrator, Map.of());

        assertThat(make(conference, wanted("15:00", "17:00", 15)).json())
                .isEqualTo(Map.of("made", 32, "kept", 0, "left", 0));
        assertThat(make(conference, wanted("15:00", "17:00", 15)).json())
                .as("once more")
                .isEqualTo(Map.of("made", 0, "kept", 32, "left", 0));
        assertThat(make(conference, wanted("16:50", "17:30", 20)).json())
                .as("16:50 runs into the slot at 16:45")
                .isEqualTo(Map.of("made", 4, "kept", 0, "left", 4));
    }

    @Test
    void saysWhatIsWrongWithThem() {
        var conference = TestConference.open(administrator, Map.of());

        var answer = make(conference, Map.of("from", "15:00", "to", "14:00", "minutes", 0));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("errors")).contains("days", "teachers", "to", "minutes");
        assertThat(make(conference, wanted("15:00", "15:10", 15)).text("detail"))
                .isEqualTo("minutes: must fit between from and to");
    }

    @Test
    void changesThemForWhoeverSawThemLast() {
        var conference = TestConference.open(administrator, Map.of());
        var id =
                conference.slots(DAY, List.of("t1"), "15:00", "15:15", Map.of()).at("t1 15:00");
        var address = "/" + conference.id() + "/slots/" + id;
        var seen = administrator.get(address);
        var lunch = Map.of("visibility", "UNAVAILABLE", "message", "Lunch");

        var teacher = Api.of(service, "t1", AccessLevel.APPOINTMENT_MAKER);
        assertThat(teacher.send(HttpMethod.PUT, address, lunch, "If-Match", String.valueOf(seen.tag()))
                        .text("message"))
                .isEqualTo("Lunch");
        assertThat(administrator
                        .send(HttpMethod.PUT, address, Map.of(), "If-Match", String.valueOf(seen.tag()))
                        .status())
                .isEqualTo(412);
        assertThat(Api.of(service, "t2", AccessLevel.APPOINTMENT_MAKER)
                        .put(address, Map.of())
                        .status())
                .isEqualTo(403);
        var parent = Api.of(service, "ann", AccessLevel.CUSTOMER);
        assertThat(conference.hold(parent, id, "s1").text("reason")).isEqualTo("NOT_BOOKABLE");
    }

    @Test
    void comeWithATemplateAsManyDaysLaterAndWithoutAppointments() {
        var past = TestConference.open(administrator, Map.of("most", 4));
        var slots = past.slots(DAY, List.of("t1"), "15:00", "16:00", Map.of("kind", "VIRTUAL", "most", 2));
        past.slots(TestConference.day(2), List.of("t1"), "09:00", "10:00", Map.of());
        assertThat(past.book(Api.of(service, "ann", AccessLevel.CUSTOMER), slots.at("t1 15:00"), "s1")
                        .status())
                .isEqualTo(200);

        var wanted = Map.of("name", "Spring", "template", past.id(), "firstDay", TestConference.day(100));
        var made = administrator.send(HttpMethod.POST, "", wanted, "Idempotency-Key", "spring");
        var again = administrator.send(HttpMethod.POST, "", wanted, "Idempotency-Key", "spring");

        assertThat(made.text("conferenceId"))
                .isEqualTo(again.text("conferenceId"))
                .isNotEqualTo(past.id());
        assertThat(made.text("rules")).contains("most=4");
        var copies = administrator
                .get("/" + made.text("conferenceId") + "/slots?limit=200")
                .items("items");
        assertThat(copies)
                .hasSize(8)
                .allSatisfy(slot -> assertThat(slot.get("free")).isEqualTo(slot.get("most")));
        assertThat(copies)
                .extracting(slot -> slot.get("day") + " " + slot.get("kind"))
                .contains(TestConference.day(100) + " VIRTUAL", TestConference.day(102) + " IN_PERSON");
        assertThat(administrator
                        .get("/" + made.text("conferenceId") + "/appointments")
                        .items("items"))
                .isEmpty();
    }

    @Test
    void holdTheirConferenceInItsZone() {
        var conference = TestConference.open(administrator, Map.of());
        conference.slots(DAY, List.of("t1"), "15:00", "15:15", Map.of());

        var seen = administrator.get("/" + conference.id());
        var moved = administrator.put("/" + conference.id(), Map.of("name", "Fall", "zone", "America/Chicago"));
        var renamed = administrator.send(
                HttpMethod.PUT,
                "/" + conference.id(),
                Map.of("name", "Fall 2126", "zone", "America/New_York"),
                "If-Match",
                String.valueOf(seen.tag()));

        assertThat(moved.status()).isEqualTo(409);
        assertThat(renamed.text("name")).isEqualTo("Fall 2126");
        assertThat(administrator
                        .send(
                                HttpMethod.PUT,
                                "/" + conference.id(),
                                Map.of("name", "Other", "zone", "America/New_York"),
                                "If-Match",
                                String.valueOf(seen.tag()))
                        .status())
                .isEqualTo(412);
    }
}
