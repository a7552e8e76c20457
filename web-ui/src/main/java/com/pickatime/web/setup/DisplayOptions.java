package com.pickatime.web.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a business wants names, dates and times to be shown. */
record DisplayOptions(String contactName, String date, String time) {

    static final List<String> CONTACT_NAMES = List.of("FIRST_LAST", "LAST_FIRST");
    static final List<String> DATES = List.of("MDY", "DMY");
    static final List<String> TIMES = List.of("TWELVE_HOUR", "TWENTY_FOUR_HOUR");

    Map<String, String> fields() {
        return Map.of("contactName", contactName, "date", date, "time", time);
    }

    /** What the contact service takes. */
    static Map<String, Object> request(Map<String, String> entered) {
        var request = new LinkedHashMap<String, Object>();
        for (var field : List.of("contactName", "date", "time")) {
            request.put(field, entered.getOrDefault(field, ""));
        }
        return request;
    }
}
