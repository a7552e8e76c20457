package com.pickatime.conferences.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A conference that is open all the time, with the slots that a test needs. */
public record TestConference(Api administrator, String id) {

    /** A day after today, with so many days between. */
    public static String day(int days) {
        return LocalDate.now(ZoneId.of("America/New_York")).plusDays(30L + days).toString();
    }

    /** @param rules beside the opening */
    public static TestConference open(Api administrator, Map<String, ?> rules) {
        return open(administrator, rules, Map.of());
    }

    /** @param more settings of it */
    public static TestConference open(Api administrator, Map<String, ?> rules, Map<String, ?> more) {
        var all = new HashMap<String, Object>(Map.of("opensAt", "2020-01-01T00:00:00"));
        all.putAll(rules);
        var wanted = new HashMap<String, Object>(Map.of("name", "Fall", "zone", "America/New_York", "rules", all));
        wanted.putAll(more);
        var made = administrator.post("", wanted);
        assertThat(made.status()).isEqualTo(201);
        return new TestConference(administrator, made.text("conferenceId"));
    }

    /** Ids of slots by teacher and time, "t1 15:00". */
    public record Times(Map<String, String> ids) {

        public String at(String teacherAndTime) {
            return Objects.requireNonNull(ids.get(teacherAndTime), teacherAndTime);
        }
    }

    /** Makes them, and finds what there is on that day. */
    public Times slots(String day, List<String> teachers, String from, String to, Map<String, ?> options) {
        var made = administrator.post(
                "/" + id + "/slots",
                Map.of(
                        "days", List.of(day),
                        "teachers", teachers,
                        "from", from,
                        "to", to,
                        "minutes", 15,
                        "options", options));
        assertThat(made.status()).as("%s", made).isEqualTo(200);
        var found = new HashMap<String, String>();
        var after = "";
        do {
            var page = administrator.get("/" + id + "/slots?limit=200&day=" + day + "&after=" + after);
            page.items("items")
                    .forEach(slot -> found.put(
                            slot.get("teacherId") + " "
                                    + String.valueOf(slot.get("from")).substring(0, 5),
                            String.valueOf(slot.get("slotId"))));
            after = page.json().get("next") == null ? "" : page.text("next");
        } while (!after.isEmpty());
        return new Times(found);
    }

    public Api.Answer hold(Api parent, String slot, String student) {
        return parent.post("/" + id + "/appointments", Map.of("slotId", slot, "studentId", student));
    }

    public Api.Answer confirm(Api parent, Api.Answer held) {
        return parent.put("/" + id + "/appointments/" + held.text("appointmentId") + "/confirmation", Map.of());
    }

    /** Holds and confirms. */
    public Api.Answer book(Api parent, String slot, String student) {
        var held = hold(parent, slot, student);
        return held.status() == 201 ? confirm(parent, held) : held;
    }
}
