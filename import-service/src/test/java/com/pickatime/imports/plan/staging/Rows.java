package com.pickatime.imports.plan.staging;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.imports.plan.roster.ClassRow;
import com.pickatime.imports.plan.roster.DemographicsRow;
import com.pickatime.imports.plan.roster.EnrollmentRow;
import com.pickatime.imports.plan.roster.OrgRow;
import com.pickatime.imports.plan.roster.PersonRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for tests, with everything a test does not care about filled in. */
public final class Rows {

    private Rows() {}

    public static OrgRow school(String id) {
        return new OrgRow(id, "School " + id, "school", null, null);
    }

    public static ClassRow section(String id) {
        return new ClassRow(
                id, "Class " + id, null, "scheduled", "R1", null, "school", List.of(), List.of(), List.of(), List.of());
    }

    public static PersonRow student(String id, String... parents) {
        return person(id, PersonRole.STUDENT, id + "@example.org", parents);
    }

    public static PersonRow parent(String id, String... students) {
        return person(id, PersonRole.PARENT, id + "@example.org", students);
    }

    public static PersonRow teacher(String id) {
        return person(id, PersonRole.TEACHER, id + "@example.org");
    }

    public static PersonRow person(String id, PersonRole role, @Nullable String email, String... agents) {
        return new PersonRow(
                id,
                List.of(role),
                "Given " + id,
                "Family",
                null,
                null,
                email,
                null,
                List.of("school"),
                List.of("05"),
                List.of(agents),
                true);
    }

    public static EnrollmentRow enrollment(String id, String section, String user, EnrollmentRole role) {
        return new EnrollmentRow(id, section, user, "school", role, false, null, null);
    }

    public static DemographicsRow birthDate(String id) {
        return new DemographicsRow(id, LocalDate.of(2012, 12, 30));
    }
}
