package com.pickatime.imports.source.reading;

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
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.RowVersion;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one OneRoster record, of version 1.0, 1.1 or 1.2, as a row.
 *
 * <p>A field that a row can do without costs the field, not the row, when it cannot be read; {@link #warnings} counts them.
 * Passwords, telephone numbers and every field not named here are never looked at.
 */
public final class RowReader {

    /** No student is older, and nobody else has a security value. */
    private static final int OLDEST = 100;

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

    private final LocalDate today;
    private final Losses losses = Losses.none();

    public RowReader(Clock clock) {
        today = LocalDate.now(clock);
    }

    /** Reads records of one type. */
    public RecordBatch batch(RecordType type) {
        return new RecordBatch(this, type);
    }

    /** About the fields that were left blank so far. */
    public List<Warning> warnings() {
        return losses.warnings();
    }

    /** Whether a role that ends then does not count any more; it counts while it has no end, or none that can be read. */
    public boolean isOver(SourceRecord role) {
        var end = new Fields(role, Losses.none()).optionalDate("endDate");
        return !isActive(role) || (end != null && end.isBefore(today));
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
        var fields = new Fields(source, losses.of(type));
        var row = row(type, source, fields);
        if (row == null) {
            return null;
        }
        var version = new RowVersion(row, fields.modifiedAt());
        return row instanceof DemographicsRow demographics ? doubted(version, demographics.birthDate()) : version;
    }

    /** A parent proves with it whose child this is: one that no student can have is none. */
    private RowVersion doubted(RowVersion version, LocalDate birthDate) {
        boolean possible = !birthDate.isAfter(today) && birthDate.isAfter(today.minusYears(OLDEST));
        return possible ? version : version.doubted("is a date on which no student can have been born");
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

    private @Nullable RosterRow row(RecordType type, SourceRecord source, Fields fields) {
        return switch (type) {
            case ORG -> org(source, fields);
            case ACADEMIC_SESSION -> academicSession(source, fields);
            case COURSE -> course(source, fields);
            case CLASS -> classSection(source, fields);
            case ENROLLMENT -> enrollment(source, fields);
            case PERSON -> person(source, fields);
            case DEMOGRAPHICS -> demographics(fields);
            case UNKNOWN, BARRIER -> throw new IllegalArgumentException(type + " is no type of a roster");
        };
    }

    private static OrgRow org(SourceRecord source, Fields fields) {
        return new OrgRow(
                fields.sourceId(),
                fields.required("name"),
                fields.required("type"),
                fields.optional("identifier"),
                source.reference("parent"));
    }

    private static AcademicSessionRow academicSession(SourceRecord source, Fields fields) {
        return new AcademicSessionRow(
                fields.sourceId(),
                fields.required("title"),
                fields.required("type"),
                fields.optionalDate("startDate"),
                fields.optionalDate("endDate"),
                fields.optional("schoolYear"),
                source.reference("parent"));
    }

    private static CourseRow course(SourceRecord source, Fields fields) {
        return new CourseRow(
                fields.sourceId(),
                fields.required("title"),
                fields.optional("courseCode"),
                source.reference("schoolYear"),
                source.reference("org"));
    }

    private static ClassRow classSection(SourceRecord source, Fields fields) {
        return new ClassRow(
                fields.sourceId(),
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

    private static EnrollmentRow enrollment(SourceRecord source, Fields fields) {
        var role = ENROLLMENT_ROLES.get(fields.required("role").toLowerCase(Locale.ROOT));
        if (role == null) {
            throw new UnreadableRowException("role", "is no role that a class knows");
        }
        return new EnrollmentRow(
                fields.sourceId(),
                fields.requiredReference("class"),
                fields.requiredReference("user"),
                source.reference("school"),
                role,
                fields.flag("primary", false),
                fields.optionalDate("beginDate"),
                fields.optionalDate("endDate"));
    }

    private PersonRow person(SourceRecord source, Fields fields) {
        var sourceId = fields.sourceId();
        var givenName = fields.name("givenName");
        var familyName = fields.name("familyName");
        if (givenName.isEmpty() && familyName.isEmpty()) {
            throw new UnreadableRowException("familyName", "and givenName are both missing");
        }
        return new PersonRow(
                sourceId,
                usableRoles(source.roles(this)),
                givenName,
                familyName,
                fields.optional("middleName"),
                fields.optional("identifier"),
                fields.email("email"),
                fields.optional("username"),
                source.orgs(this),
                fields.optionals("grades"),
                source.references("agents"),
                fields.flag("enabledUser", true));
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

    private static @Nullable DemographicsRow demographics(Fields fields) {
        var sourceId = fields.sourceId();
        if (Dates.isFiller(Objects.requireNonNullElse(fields.optional("birthDate"), ""))) {
            throw new UnreadableRowException("birthDate", "only fills the place of a date");
        }
        var birthDate = fields.date("birthDate");
        return birthDate == null ? null : new DemographicsRow(sourceId, birthDate);
    }
}
