package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.TypeNames;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.row.RoleBits;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a school would like to know about the roster: its size, and what is missing from it. */
final class Findings {

    private static final String PERSONS = """
            SELECT count(*) FROM (
              SELECT type, roles FROM staged UNION ALL SELECT type, roles FROM kept)
            WHERE type = 'PERSON' AND (roles & %d) <> 0
            """;

    private static final String WITHOUT_BIRTH_DATE = """
            SELECT count(*) FROM (
              SELECT id FROM (SELECT id, type, roles FROM staged UNION ALL SELECT id, type, roles FROM kept)
              WHERE type = 'PERSON' AND (roles & %d) <> 0) s
            ANTI JOIN (SELECT id FROM desired WHERE type = 'DEMOGRAPHICS') d ON d.id = s.id
            """.formatted(RoleBits.STUDENT);

    private static final String KEPT_WITHOUT_ROLE = "SELECT count(*) FROM kept WHERE type = 'PERSON' AND roles = 0";

    private static final String KEPT_ENROLLMENTS = "SELECT count(*) FROM kept WHERE type = 'ENROLLMENT'";

    private static final String PARENTS_WITHOUT_EMAIL = """
            SELECT count(*) FROM staged WHERE type = 'PERSON' AND (roles & %d) <> 0 AND email IS NULL
            """.formatted(RoleBits.PARENT_LIKE);

    /** Rows that point at others come last: there are more of them than of those which they were refused with. */
    private static final String COMMONEST_REFUSAL = """
            SELECT type, field, reason, count(*), max(count(*)) OVER () FROM refusal GROUP BY type, field, reason
            ORDER BY reason IN ('is not in the roster', 'is nobody''s in the roster'), count(*) DESC, type, field, reason
            LIMIT 1
            """;

    private static final String CLASS_ROSTERS = """
            SELECT count(*) FROM (
              SELECT DISTINCT class_id, user_id FROM staged WHERE type = 'ENROLLMENT' AND (roles & %d) <> 0)
            """.formatted(RoleBits.TEACHER);

    private static final String RELATIONSHIPS = """
            SELECT count(*) FROM (
              SELECT DISTINCT
                CASE WHEN by_student THEN agent ELSE id END AS parent,
                CASE WHEN by_student THEN id ELSE agent END AS student
              FROM claim WHERE outcome = 'HOLDS')
            """;

    private static final String NOT_ALLOWED = """
            SELECT count(*) FROM (
              SELECT DISTINCT least(id, agent), greatest(id, agent) FROM claim WHERE outcome = 'NOT_ALLOWED')
            """;

    private static final String SHARED_EMAIL = """
            SELECT coalesce(sum(people), 0) FROM (
              SELECT count(*) AS people FROM staged
              WHERE type = 'PERSON' AND email IS NOT NULL GROUP BY email HAVING count(*) > 1)
            """;

    private static final String UNKNOWN_ORGS = """
            SELECT count(*) FROM (SELECT DISTINCT unnest(orgs) AS org FROM staged WHERE type = 'PERSON') u
            ANTI JOIN (SELECT id FROM present WHERE type = 'ORG') o ON o.id = u.org
            ANTI JOIN (SELECT id FROM outside WHERE type = 'ORG') x ON x.id = u.org
            """;

    private static final String NOT_IN_THE_ROSTER = """
            SELECT c.place FROM (SELECT * FROM chosen WHERE type = '%1$s' AND type NOT IN (SELECT type FROM silent)) c
            ANTI JOIN (SELECT id FROM present WHERE type = '%1$s') p ON p.id = c.id
            ORDER BY c.place
            """;

    private static final String OUTSIDE = "SELECT type, count(*) FROM outside GROUP BY type";

    /** So many are named of what was chosen and is not there. */
    private static final int NAMED = 10;

    private final StagingDatabase database;
    private final RosterChoice choice;

    Findings(StagingDatabase database, RosterChoice choice) {
        this.database = database;
        this.choice = choice;
    }

    RosterFacts facts() {
        return new RosterFacts(
                database.count(PERSONS.formatted(RoleBits.STUDENT)),
                database.count(PERSONS.formatted(RoleBits.TEACHER)),
                database.count(PERSONS.formatted(RoleBits.PARENT_LIKE)),
                database.count("SELECT count(*) FROM desired WHERE type = 'PERSON'"),
                database.count(CLASS_ROSTERS),
                database.count(RELATIONSHIPS),
                database.count(WITHOUT_BIRTH_DATE),
                database.count(KEPT_WITHOUT_ROLE),
                database.count(KEPT_ENROLLMENTS));
    }

    List<Warning> warnings() {
        var warnings = new ArrayList<Warning>();
        warn(
                warnings,
                "UNRESOLVED_AGENTS",
                "SELECT count(DISTINCT agent) FROM claim WHERE outcome = 'UNKNOWN'",
                "Students name these parents, or parents these students, but the roster does not hold them.");
        warn(
                warnings,
                "AGENTS_NOT_A_PARENT_AND_STUDENT",
                "SELECT count(*) FROM claim WHERE outcome = 'OTHER'",
                "These relationships do not link a parent, guardian or relative to a student, and were left out.");
        warn(
                warnings,
                "RELATION_NOT_ALLOWED",
                NOT_ALLOWED,
                "Of these relationships the parent's side has none of the roles that may be linked to a student by the import"
                        + " options of this business, and they were left out.");
        warn(
                warnings,
                "PARENT_WITHOUT_EMAIL",
                PARENTS_WITHOUT_EMAIL,
                "These parents have no e-mail address, so pickAtime cannot write to them. Add the addresses in your student"
                        + " information system; the next import brings them over.");
        warn(
                warnings,
                "SHARED_EMAIL",
                SHARED_EMAIL,
                "These people share an e-mail address with somebody else. They stay separate contacts; give each an address"
                        + " of their own in your student information system.");
        warn(
                warnings,
                "RECYCLED_IDS",
                "SELECT count(*) FROM recycled",
                "These people have a sourcedId that seems to have been given to somebody else: their name and their birth date"
                        + " changed at once. They stay as they were, in quarantine: nobody signs in as them, and no parent"
                        + " reaches them. Decide for each in the Admin UI under Quarantine whether it is the same person; the"
                        + " next import then brings them over.");
        warn(
                warnings,
                "LEFT_TO_A_FULL_IMPORT",
                "SELECT count(*) FROM undecided",
                "The name and the birth date of these people changed at once, as if their sourcedId had been given to somebody"
                        + " else. Changes alone do not show it for certain, so they stay as they were until the next full"
                        + " import.");
        warnAboutTheChoice(warnings);
        warnAboutWhatWasLeftOut(warnings);
        return warnings;
    }

    private void warnAboutTheChoice(List<Warning> warnings) {
        warnAboutUnknown(warnings, "CHOSEN_SCHOOLS_UNKNOWN", RecordType.ORG, choice.schools());
        warnAboutUnknown(warnings, "CHOSEN_TERMS_UNKNOWN", RecordType.ACADEMIC_SESSION, choice.terms());
        warn(
                warnings,
                "STAFF_EMAIL_OUTSIDE_DOMAINS",
                "SELECT count(*) FROM foreign_address",
                "These teachers and other staff have an e-mail address outside of the domains chosen for this business, and"
                        + " were imported without it.");
        warn(
                warnings,
                "DUPLICATE_IDENTIFIERS",
                "SELECT count(*) FROM shared_identifier",
                "These people share their identifier, which is the ID that people see, with somebody else of their kind. They stay"
                        + " separate contacts, but parents cannot name such a student by it. Give each an identifier of"
                        + " their own in your student information system; the refusals of this import list the rows.");
        if (choice.identifiersShown()) {
            warn(
                    warnings,
                    "IDENTIFIER_MISSING",
                    "SELECT count(*) FROM staged WHERE type = 'PERSON' AND identifier IS NULL",
                    "These people have no identifier, so that their sourcedId is the ID that people see. Add the identifiers"
                            + " in your student information system; the next import brings them over.");
        }
        var outside = new EnumMap<RecordType, Long>(RecordType.class);
        database.each(OUTSIDE, row -> outside.put(RecordType.valueOf(row.getString(1)), row.getLong(2)));
        if (!outside.isEmpty()) {
            warnings.add(new Warning(
                    "OUTSIDE_THE_CHOICE",
                    outside.values().stream().mapToLong(Long::longValue).sum(),
                    Comparison.TYPES.stream()
                            .filter(outside::containsKey)
                            .map(type ->
                                    String.format(Locale.ENGLISH, "%,d %s", outside.get(type), TypeNames.plural(type)))
                            .collect(Collectors.joining(
                                    ", ",
                                    "These rows are outside of the schools, terms and roles chosen for this business, and"
                                            + " were left out: ",
                                    "."))));
        }
    }

    /** A source ID of a school or a term is nobody's. */
    private void warnAboutUnknown(List<Warning> warnings, String code, RecordType type, List<String> sourceIds) {
        var unknown = new ArrayList<String>();
        database.each(NOT_IN_THE_ROSTER.formatted(type), row -> unknown.add(sourceIds.get(row.getInt(1))));
        if (!unknown.isEmpty()) {
            warnings.add(new Warning(
                    code,
                    unknown.size(),
                    "These " + TypeNames.plural(type) + " are chosen in the import options of this business, but the"
                            + " roster does not hold them: "
                            + String.join(", ", unknown.subList(0, Math.min(unknown.size(), NAMED)))
                            + (unknown.size() > NAMED ? " and more" : "")
                            + ". Choose those that it has now."));
        }
    }

    private void warnAboutWhatWasLeftOut(List<Warning> warnings) {
        warn(
                warnings,
                "UNKNOWN_ORGS",
                UNKNOWN_ORGS,
                "Users name these organisations, but the roster does not hold them. The users were imported; check that"
                        + " every school is shared with pickAtime.");
        warn(
                warnings,
                "ENROLLMENTS_LEFT_OUT",
                "SELECT count(*) FROM dangling",
                "These enrollments name a class or a user that the roster does not hold, and were left out. The refusals of"
                        + " this import list them.");
        warn(
                warnings,
                "DEMOGRAPHICS_OF_UNKNOWN_PERSONS",
                "SELECT count(*) FROM stray",
                "These birth dates belong to nobody in the roster, and were left out.");
        warn(
                warnings,
                "DUPLICATE_SOURCE_IDS",
                "SELECT count(*) FROM duplicate WHERE seq NOT IN (SELECT seq FROM other_person)",
                "These rows repeat the sourcedId of another row of their kind; of each the row changed last was used. The"
                        + " refusals of this import list the others.");
        warn(
                warnings,
                "SOURCE_ID_OF_SEVERAL_PEOPLE",
                "SELECT count(*) FROM other_person",
                "These people have the sourcedId of somebody with another name, so they could not be imported beside them."
                        + " Often a spreadsheet has spoilt long numbers (1.23457E+14). Give each person a sourcedId of their own;"
                        + " the refusals of this import list the rows.");
        warn(
                warnings,
                "IMPLAUSIBLE_BIRTH_DATES",
                "SELECT count(*) FROM doubtful",
                "These birth dates only fill the field: no student can have them, or far too many share one. They count as"
                        + " missing, so that nobody can claim a child with them. Enter the real ones in your student"
                        + " information system; the refusals of this import list the rows.");
        warnAboutRefusals(warnings);
        warn(
                warnings,
                "KEPT_AS_BEFORE",
                "SELECT count(*) FROM kept WHERE unreadable",
                "Their rows could not be read, so pickAtime keeps what it holds of them. The refusals of this import say"
                        + " what is wrong with each row.");
        warn(
                warnings,
                "STUDENTS_WITHOUT_BIRTH_DATE",
                WITHOUT_BIRTH_DATE,
                "Parents cannot link to these students, for they have no birth date. Add it in your student information"
                        + " system, or share demographics with pickAtime.");
    }

    private void warnAboutRefusals(List<Warning> warnings) {
        long refused = database.count("SELECT count(*) FROM refusal");
        if (refused > 0) {
            database.each(
                    COMMONEST_REFUSAL,
                    row -> warnings.add(new Warning(
                            "REFUSED_ROWS",
                            refused,
                            String.format(
                                    Locale.ENGLISH,
                                    "These rows were refused or left out. %s: %s of %s %s. The refusals of"
                                            + " this import list the rows.",
                                    howOften(row.getLong(4), row.getLong(5)),
                                    row.getString(2),
                                    TypeNames.plural(RecordType.valueOf(row.getString(1))),
                                    row.getString(3)))));
        }
    }

    private static String howOften(long times, long most) {
        return times == 1
                ? "One of them"
                : String.format(
                        Locale.ENGLISH,
                        times == most
                                ? "Most often, %,d times"
                                : "Apart from rows that only point at such rows, most often, %,d times",
                        times);
    }

    private void warn(List<Warning> warnings, String code, String query, String message) {
        long count = database.count(query);
        if (count > 0) {
            warnings.add(new Warning(code, count, message));
        }
    }
}
