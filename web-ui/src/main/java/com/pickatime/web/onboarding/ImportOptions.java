package com.pickatime.web.onboarding;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a district's roster is imported, as the import service tells it and as fields of a form.
 *
 * @param schools empty for all, as the other lists
 */
record ImportOptions(
        List<String> schools,
        List<String> terms,
        List<String> roles,
        List<String> staffEmailDomains,
        List<String> linkingRoles,
        Schedule schedule,
        String mails) {

    static final List<String> ROLES =
            List.of("STUDENT", "TEACHER", "PARENT", "GUARDIAN", "RELATIVE", "ADMINISTRATOR", "AIDE", "PROCTOR");
    static final List<String> LINKING_ROLES = List.of("PARENT", "GUARDIAN", "RELATIVE");
    static final List<String> MAILS = List.of("CHANGES_AND_PROBLEMS", "CHANGES", "PROBLEMS", "EVERY_RUN");

    /** Before the names of its form's fields, as the service calls them. */
    static final String PREFIX = "options.";

    private static final String SCHEDULE = PREFIX + "schedule.";
    private static final String BLACKOUTS = SCHEDULE + "blackouts";
    private static final String ROLE = PREFIX + "role.";
    private static final String LINKING = PREFIX + "linking.";
    private static final List<String> LISTS = List.of("schools", "terms", "staffEmailDomains");

    /** Without {@code cron} at the installation's time, without {@code zone} in the district's zone. */
    record Schedule(
            boolean enabled,
            @Nullable String cron,
            @Nullable String zone,
            List<Blackout> blackouts) {}

    record Blackout(String from, String to) {}

    /** As fields of a form; a list as a line for each, and a role as a check box. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put(PREFIX + "schools", String.join("\n", schools));
        fields.put(PREFIX + "terms", String.join("\n", terms));
        fields.put(PREFIX + "staffEmailDomains", String.join("\n", staffEmailDomains));
        roles.forEach(role -> fields.put(ROLE + role, "true"));
        linkingRoles.forEach(role -> fields.put(LINKING + role, "true"));
        if (schedule.enabled) {
            fields.put(SCHEDULE + "enabled", "true");
        }
        fields.put(SCHEDULE + "cron", schedule.cron == null ? "" : schedule.cron);
        fields.put(SCHEDULE + "zone", schedule.zone == null ? "" : schedule.zone);
        fields.put(
                BLACKOUTS,
                schedule.blackouts.stream()
                        .map(blackout -> blackout.from + " - " + blackout.to)
                        .collect(Collectors.joining("\n")));
        fields.put(PREFIX + "mails", mails);
        return fields;
    }

    /** What the import service takes, of the fields of a form. */
    static Map<String, Object> request(Map<String, String> entered) {
        var request = new LinkedHashMap<String, Object>();
        LISTS.forEach(field -> request.put(field, lines(entered, PREFIX + field)));
        request.put("roles", ticked(entered, ROLE, ROLES));
        request.put("linkingRoles", ticked(entered, LINKING, LINKING_ROLES));
        request.put(
                "schedule",
                Map.of(
                        "enabled", entered.containsKey(SCHEDULE + "enabled"),
                        "cron", entered.getOrDefault(SCHEDULE + "cron", ""),
                        "zone", entered.getOrDefault(SCHEDULE + "zone", ""),
                        "blackouts",
                                lines(entered, BLACKOUTS).stream()
                                        .map(ImportOptions::blackout)
                                        .toList()));
        request.put("mails", entered.getOrDefault(PREFIX + "mails", MAILS.get(0)));
        return request;
    }

    /** What is wrong with one of a list is wrong with its field. */
    static Map<String, String> wrong(Map<String, String> told) {
        var wrong = new LinkedHashMap<String, String>();
        told.forEach((field, reason) -> wrong.putIfAbsent(field.replaceFirst("\\[\\d+].*$", ""), reason));
        return wrong;
    }

    private static List<String> lines(Map<String, String> entered, String field) {
        return entered.getOrDefault(field, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> ticked(Map<String, String> entered, String prefix, List<String> roles) {
        return roles.stream().filter(role -> entered.containsKey(prefix + role)).toList();
    }

    /** A single day is its own end. */
    private static Map<String, String> blackout(String line) {
        var days = Arrays.stream(line.split("\\s+(-|to)\\s+|\\s+", 2))
                .map(String::strip)
                .toList();
        return Map.of("from", days.get(0), "to", days.get(days.size() - 1));
    }
}
