package com.pickatime.contacts.reading;

import com.pickatime.contacts.store.RosterContent;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterRecord;
import org.springframework.stereotype.Component;

/**
 * What a record's payload says, as the store keeps it.
 *
 * <p>Whoever changes what is kept of a record raises {@link com.pickatime.contacts.store.Projection#CURRENT}.
 */
@Component
final class Payloads {

    private final PersonFields people;
    private final BirthDates birthDates;

    Payloads(PersonFields people, BirthDates birthDates) {
        this.people = people;
        this.birthDates = birthDates;
    }

    RosterContent of(RosterRecord record) {
        var hash = record.getContentHash();
        if (hash == null) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
        var content = new FieldCollector();
        switch (record.getType()) {
            case ORG -> org(content, payload(record, RosterOrg.class));
            case ACADEMIC_SESSION -> session(content, payload(record, RosterAcademicSession.class));
            case COURSE -> course(content, payload(record, RosterCourse.class));
            case CLASS -> schoolClass(content, payload(record, RosterClass.class));
            case ENROLLMENT -> enrollment(content, payload(record, RosterEnrollment.class));
            case PERSON -> people.add(content, record);
            case DEMOGRAPHICS -> birthDates.add(content, record, payload(record, RosterDemographics.class));
            case UNKNOWN, BARRIER -> throw new RefusedException(RefusalReason.UNKNOWN_TYPE);
        }
        return new RosterContent(hash.bytes(), content.document());
    }

    static <T> T payload(RosterRecord record, Class<T> type) {
        if (!type.isInstance(record.getPayload())) {
            throw new RefusedException(RefusalReason.WRONG_PAYLOAD);
        }
        return type.cast(record.getPayload());
    }

    private static void org(FieldCollector content, RosterOrg org) {
        content.text(RosterFields.NAME, org.getName())
                .text(RosterFields.TYPE, org.getType())
                .text(RosterFields.IDENTIFIER, org.getIdentifier())
                .text(RosterFields.PARENT, org.getParentSourceId());
    }

    private static void session(FieldCollector content, RosterAcademicSession session) {
        content.text(RosterFields.TITLE, session.getTitle())
                .text(RosterFields.TYPE, session.getType())
                .date(RosterFields.START, session.getStartDate())
                .date(RosterFields.END, session.getEndDate())
                .text(RosterFields.SCHOOL_YEAR, session.getSchoolYear())
                .text(RosterFields.PARENT, session.getParentSourceId());
    }

    private static void course(FieldCollector content, RosterCourse course) {
        content.text(RosterFields.TITLE, course.getTitle())
                .text(RosterFields.CODE, course.getCourseCode())
                .text(RosterFields.SCHOOL_YEAR, course.getSchoolYearSourceId())
                .text(RosterFields.ORG, course.getOrgSourceId());
    }

    private static void schoolClass(FieldCollector content, RosterClass schoolClass) {
        content.text(RosterFields.TITLE, schoolClass.getTitle())
                .text(RosterFields.CODE, schoolClass.getClassCode())
                .text(RosterFields.TYPE, schoolClass.getClassType())
                .text(RosterFields.LOCATION, schoolClass.getLocation())
                .text(RosterFields.COURSE, schoolClass.getCourseSourceId())
                .text(RosterFields.SCHOOL, schoolClass.getSchoolSourceId())
                .texts(RosterFields.TERMS, schoolClass.getTermSourceIds())
                .texts(RosterFields.GRADES, schoolClass.getGrades())
                .texts(RosterFields.SUBJECTS, schoolClass.getSubjects())
                .texts(RosterFields.PERIODS, schoolClass.getPeriods());
    }

    private static void enrollment(FieldCollector content, RosterEnrollment enrollment) {
        content.required(RosterFields.CLASS, enrollment.getClassSourceId())
                .required(RosterFields.USER, enrollment.getUserSourceId())
                .text(RosterFields.SCHOOL, enrollment.getSchoolSourceId())
                .text(RosterFields.ROLE, enrollment.getRole().name())
                .flag(RosterFields.PRIMARY, enrollment.getPrimary())
                .date(RosterFields.BEGIN, enrollment.getBeginDate())
                .date(RosterFields.END, enrollment.getEndDate());
    }
}
