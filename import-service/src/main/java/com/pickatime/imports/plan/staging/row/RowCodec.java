package com.pickatime.imports.plan.staging.row;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.AcademicSessionRow;
import com.pickatime.imports.plan.roster.ClassRow;
import com.pickatime.imports.plan.roster.CourseRow;
import com.pickatime.imports.plan.roster.DemographicsRow;
import com.pickatime.imports.plan.roster.EnrollmentRow;
import com.pickatime.imports.plan.roster.OrgRow;
import com.pickatime.imports.plan.roster.PersonRow;
import com.pickatime.imports.plan.roster.RosterRow;
import java.util.Objects;

/**
 * A row as bytes, and back.
 *
 * <p>The bytes are hashed, and the hash decides whether a record is published: to change this form is to publish every
 * record of every district once more. They begin with type and source ID, so that the hashes of two children with one
 * birth date differ.
 */
public final class RowCodec {

    private RowCodec() {}

    public static byte[] encode(RosterRow row) {
        var out = new CanonicalWriter().text(row.type().name()).text(row.sourceId());
        if (row instanceof PersonRow person) {
            write(out, person);
        } else if (row instanceof EnrollmentRow enrollment) {
            write(out, enrollment);
        } else if (row instanceof ClassRow section) {
            write(out, section);
        } else {
            writeSmall(out, row);
        }
        return out.toBytes();
    }

    public static RosterRow decode(byte[] bytes) {
        var in = new CanonicalReader(bytes);
        var type = RecordType.valueOf(in.required());
        var sourceId = in.required();
        return switch (type) {
            case ORG -> new OrgRow(sourceId, in.required(), in.required(), in.text(), in.text());
            case ACADEMIC_SESSION ->
                new AcademicSessionRow(
                        sourceId, in.required(), in.required(), in.date(), in.date(), in.text(), in.text());
            case COURSE -> new CourseRow(sourceId, in.required(), in.text(), in.text(), in.text());
            case CLASS -> readClass(sourceId, in);
            case ENROLLMENT -> readEnrollment(sourceId, in);
            case PERSON -> readPerson(sourceId, in);
            case DEMOGRAPHICS -> new DemographicsRow(sourceId, Objects.requireNonNull(in.date()));
            case UNKNOWN, BARRIER -> throw new IllegalArgumentException(type + " is no type of a roster");
        };
    }

    private static void writeSmall(CanonicalWriter out, RosterRow row) {
        if (row instanceof OrgRow org) {
            out.text(org.name()).text(org.orgType()).text(org.identifier()).text(org.parentSourceId());
        } else if (row instanceof AcademicSessionRow session) {
            out.text(session.title())
                    .text(session.sessionType())
                    .date(session.startDate())
                    .date(session.endDate())
                    .text(session.schoolYear())
                    .text(session.parentSourceId());
        } else if (row instanceof CourseRow course) {
            out.text(course.title())
                    .text(course.courseCode())
                    .text(course.schoolYearSourceId())
                    .text(course.orgSourceId());
        } else if (row instanceof DemographicsRow demographics) {
            out.date(demographics.birthDate());
        } else {
            throw new IllegalArgumentException("no byte form for " + row.type());
        }
    }

    private static void write(CanonicalWriter out, ClassRow section) {
        out.text(section.title())
                .text(section.classCode())
                .text(section.classType())
                .text(section.location())
                .text(section.courseSourceId())
                .text(section.schoolSourceId())
                .texts(section.termSourceIds())
                .texts(section.grades())
                .texts(section.subjects())
                .texts(section.periods());
    }

    private static ClassRow readClass(String sourceId, CanonicalReader in) {
        return new ClassRow(
                sourceId,
                in.required(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.texts(),
                in.texts(),
                in.texts(),
                in.texts());
    }

    private static void write(CanonicalWriter out, EnrollmentRow enrollment) {
        out.text(enrollment.classSourceId())
                .text(enrollment.userSourceId())
                .text(enrollment.schoolSourceId())
                .text(enrollment.role().name())
                .flag(enrollment.primary())
                .date(enrollment.beginDate())
                .date(enrollment.endDate());
    }

    private static EnrollmentRow readEnrollment(String sourceId, CanonicalReader in) {
        return new EnrollmentRow(
                sourceId,
                in.required(),
                in.required(),
                in.text(),
                EnrollmentRole.valueOf(in.required()),
                in.flag(),
                in.date(),
                in.date());
    }

    private static void write(CanonicalWriter out, PersonRow person) {
        out.texts(person.roles().stream().map(PersonRole::name).toList())
                .text(person.givenName())
                .text(person.familyName())
                .text(person.middleName())
                .text(person.identifier())
                .text(person.email())
                .text(person.username())
                .texts(person.orgSourceIds())
                .texts(person.grades())
                .texts(person.agentSourceIds())
                .flag(person.enabled());
    }

    private static PersonRow readPerson(String sourceId, CanonicalReader in) {
        return new PersonRow(
                sourceId,
                in.texts().stream().map(PersonRole::valueOf).toList(),
                in.required(),
                in.required(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.texts(),
                in.texts(),
                in.texts(),
                in.flag());
    }
}
