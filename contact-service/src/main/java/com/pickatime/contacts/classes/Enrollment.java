package com.pickatime.contacts.classes;

import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.EnrollmentRole;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * That somebody belongs to a class.
 *
 * @param endDate the first day on which it no longer holds
 */
record Enrollment(
        String classSourceId,
        String userSourceId,
        String role,
        boolean primary,
        @Nullable String beginDate,
        @Nullable String endDate) {

    static Enrollment of(Document document) {
        var roster = document.get(DocumentFields.ROSTER, new Document());
        return new Enrollment(
                roster.getString(RosterFields.CLASS),
                roster.getString(RosterFields.USER),
                roster.getString(RosterFields.ROLE),
                roster.getBoolean(RosterFields.PRIMARY, false),
                roster.getString(RosterFields.BEGIN),
                roster.getString(RosterFields.END));
    }

    boolean isTeacher() {
        return role.equals(EnrollmentRole.TEACHER.name());
    }

    boolean isStudent() {
        return role.equals(EnrollmentRole.STUDENT.name());
    }
}
