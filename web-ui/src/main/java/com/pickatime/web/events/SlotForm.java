package com.pickatime.web.events;

import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.setup.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forms of slots: for making many of them, and for changing one. */
final class SlotForm {

    static final String PREFIX = "slots.";
    static final String DAYS = PREFIX + "days";
    static final String WHOSE = PREFIX + "teachers";
    static final String CHOSEN = "CHOSEN";

    static final List<String> TEACHERS = List.of("ALL", CHOSEN);
    static final List<String> KINDS = List.of("IN_PERSON", "VIRTUAL", "EITHER");
    static final List<String> VISIBILITIES = List.of("VISIBLE", "HIDDEN", "CALL", "UNAVAILABLE");

    private SlotForm() {}

    static Map<String, String> usual() {
        return Map.of(
                PREFIX + "minutes", "15",
                PREFIX + "breakMinutes", "0",
                PREFIX + "most", "1",
                PREFIX + "from", "15:00",
                PREFIX + "to", "19:00");
    }

    static Map<String, String> fields(Slot slot) {
        return Map.of(
                PREFIX + "kind", slot.kind(),
                PREFIX + "visibility", slot.visibility(),
                PREFIX + "message", slot.message(),
                PREFIX + "most", String.valueOf(slot.most()));
    }

    /** Why fields cannot be sent as they are; empty if they can. */
    static Map<String, String> wrong(Map<String, String> entered) {
        var wrong = new LinkedHashMap<String, String>();
        for (var field : List.of("minutes", "breakMinutes", "most")) {
            if (!entered.getOrDefault(PREFIX + field, "").matches("\\d{0,6}")) {
                wrong.put(PREFIX + field, "must be a number");
            }
        }
        return wrong;
    }

    /** The days, one on each line; what is none is put into {@code wrong}. */
    static List<String> days(
            Map<String, String> entered, Formats formats, Business business, Map<String, String> wrong) {
        var days = new ArrayList<String>();
        entered.getOrDefault(DAYS, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> formats.readDate(line, business)
                        .ifPresentOrElse(
                                day -> days.add(day.toString()),
                                () -> wrong.putIfAbsent(DAYS, "must be dates, one on each line: " + line)));
        return days;
    }

    /** What conference-service takes to make slots. */
    static Map<String, Object> request(Map<String, String> entered, List<String> days, List<String> teachers) {
        var request = new LinkedHashMap<String, Object>();
        request.put("days", days);
        request.put("teachers", teachers);
        for (var field : List.of("from", "to")) {
            text(entered, field).ifPresent(value -> request.put(field, value));
        }
        for (var field : List.of("minutes", "breakMinutes")) {
            text(entered, field).ifPresent(value -> request.put(field, Integer.valueOf(value)));
        }
        request.put("options", options(entered));
        return request;
    }

    /** What conference-service takes as what is decided of slots. */
    static Map<String, Object> options(Map<String, String> entered) {
        var options = new LinkedHashMap<String, Object>();
        for (var field : List.of("kind", "visibility", "message")) {
            text(entered, field).ifPresent(value -> options.put(field, value));
        }
        text(entered, "most").ifPresent(value -> options.put("most", Integer.valueOf(value)));
        return options;
    }

    static Form refused(Map<String, String> entered, Refusal refusal) {
        return Form.refused(entered, refusal).prefixed(PREFIX);
    }

    private static Optional<String> text(Map<String, String> entered, String field) {
        return Optional.ofNullable(entered.get(PREFIX + field)).filter(value -> !value.isEmpty());
    }
}
