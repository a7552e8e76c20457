package com.pickatime.web.reports;

import com.pickatime.web.events.Event;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be reported of an event. Columns are the ends of the keys of their words. */
public enum Report {
    APPOINTMENTS_BY_DATE("appointments", "?by=DATE", "time", "teacher", "student", "parent", "answers"),
    APPOINTMENTS_BY_TEACHER("appointments", "?by=TEACHER", "when", "student", "parent", "answers"),
    APPOINTMENTS_BY_FAMILY("appointments", "?by=FAMILY", "when", "teacher", "student", "answers"),
    TEACHER_SCHEDULES("schedules", "", "when", "student", "parent", "slot", "answers"),
    STUDENTS_WITHOUT_APPOINTMENT("students-without-appointment", "", "student", "teachers", "parents");

    private final String path;
    private final String query;
    private final List<String> columns;

    Report(String path, String query, String... columns) {
        this.path = Event.ONE + "/reports/" + path;
        this.query = query;
        this.columns = List.of(columns);
    }

    static Optional<Report> named(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findAny();
    }

    /** Where conference-service has a page of it, with variables for the limit and where the page begins. */
    String page() {
        return path + query + (query.isEmpty() ? "?" : "&") + "limit={limit}&after={after}";
    }

    /** Where conference-service has all of it as a table. */
    String export() {
        return path + "/export" + query;
    }

    List<String> columns() {
        return columns;
    }
}
