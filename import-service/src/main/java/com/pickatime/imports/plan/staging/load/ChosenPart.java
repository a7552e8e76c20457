package com.pickatime.imports.plan.staging.load;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.staging.row.RoleBits;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;

/**
 * Leaves of the staged rows those that a business chose: the others are as if the source did not have them, and are noted in the
 * table {@code outside}. Of people who stay, the roles go that were not chosen (table {@code narrowed}), and of staff the
 * addresses of other domains (table {@code foreign_address}).
 */
final class ChosenPart {

    private static final String ORG = RecordType.ORG.name();
    private static final String SESSION = RecordType.ACADEMIC_SESSION.name();

    private static final int ALL_ROLES = RoleBits.mask(PersonRole.values());

    private static final String TABLES = """
            CREATE TABLE chosen (type VARCHAR, id UUID, place INTEGER);
            CREATE TABLE chosen_domain (id UUID);
            CREATE TABLE outside AS SELECT seq, type, id FROM staged LIMIT 0;
            CREATE TABLE narrowed AS SELECT id FROM staged LIMIT 0;
            CREATE TABLE foreign_address AS SELECT seq FROM staged LIMIT 0;
            """;

    /** What is below a chosen one belongs to it; what is above says where it belongs, and stays too. */
    private static final String PLACES = """
            CREATE TABLE place AS
              SELECT type, id, refs[1] AS parent FROM staged WHERE type IN (SELECT type FROM chosen);
            CREATE TABLE within AS
              WITH RECURSIVE below AS (
                SELECT type, id FROM chosen
                UNION SELECT p.type, p.id FROM place p JOIN below b ON b.id = p.parent AND b.type = p.type)
              SELECT type, id FROM below;
            CREATE TABLE around AS
              WITH RECURSIVE above AS (
                SELECT type, id FROM chosen
                UNION SELECT p.type, p.parent FROM place p JOIN above a ON a.id = p.id AND a.type = p.type
                  WHERE p.parent IS NOT NULL)
              SELECT type, id FROM above UNION SELECT type, id FROM within;
            INSERT INTO outside
              SELECT p.seq, p.type, p.id
              FROM (SELECT seq, type, id FROM staged WHERE type IN (SELECT type FROM chosen)) p
              ANTI JOIN around a ON a.id = p.id AND a.type = p.type;
            INSERT INTO outside
              SELECT seq, type, id FROM staged
              WHERE type = 'COURSE' AND refs[1] IN (SELECT id FROM outside WHERE type = 'ORG');
            """;

    private static final String CLASSES_OF_SCHOOLS = """
            INSERT INTO outside
              SELECT c.seq, c.type, c.id FROM (SELECT seq, type, id, orgs[1] AS org FROM staged WHERE type = 'CLASS') c
              ANTI JOIN (SELECT id FROM within WHERE type = 'ORG') w ON w.id = c.org;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM outside);
            """;

    private static final String CLASSES_OF_TERMS = """
            INSERT INTO outside
              SELECT c.seq, c.type, c.id FROM (SELECT seq, type, id FROM staged WHERE type = 'CLASS') c
              ANTI JOIN (
                SELECT s.seq FROM (SELECT seq, unnest(refs) AS term FROM staged WHERE type = 'CLASS') s
                SEMI JOIN (SELECT id FROM around WHERE type = 'ACADEMIC_SESSION') a ON a.id = s.term) t ON t.seq = c.seq;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM outside);
            """;

    /**
     * Parents whose children the roster names belong where those do: the organisations in their own rows are often all of a
     * district. A child whose row could not be read is kept, so that its parents stay too.
     */
    private static final String PEOPLE_OF_SCHOOLS = """
            CREATE TABLE belonging AS
              SELECT p.id FROM (SELECT id, unnest(orgs) AS org FROM staged WHERE type = 'PERSON') p
              SEMI JOIN (SELECT id FROM within WHERE type = 'ORG') w ON w.id = p.org
              UNION
              SELECT e.user_id FROM (SELECT class_id, user_id FROM staged WHERE type = 'ENROLLMENT') e
              SEMI JOIN (SELECT id FROM present WHERE type = 'CLASS') c ON c.id = e.class_id
              UNION
              SELECT id FROM kept WHERE type = 'PERSON';
            CREATE TABLE parent AS
              SELECT r.id, bool_or(b.id IS NOT NULL) AS belongs
              FROM (
                SELECT CASE WHEN (roles & %1$d) <> 0 THEN agent ELSE id END AS id,
                  CASE WHEN (roles & %1$d) <> 0 THEN id ELSE agent END AS child
                FROM (SELECT id, roles, unnest(agents) AS agent FROM staged WHERE type = 'PERSON')) r
              SEMI JOIN (
                SELECT id FROM staged WHERE type = 'PERSON' AND (roles & %1$d) <> 0
                UNION ALL SELECT id FROM kept WHERE type = 'PERSON') s ON s.id = r.child
              LEFT JOIN belonging b ON b.id = r.child
              GROUP BY r.id;
            INSERT INTO outside
              SELECT p.seq, p.type, p.id FROM (SELECT seq, type, id, roles FROM staged WHERE type = 'PERSON') p
              LEFT JOIN belonging b ON b.id = p.id
              LEFT JOIN (SELECT id, belongs FROM parent) c ON c.id = p.id AND (p.roles & %2$d) <> 0
              WHERE NOT coalesce(c.belongs, false)
                AND (b.id IS NULL OR (c.id IS NOT NULL AND (p.roles & ~%2$d) = 0));
            """.formatted(RoleBits.STUDENT, RoleBits.PARENT_LIKE);

    private static final String PEOPLE_OF_ROLES = """
            INSERT INTO outside
              SELECT seq, type, id FROM staged
              WHERE type = 'PERSON' AND (roles & %d) = 0 AND seq NOT IN (SELECT seq FROM outside);
            """;

    private static final String WHAT_BELONGS_TO_THEM = """
            INSERT INTO outside
              SELECT seq, type, id FROM staged
              WHERE type = 'ENROLLMENT' AND (
                class_id IN (SELECT id FROM outside WHERE type = 'CLASS')
                OR user_id IN (SELECT id FROM outside WHERE type = 'PERSON'));
            INSERT INTO outside
              SELECT seq, type, id FROM staged
              WHERE type = 'DEMOGRAPHICS' AND id IN (SELECT id FROM outside WHERE type = 'PERSON');
            DELETE FROM staged WHERE seq IN (SELECT seq FROM outside);
            """;

    private static final String TO_BE_REWRITTEN = """
            INSERT INTO narrowed SELECT id FROM staged WHERE type = 'PERSON' AND (roles & ~%1$d) <> 0;
            INSERT INTO foreign_address
              SELECT seq FROM staged
              WHERE type = 'PERSON' AND (roles & %1$d & %2$d) <> 0 AND domain IS NOT NULL
                AND EXISTS (FROM chosen_domain) AND domain NOT IN (SELECT id FROM chosen_domain);
            CREATE TABLE rewritten AS SELECT * FROM staged LIMIT 0;
            """;

    private static final String REWRITABLE = """
            SELECT p.seq, p.sealed, p.modified, p.position, f.seq IS NOT NULL
            FROM (SELECT seq, sealed, modified, position, roles FROM staged WHERE type = 'PERSON') p
            LEFT JOIN foreign_address f ON f.seq = p.seq
            WHERE f.seq IS NOT NULL OR (p.roles & ~%d) <> 0
            """;

    private static final String TAKE_REWRITTEN = """
            DELETE FROM staged
              WHERE type = 'PERSON' AND ((roles & ~%d) <> 0 OR seq IN (SELECT seq FROM foreign_address));
            INSERT INTO staged SELECT * FROM rewritten;
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final Loader loader;
    private final RosterChoice choice;

    ChosenPart(StagingDatabase database, RowCrypto crypto, Loader loader, RosterChoice choice) {
        this.database = database;
        this.crypto = crypto;
        this.loader = loader;
        this.choice = choice;
    }

    /** @throws NothingLeftException if nobody is left, or of all classes none */
    void leaveOutTheRest() {
        database.run(TABLES);
        note();
        if (choice.schools().isEmpty()
                && choice.terms().isEmpty()
                && choice.roles().isEmpty()) {
            rewrite(ALL_ROLES);
            return;
        }
        long people = present(RecordType.PERSON);
        database.run(PLACES);
        if (!choice.schools().isEmpty()) {
            database.run(CLASSES_OF_SCHOOLS);
        }
        if (!choice.terms().isEmpty()) {
            long classes = present(RecordType.CLASS);
            database.run(CLASSES_OF_TERMS);
            requireLeft(RecordType.CLASS, classes, "None of the roster's %,d classes is in the chosen terms.");
        }
        if (!choice.schools().isEmpty()) {
            database.run(PEOPLE_OF_SCHOOLS);
        }
        int roles = choice.roles().isEmpty()
                ? ALL_ROLES
                : RoleBits.mask(choice.roles().toArray(PersonRole[]::new));
        database.run(PEOPLE_OF_ROLES.formatted(roles));
        database.run(WHAT_BELONGS_TO_THEM);
        requireLeft(
                RecordType.PERSON,
                people,
                "None of the roster's %,d people belongs to the schools and roles chosen for the import.");
        rewrite(roles);
    }

    private void note() {
        database.append("chosen", appender -> {
            note(appender, ORG, choice.schools());
            note(appender, SESSION, choice.terms());
        });
        database.append("chosen_domain", appender -> {
            for (var domain : choice.staffEmailDomains()) {
                appender.beginRow();
                appender.append(crypto.pseudonym(domain.toLowerCase(Locale.ROOT)));
                appender.endRow();
            }
        });
    }

    private void note(DuckDBAppender appender, String type, List<String> sourceIds) throws SQLException {
        for (int i = 0; i < sourceIds.size(); i++) {
            appender.beginRow();
            appender.append(type);
            appender.append(crypto.pseudonym(sourceIds.get(i)));
            appender.append(i);
            appender.endRow();
        }
    }

    private long present(RecordType type) {
        return database.count("SELECT count(*) FROM present WHERE type = '" + type + "'");
    }

    private void requireLeft(RecordType type, long before, String otherwise) {
        if (before > 0 && present(type) == 0) {
            throw new NothingLeftException(String.format(Locale.ENGLISH, otherwise, before));
        }
    }

    /** A row is sealed and hashed as a whole, so that one that loses something is written anew. */
    private void rewrite(int roles) {
        database.run(TO_BE_REWRITTEN.formatted(roles, RoleBits.STAFF));
        var left = EnumSet.allOf(PersonRole.class);
        left.removeIf(role -> (RoleBits.mask(role) & roles) == 0);
        database.append(
                "rewritten",
                rewritten -> database.each(REWRITABLE.formatted(roles), row -> {
                    var person = crypto.open(RecordType.PERSON, row.getLong(1), row.getBytes(2))
                            .withRoles(left);
                    loader.row(
                            rewritten,
                            new RowVersion(
                                    row.getBoolean(5) ? person.withoutEmail() : person,
                                    row.getObject(3) == null ? null : Instant.ofEpochMilli(row.getLong(3)),
                                    row.getString(4),
                                    null));
                }));
        database.run(TAKE_REWRITTEN.formatted(roles));
    }
}
