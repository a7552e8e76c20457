package com.pickatime.imports.publish;

import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.AcademicSessionRow;
import com.pickatime.imports.plan.roster.ClassRow;
import com.pickatime.imports.plan.roster.CourseRow;
import com.pickatime.imports.plan.roster.DemographicsRow;
import com.pickatime.imports.plan.roster.EnrollmentRow;
import com.pickatime.imports.plan.roster.OrgRow;
import com.pickatime.imports.plan.roster.PersonRow;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.platform.crypto.FieldCipher;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Rows as payloads, with everything personal but names sealed for its business, source ID and field. */
final class KafkaPayloads {

    private final String businessId;
    private final FieldCipher cipher;

    KafkaPayloads(String businessId, FieldCipher cipher) {
        this.businessId = businessId;
        this.cipher = cipher;
    }

    SpecificRecord of(RosterRow row) {
        if (row instanceof PersonRow person) {
            return person(person);
        }
        if (row instanceof DemographicsRow demographics) {
            return new RosterDemographics(
                    seal(row.sourceId(), "birthDate", demographics.birthDate().toString()));
        }
        if (row instanceof EnrollmentRow enrollment) {
            return enrollment(enrollment);
        }
        if (row instanceof ClassRow section) {
            return section(section);
        }
        if (row instanceof CourseRow course) {
            return new RosterCourse(
                    course.title(), course.courseCode(), course.schoolYearSourceId(), course.orgSourceId());
        }
        if (row instanceof AcademicSessionRow session) {
            return session(session);
        }
        if (row instanceof OrgRow org) {
            return new RosterOrg(org.name(), org.orgType(), org.identifier(), org.parentSourceId());
        }
        throw new IllegalArgumentException("no payload is known for " + row.type());
    }

    private RosterPerson person(PersonRow person) {
        return new RosterPerson(
                person.roles(),
                person.givenName(),
                person.familyName(),
                person.middleName(),
                person.identifier(),
                sealIfThere(person.sourceId(), "email", person.email()),
                sealIfThere(person.sourceId(), "username", person.username()),
                person.orgSourceIds(),
                person.grades(),
                person.agentSourceIds(),
                person.enabled());
    }

    private static RosterEnrollment enrollment(EnrollmentRow enrollment) {
        return new RosterEnrollment(
                enrollment.classSourceId(),
                enrollment.userSourceId(),
                enrollment.schoolSourceId(),
                enrollment.role(),
                enrollment.primary(),
                enrollment.beginDate(),
                enrollment.endDate());
    }

    private static RosterClass section(ClassRow section) {
        return new RosterClass(
                section.title(),
                section.classCode(),
                section.classType(),
                section.location(),
                section.courseSourceId(),
                section.schoolSourceId(),
                section.termSourceIds(),
                section.grades(),
                section.subjects(),
                section.periods());
    }

    private static RosterAcademicSession session(AcademicSessionRow session) {
        return new RosterAcademicSession(
                session.title(),
                session.sessionType(),
                session.startDate(),
                session.endDate(),
                session.schoolYear(),
                session.parentSourceId());
    }

    private @Nullable ByteBuffer sealIfThere(String sourceId, String field, @Nullable String value) {
        return value == null ? null : seal(sourceId, field, value);
    }

    private ByteBuffer seal(String sourceId, String field, String value) {
        return ByteBuffer.wrap(cipher.seal(businessId, sourceId, field, value));
    }
}
