package com.pickatime.imports.staging;

import com.pickatime.imports.roster.PersonRow;
import com.pickatime.imports.staging.row.Hashes;
import com.pickatime.imports.staging.row.RowCodec;
import com.pickatime.imports.staging.row.RowSeal;
import com.pickatime.imports.staging.store.StagingDatabase;
import com.pickatime.platform.crypto.KeyedHash;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes out of all staged rows the roster that shall hold: table {@code desired}.
 *
 * <p>Of two rows with one source ID the one changed last stays, with the roles of both where they are one person's. What points nowhere is left out. What is held is kept as
 * it is where the source says nothing about it: a row that could not be read, a birth date left blank, a file left out.
 */
final class Resolution {

    private static final String PERSONS_GIVEN_AGAIN = """
            SELECT source_id, seq, sealed, modified, position FROM staged
            WHERE type = 'PERSON' AND source_id IN (
              SELECT source_id FROM staged WHERE type = 'PERSON' GROUP BY source_id HAVING count(*) > 1)
            ORDER BY source_id, modified DESC NULLS LAST, seq
            """;

    private static final String ONE_ROW_PER_SOURCE_ID = """
            CREATE TABLE duplicate AS
              SELECT seq FROM (
                SELECT seq, row_number() OVER (
                  PARTITION BY type, source_id ORDER BY modified DESC NULLS LAST, seq) AS place
                FROM staged
                WHERE (type, source_id) IN (
                  SELECT (type, source_id) FROM staged GROUP BY type, source_id HAVING count(*) > 1))
              WHERE place > 1;
            INSERT INTO refusal
              SELECT type, coalesce(position, lower(type)), source_id, 'sourcedId',
                CASE WHEN seq IN (SELECT seq FROM other_person)
                  THEN 'is that of a row with another name too; the row changed last was used'
                  ELSE 'is that of another row too; the row changed last was used' END, false
              FROM staged WHERE seq IN (SELECT seq FROM duplicate);
            DELETE FROM staged WHERE seq IN (SELECT seq FROM duplicate);
            """;

    /**
     * A birth date that can be nobody's, or that far more students share than chance gives (13 school years have some 4,745
     * days), is no security value. One that an earlier import took for one is not kept either.
     */
    private static final String BIRTH_DATES_ARE_REAL = """
            UPDATE staged SET doubt = 'is shared by more students than can have been born on one day'
              WHERE birth IN (
                SELECT birth FROM staged WHERE birth IS NOT NULL GROUP BY birth
                HAVING count(*) > greatest(10, 10 * (SELECT count(*) FROM staged WHERE birth IS NOT NULL) / 4745))
              AND doubt IS NULL;
            CREATE TABLE doubtful AS SELECT seq, source_id, hash FROM staged WHERE doubt IS NOT NULL;
            INSERT INTO refusal
              SELECT type, coalesce(position, lower(type)), source_id, 'birthDate', doubt, false
              FROM staged WHERE doubt IS NOT NULL;
            DELETE FROM staged WHERE doubt IS NOT NULL;
            """;

    private static final String UNREAD_IS_KEPT = """
            CREATE TABLE kept AS
              SELECT h.type, h.source_id, h.hash, NOT h.silent AS unreadable
              FROM (SELECT *, type IN (SELECT type FROM silent) AS silent FROM held WHERE type <> 'DEMOGRAPHICS') h
              WHERE (h.silent OR (h.type, h.source_id) IN (SELECT (type, source_id) FROM refusal WHERE unreadable))
                AND (h.type, h.source_id) NOT IN (SELECT (type, source_id) FROM staged);
            CREATE VIEW present AS
              SELECT type, source_id FROM staged UNION ALL SELECT type, source_id FROM kept;
            """;

    private static final String ENROLLMENTS_POINT_SOMEWHERE = """
            CREATE TABLE dangling AS
              SELECT e.seq, e.source_id, e.position, CASE WHEN c.source_id IS NULL THEN 'class' ELSE 'user' END AS field
              FROM (SELECT * FROM staged WHERE type = 'ENROLLMENT') e
              LEFT JOIN (SELECT source_id FROM present WHERE type = 'CLASS') c ON c.source_id = e.class_id
              LEFT JOIN (SELECT source_id FROM present WHERE type = 'PERSON') p ON p.source_id = e.user_id
              WHERE c.source_id IS NULL OR p.source_id IS NULL;
            INSERT INTO refusal
              SELECT 'ENROLLMENT', coalesce(position, 'enrollments'), source_id, field, 'is not in the roster', false FROM dangling;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM dangling);
            """;

    private static final String BIRTH_DATES_HAVE_A_PERSON = """
            CREATE TABLE stray AS
              SELECT seq FROM staged
              WHERE type = 'DEMOGRAPHICS' AND source_id NOT IN (SELECT source_id FROM present WHERE type = 'PERSON');
            INSERT INTO refusal
              SELECT type, coalesce(position, 'demographics'), source_id, 'sourcedId', 'is nobody''s in the roster', false
              FROM staged WHERE seq IN (SELECT seq FROM stray);
            DELETE FROM staged WHERE seq IN (SELECT seq FROM stray);
            INSERT INTO kept
              SELECT type, source_id, hash, false FROM held
              WHERE type = 'DEMOGRAPHICS'
                AND source_id IN (SELECT source_id FROM present WHERE type = 'PERSON')
                AND source_id NOT IN (SELECT source_id FROM staged WHERE type = 'DEMOGRAPHICS')
                AND (source_id, hash) NOT IN (SELECT (source_id, hash) FROM doubtful);
            """;

    /** The roles of a person whose row is kept are not known, so a claim that names one is believed as before. */
    private static final String CLAIMS_LINK_PARENT_AND_STUDENT =
            """
            CREATE TABLE claim AS
              SELECT c.source_id, c.agent, (c.roles & %1$d) <> 0 AS by_student,
                CASE
                  WHEN c.source_id = c.agent THEN 'OTHER'
                  WHEN (c.roles & %1$d) <> 0 AND (p.roles & %2$d) <> 0 THEN 'HOLDS'
                  WHEN (c.roles & %2$d) <> 0 AND (p.roles & %1$d) <> 0 THEN 'HOLDS'
                  WHEN (c.roles & %3$d) <> 0 AND k.source_id IS NOT NULL THEN 'HOLDS'
                  WHEN p.source_id IS NULL AND k.source_id IS NULL THEN 'UNKNOWN'
                  ELSE 'OTHER'
                END AS outcome
              FROM (SELECT source_id, roles, unnest(agents) AS agent FROM staged WHERE type = 'PERSON') c
              LEFT JOIN (SELECT source_id, roles FROM staged WHERE type = 'PERSON') p ON p.source_id = c.agent
              LEFT JOIN (SELECT source_id FROM kept WHERE type = 'PERSON') k ON k.source_id = c.agent;
            CREATE TABLE person_agents AS
              SELECT source_id, list(agent) AS agents FROM claim WHERE outcome = 'HOLDS' GROUP BY source_id;
            CREATE TABLE person_hash (seq BIGINT, hash UUID);
            """.formatted(Roles.STUDENT, Roles.PARENT_LIKE, Roles.STUDENT | Roles.PARENT_LIKE);

    private static final String CLAIMANTS = """
            SELECT s.seq, s.sealed, a.agents
            FROM staged s LEFT JOIN person_agents a ON a.source_id = s.source_id
            WHERE s.type = 'PERSON' AND s.agents IS NOT NULL
            """;

    private static final String DESIRED = """
            CREATE TABLE desired AS
              SELECT s.type, s.source_id, coalesce(h.hash, s.hash) AS hash, s.seq
              FROM staged s LEFT JOIN person_hash h ON h.seq = s.seq
              UNION ALL
              SELECT type, source_id, hash, NULL FROM kept;
            """;

    private final StagingDatabase database;
    private final KeyedHash hash;
    private final RowSeal seal;
    private final Loader loader;

    Resolution(StagingDatabase database, KeyedHash hash, RowSeal seal, Loader loader) {
        this.loader = loader;
        this.database = database;
        this.hash = hash;
        this.seal = seal;
    }

    void resolve() {
        uniteRolesOfOnePerson();
        database.run(ONE_ROW_PER_SOURCE_ID);
        database.run(BIRTH_DATES_ARE_REAL);
        database.run(UNREAD_IS_KEPT);
        database.run(ENROLLMENTS_POINT_SOMEWHERE);
        database.run(BIRTH_DATES_HAVE_A_PERSON);
        database.run(CLAIMS_LINK_PARENT_AND_STUDENT);
        hashClaimants();
        database.run(DESIRED);
    }

    /** The person as published: with those claims only that hold. */
    static PersonRow withClaims(PersonRow person, @Nullable Array agents) throws SQLException {
        if (person.agentSourceIds().isEmpty()) {
            return person;
        }
        return person.withAgents(agents == null ? List.of() : texts(agents));
    }

    /** OneRoster 1.1 knows one role for each user, so exports give a teacher who is also a parent as two rows. */
    private void uniteRolesOfOnePerson() {
        database.run("""
                CREATE TABLE united AS SELECT * FROM staged LIMIT 0;
                CREATE TABLE replaced (seq BIGINT);
                CREATE TABLE other_person (seq BIGINT);
                """);
        database.append(
                "united",
                united -> database.append(
                        "replaced",
                        replaced -> database.append("other_person", others -> {
                            var given = new PersonsGivenAgain(loader, united, replaced, others);
                            database.each(
                                    PERSONS_GIVEN_AGAIN,
                                    row -> given.next(
                                            row.getLong(2),
                                            new RowVersion(
                                                    RowCodec.decode(seal.open(row.getLong(2), row.getBytes(3))),
                                                    row.getObject(4) == null
                                                            ? null
                                                            : Instant.ofEpochMilli(row.getLong(4)),
                                                    row.getString(5),
                                                    null)));
                            given.end();
                        })));
        database.run("""
                DELETE FROM staged WHERE seq IN (SELECT seq FROM replaced);
                INSERT INTO staged SELECT * FROM united;
                """);
    }

    private void hashClaimants() {
        database.append(
                "person_hash",
                hashes -> database.each(CLAIMANTS, row -> {
                    long number = row.getLong(1);
                    var person = (PersonRow) RowCodec.decode(seal.open(number, row.getBytes(2)));
                    var published = withClaims(person, row.getArray(3));
                    hashes.beginRow();
                    hashes.append(number);
                    hashes.append(Hashes.toUuid(hash.of(RowCodec.encode(published))));
                    hashes.endRow();
                }));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Stream.of((Object[]) array.getArray()).map(String.class::cast).toList();
    }
}
