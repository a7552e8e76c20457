package com.pickatime.imports.plan.staging;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows for tests, with everything a test does not care about filled in. */
public final class Rows {

    private Rows() {}

    public static RosterRow school(String id) {
        return school(id, "School " + id);
    }

    public static RosterRow school(String id, String name) {
        return new RosterRow(RecordType.ORG, id, new RosterOrg(name, "school", null, null));
    }

    public static RosterRow section(String id) {
        return section(id, "school");
    }

    public static RosterRow section(String id, String school) {
        return new RosterRow(
                RecordType.CLASS,
                id,
                RosterClass.newBuilder()
                        .setTitle("Class " + id)
                        .setClassType("scheduled")
                        .setLocation("R1")
                        .setSchoolSourceId(school)
                        .build());
    }

    public static RosterRow student(String id, String... parents) {
        return person(id, PersonRole.STUDENT, id + "@example.org", parents);
    }

    public static RosterRow parent(String id, String... students) {
        return person(id, PersonRole.PARENT, id + "@example.org", students);
    }

    public static RosterRow teacher(String id) {
        return person(id, PersonRole.TEACHER, id + "@example.org");
    }

    public static RosterRow person(String id, PersonRole role, @Nullable String email, String... agents) {
        return person(
                id,
                person -> person.setRoles(List.of(role))
                        .setGivenName("Given " + id)
                        .setEmailCiphertext(email == null ? null : RosterRow.clear(email))
                        .setOrgSourceIds(List.of("school"))
                        .setGrades(List.of("05"))
                        .setAgentSourceIds(List.of(agents)));
    }

    /** A student with two names and whatever else is {@code given}. */
    public static RosterRow person(String id, UnaryOperator<RosterPerson.Builder> given) {
        var person = RosterPerson.newBuilder()
                .setRoles(List.of(PersonRole.STUDENT))
                .setGivenName("Given")
                .setFamilyName("Family");
        return new RosterRow(RecordType.PERSON, id, given.apply(person).build());
    }

    public static RosterRow enrollment(String id, String section, String user, EnrollmentRole role) {
        return new RosterRow(
                RecordType.ENROLLMENT, id, new RosterEnrollment(section, user, "school", role, false, null, null));
    }

    public static RosterRow birthDate(String id) {
        return birthDate(id, LocalDate.of(2012, 12, 30));
    }

    public static RosterRow birthDate(String id, LocalDate date) {
        return new RosterRow(RecordType.DEMOGRAPHICS, id, new RosterDemographics(RosterRow.clear(date.toString())));
    }

    /** The same person with a name that they go by. */
    public static RosterRow preferredName(RosterRow person, String name) {
        return person(
                person.sourceId(),
                any -> RosterPerson.newBuilder(person(person)).setPreferredName(name));
    }

    /** A row's payload, which is a person's. */
    public static RosterPerson person(RosterRow row) {
        return (RosterPerson) row.payload();
    }
}
