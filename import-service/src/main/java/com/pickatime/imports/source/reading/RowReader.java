package com.pickatime.imports.source.reading;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.roster.Warning;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one OneRoster record, of version 1.0, 1.1 or 1.2, as a row.
 *
 * <p>A field that a row can do without costs the field, not the row, when it cannot be read; {@link #warnings} counts them.
 * Passwords, telephone numbers and every field not named here are never looked at.
 */
public final class RowReader {

    /** In years; no student is older, and nobody else has a security value. */
    private static final int OLDEST = 100;

    /** In years; forms suggest today, and keep the day on which they were filled in. */
    private static final int YOUNGEST = 1;

    /** Where most computers begin to count, and the same moment west of Greenwich: far more often a 0 than a birth. */
    private static final Set<LocalDate> EPOCH = Set.of(LocalDate.EPOCH, LocalDate.EPOCH.minusDays(1));

    /** Roles of OneRoster 1.1 and 1.2; whoever runs a school or district is an administrator, whoever helps an aide. */
    private static final Map<String, PersonRole> PERSON_ROLES = Map.ofEntries(
            Map.entry("student", PersonRole.STUDENT),
            Map.entry("teacher", PersonRole.TEACHER),
            Map.entry("parent", PersonRole.PARENT),
            Map.entry("guardian", PersonRole.GUARDIAN),
            Map.entry("relative", PersonRole.RELATIVE),
            Map.entry("administrator", PersonRole.ADMINISTRATOR),
            Map.entry("districtadministrator", PersonRole.ADMINISTRATOR),
            Map.entry("siteadministrator", PersonRole.ADMINISTRATOR),
            Map.entry("systemadministrator", PersonRole.ADMINISTRATOR),
            Map.entry("principal", PersonRole.ADMINISTRATOR),
            Map.entry("aide", PersonRole.AIDE),
            Map.entry("counselor", PersonRole.AIDE),
            Map.entry("proctor", PersonRole.PROCTOR));

    private static final Map<String, EnrollmentRole> ENROLLMENT_ROLES = Map.of(
            "student", EnrollmentRole.STUDENT,
            "teacher", EnrollmentRole.TEACHER,
            "administrator", EnrollmentRole.ADMINISTRATOR,
            "proctor", EnrollmentRole.PROCTOR,
            "aide", EnrollmentRole.AIDE);

    /** As JSON and as files of OneRoster 1.2 call it; 1.1 has no field of its own for it. */
    private static final String[] PREFERRED_NAMES = {
        "preferredFirstName", "preferredGivenName", "metadata.preferredName", "metadata.preferredFirstName"
    };

    private final LocalDate today;
    private final BlankedFields blanked = BlankedFields.none();
    private volatile LocalDate sameUntil;

    public RowReader(Clock clock) {
        today = LocalDate.now(clock);
        sameUntil = today.plusYears(1);
    }

    /** Reads records of one type. */
    public RecordBatch batch(RecordType type) {
        return new RecordBatch(this, type);
    }

    /** About the fields that were left blank so far. */
    public List<Warning> warnings() {
        return blanked.warnings();
    }

    /** The first day on which what was read so far may have to be read otherwise, though it says the same. */
    public LocalDate sameUntil() {
        return sameUntil;
    }

    /** Whether a day is over; on the next one it is. */
    private boolean isOver(LocalDate day) {
        boolean over = day.isBefore(today);
        if (!over) {
            changesOn(day.plusDays(1));
        }
        return over;
    }

    private void changesOn(LocalDate day) {
        var next = day.isAfter(today) ? day : today.plusDays(1);
        if (next.isBefore(sameUntil)) {
            synchronized (this) {
                sameUntil = next.isBefore(sameUntil) ? next : sameUntil;
            }
        }
    }

    /**
     * Whether a role that ends then does not count any more; it counts while it has no end, or none that can be read.
     *
     * @throws UnreadableRowException when its status is none
     */
    public boolean isOver(SourceRecord role) {
        var end = new FieldReader(role, BlankedFields.none()).optionalDate("endDate");
        return !isActive(role) || (end != null && isOver(end));
    }

    /** Whether a role of a person counts, one of many: it does not where its status is none, which costs the role and not the person. */
    public boolean isStanding(SourceRecord role) {
        try {
            return !isOver(role);
        } catch (UnreadableRowException e) {
            blanked.of(RecordType.PERSON).count("roles", "have a " + e.field() + " that " + e.reason());
            return false;
        }
    }

    /**
     * The row, or null when the record is there to say that nothing is: it is to be deleted, or it is a birth date left
     * blank.
     *
     * @throws UnreadableRowException when the record is bad
     */
    @Nullable
    RowVersion read(RecordType type, SourceRecord source) {
        if (!isActive(source)) {
            return null;
        }
        var fields = new FieldReader(source, blanked.of(type));
        var sourceId = fields.sourceId();
        if (type == RecordType.DEMOGRAPHICS) {
            return demographics(sourceId, fields);
        }
        return new RowVersion(new RosterRow(type, sourceId, payload(type, source, fields)), fields.modifiedAt());
    }

    /** A parent proves with a birth date whose child this is: one that no student can have is none. */
    private @Nullable RowVersion demographics(String sourceId, FieldReader fields) {
        if (Dates.isFiller(Objects.requireNonNullElse(fields.optional("birthDate"), ""))) {
            throw new UnreadableRowException("birthDate", "only fills the place of a date");
        }
        var birthDate = fields.date("birthDate");
        if (birthDate == null) {
            return null;
        }
        var payload = new RosterDemographics(RosterRow.clear(birthDate.toString()));
        var version = new RowVersion(new RosterRow(RecordType.DEMOGRAPHICS, sourceId, payload), fields.modifiedAt());
        if (EPOCH.contains(birthDate)) {
            return version.doubted("is the date that computers write for none");
        }
        boolean bigEnough = birthDate.isBefore(today.minusYears(YOUNGEST));
        boolean possible = bigEnough && birthDate.isAfter(today.minusYears(OLDEST));
        if (possible || !bigEnough) {
            changesOn(birthDate.plusYears(possible ? OLDEST : YOUNGEST));
        }
        return possible ? version : version.doubted("is a date on which no student can have been born");
    }

    /** Whether it is there to say that what it is about is no more. */
    static boolean isWithdrawn(SourceRecord source) {
        return !isActive(source);
    }

    /** Servers ignore filters, and exports keep what was deleted: so the status is looked at here, always. */
    private static boolean isActive(SourceRecord source) {
        var status = source.text("status");
        if (status == null || NullWords.isNothing(status)) {
            return true;
        }
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "active" -> true;
            case "tobedeleted", "inactive" -> false;
            default -> throw new UnreadableRowException("status", "is neither active nor tobedeleted");
        };
    }

    private SpecificRecord payload(RecordType type, SourceRecord source, FieldReader fields) {
        return switch (type) {
            case ORG -> org(source, fields);
            case ACADEMIC_SESSION -> academicSession(source, fields);
            case COURSE -> course(source, fields);
            case CLASS -> classSection(source, fields);
            case ENROLLMENT -> enrollment(source, fields);
            case PERSON -> person(source, fields);
            case DEMOGRAPHICS, UNKNOWN, BARRIER -> throw new IllegalArgumentException(type + " is read otherwise");
        };
    }

    private static RosterOrg org(SourceRecord source, FieldReader fields) {
        return new RosterOrg(
                fields.required("name"),
                fields.required("type"),
                fields.optional("identifier"),
                source.reference("parent"));
    }

    private static RosterAcademicSession academicSession(SourceRecord source, FieldReader fields) {
        return new RosterAcademicSession(
                fields.required("title"),
                fields.required("type"),
                fields.optionalDate("startDate"),
                fields.optionalDate("endDate"),
                fields.optional("schoolYear"),
                source.reference("parent"));
    }

    private static RosterCourse course(SourceRecord source, FieldReader fields) {
        return new RosterCourse(
                fields.required("title"),
                fields.optional("courseCode"),
                source.reference("schoolYear"),
                source.reference("org"));
    }

    private static RosterClass classSection(SourceRecord source, FieldReader fields) {
        return new RosterClass(
                fields.required("title"),
                fields.optional("classCode"),
                fields.optional("classType"),
                fields.optional("location"),
                source.reference("course"),
                source.reference("school"),
                source.references("terms"),
                fields.optionals("grades"),
                fields.optionals("subjects"),
                fields.optionals("periods"));
    }

    private static RosterEnrollment enrollment(SourceRecord source, FieldReader fields) {
        var role = ENROLLMENT_ROLES.get(fields.required("role").toLowerCase(Locale.ROOT));
        if (role == null) {
            throw new UnreadableRowException("role", "is no role that a class knows");
        }
        return new RosterEnrollment(
                fields.requiredReference("class"),
                fields.requiredReference("user"),
                source.reference("school"),
                role,
                fields.flag("primary", false),
                fields.optionalDate("beginDate"),
                fields.optionalDate("endDate"));
    }

    private RosterPerson person(SourceRecord source, FieldReader fields) {
        var givenName = fields.name("givenName");
        var familyName = fields.name("familyName");
        if (givenName.isEmpty() && familyName.isEmpty()) {
            throw new UnreadableRowException("familyName", "and givenName are both missing");
        }
        return RosterPerson.newBuilder()
                .setRoles(usableRoles(source.roles(this)))
                .setGivenName(givenName)
                .setFamilyName(familyName)
                .setMiddleName(fields.optional("middleName"))
                .setPreferredName(fields.optionalOf(PREFERRED_NAMES))
                .setIdentifier(fields.optional("identifier"))
                .setEmailCiphertext(clear(fields.email("email")))
                .setUsernameCiphertext(clear(fields.optional("username")))
                .setOrgSourceIds(source.orgs(this))
                .setGrades(fields.optionals("grades"))
                .setAgentSourceIds(source.references("agents"))
                .setEnabled(fields.flag("enabledUser", true))
                .build();
    }

    /** What the publisher seals. */
    private static @Nullable ByteBuffer clear(@Nullable String value) {
        return value == null ? null : RosterRow.clear(value);
    }

    private static List<PersonRole> usableRoles(List<String> names) {
        var roles = names.stream()
                .flatMap(name -> Stream.ofNullable(PERSON_ROLES.get(name.toLowerCase(Locale.ROOT))))
                .toList();
        if (roles.isEmpty()) {
            throw new UnreadableRowException(
                    "role", names.isEmpty() ? "is missing, or over" : "is no role that pickAtime knows");
        }
        return roles;
    }
}
