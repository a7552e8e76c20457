package com.pickatime.imports.staging;

import com.pickatime.imports.roster.PersonRow;
import com.pickatime.imports.staging.row.Hashes;
import com.pickatime.imports.staging.row.RowCodec;
import com.pickatime.imports.staging.store.StagingDatabase;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;

/**
 * Makes out of all staged rows the roster that shall hold: table {@code desired}.
 *
 * <p>Of two rows with one source ID the one changed last stays. What points nowhere is left out. What is held is kept as
 * it is where the source says nothing about it: a row that could not be read, a birth date left blank, a file left out.
 */
final class Resolution {

    private static final String ONE_ROW_PER_SOURCE_ID = """
            CREATE TABLE duplicate AS
              SELECT seq FROM (
                SELECT s.seq, row_number() OVER (
                  PARTITION BY s.type, s.id ORDER BY s.modified DESC NULLS LAST, s.seq) AS place
                FROM staged s
                JOIN (SELECT type, id FROM staged GROUP BY type, id HAVING count(*) > 1) r
                  ON r.id = s.id AND r.type = s.type)
              WHERE place > 1;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM duplicate);
            """;

    private static final String UNREAD_IS_KEPT = """
            CREATE TABLE kept AS
              SELECT h.type, h.id, h.hash, h.entry, h.roles, h.orgs, NOT h.silent AS unreadable
              FROM (
                SELECT *, type IN (SELECT type FROM silent) AS silent FROM held WHERE type <> 'DEMOGRAPHICS') h
              LEFT JOIN (SELECT DISTINCT type, id FROM refusal WHERE unreadable AND id IS NOT NULL) r
                ON r.id = h.id AND r.type = h.type
              ANTI JOIN staged s ON s.id = h.id AND s.type = h.type
              WHERE h.silent OR r.id IS NOT NULL;
            CREATE VIEW present AS
              SELECT type, id FROM staged UNION ALL SELECT type, id FROM kept;
            """;

    private static final String ENROLLMENTS_POINT_SOMEWHERE = """
            CREATE TABLE dangling AS
              SELECT e.seq, CASE WHEN c.id IS NULL THEN 'class' ELSE 'user' END AS field
              FROM (SELECT seq, class_id, user_id FROM staged WHERE type = 'ENROLLMENT') e
              LEFT JOIN (SELECT id FROM present WHERE type = 'CLASS') c ON c.id = e.class_id
              LEFT JOIN (SELECT id FROM present WHERE type = 'PERSON') p ON p.id = e.user_id
              WHERE c.id IS NULL OR p.id IS NULL;
            INSERT INTO refusal
              SELECT s.seq, s.type, 'enrollments', s.id, s.sealed, d.field, 'is not in the roster', false
              FROM dangling d JOIN staged s ON s.seq = d.seq;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM dangling);
            """;

    private static final String BIRTH_DATES_HAVE_A_PERSON = """
            CREATE TABLE stray AS
              SELECT seq FROM (SELECT seq, id FROM staged WHERE type = 'DEMOGRAPHICS') d
              ANTI JOIN (SELECT id FROM present WHERE type = 'PERSON') p ON p.id = d.id;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM stray);
            INSERT INTO kept
              SELECT h.type, h.id, h.hash, h.entry, h.roles, h.orgs, false
              FROM (SELECT * FROM held WHERE type = 'DEMOGRAPHICS') h
              SEMI JOIN (SELECT id FROM present WHERE type = 'PERSON') p ON p.id = h.id
              ANTI JOIN (SELECT id FROM staged WHERE type = 'DEMOGRAPHICS') s ON s.id = h.id;
            """;

    /** The roles of a person whose row is kept are not known, so a claim that names one is believed as before. */
    private static final String CLAIMS_LINK_PARENT_AND_STUDENT =
            """
            CREATE TABLE claim AS
              SELECT c.seq, c.id, c.agent, (c.roles & %1$d) <> 0 AS by_student,
                CASE
                  WHEN c.id = c.agent THEN 'OTHER'
                  WHEN (c.roles & %1$d) <> 0 AND (p.roles & %2$d) <> 0 THEN 'HOLDS'
                  WHEN (c.roles & %2$d) <> 0 AND (p.roles & %1$d) <> 0 THEN 'HOLDS'
                  WHEN (c.roles & %3$d) <> 0 AND k.id IS NOT NULL THEN 'HOLDS'
                  WHEN p.id IS NULL AND k.id IS NULL THEN 'UNKNOWN'
                  ELSE 'OTHER'
                END AS outcome
              FROM (SELECT seq, id, roles, unnest(agents) AS agent FROM staged WHERE type = 'PERSON') c
              LEFT JOIN (SELECT id, roles FROM staged WHERE type = 'PERSON') p ON p.id = c.agent
              LEFT JOIN (SELECT id FROM kept WHERE type = 'PERSON') k ON k.id = c.agent;
            CREATE TABLE dropped_claims AS
              SELECT seq, list(agent) AS agents FROM claim WHERE outcome <> 'HOLDS' GROUP BY seq;
            CREATE TABLE person_hash (seq BIGINT, hash UUID, entry UUID);
            """.formatted(Roles.STUDENT, Roles.PARENT_LIKE, Roles.STUDENT | Roles.PARENT_LIKE);

    private static final String CLAIMANTS = """
            SELECT s.seq, s.sealed, d.agents
            FROM (SELECT seq, sealed FROM staged WHERE type = 'PERSON') s JOIN dropped_claims d ON d.seq = s.seq
            """;

    private static final String DESIRED = """
            CREATE TABLE desired AS
              SELECT s.type, s.id, coalesce(h.hash, s.hash) AS hash, coalesce(h.entry, s.entry) AS entry, s.seq
              FROM staged s LEFT JOIN person_hash h ON h.seq = s.seq
              UNION ALL
              SELECT type, id, hash, entry, NULL FROM kept;
            """;

    private final StagingDatabase database;
    private final Secrets secrets;

    Resolution(StagingDatabase database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    void resolve() {
        database.run(ONE_ROW_PER_SOURCE_ID);
        database.run(UNREAD_IS_KEPT);
        database.run(ENROLLMENTS_POINT_SOMEWHERE);
        database.run(BIRTH_DATES_HAVE_A_PERSON);
        database.run(CLAIMS_LINK_PARENT_AND_STUDENT);
        hashClaimants();
        database.run(DESIRED);
    }

    /** The person as published: without the claims in {@code dropped}, which holds pseudonyms. */
    static PersonRow without(Array dropped, PersonRow person, Secrets secrets) throws SQLException {
        var gone = new HashSet<>(Arrays.asList((Object[]) dropped.getArray()));
        return person.withAgents(person.agentSourceIds().stream()
                .filter(agent -> !gone.contains(secrets.pseudonym(agent)))
                .toList());
    }

    private void hashClaimants() {
        database.append(
                "person_hash",
                hashes -> database.each(CLAIMANTS, row -> {
                    long number = row.getLong(1);
                    var person = (PersonRow) RowCodec.decode(secrets.open(number, row.getBytes(2)));
                    var published = without(row.getArray(3), person, secrets);
                    var hash = secrets.hash(RowCodec.encode(published));
                    hashes.beginRow();
                    hashes.append(number);
                    hashes.append(Hashes.toUuid(hash));
                    hashes.append(Secrets.entry(published.type(), published.sourceId(), hash));
                    hashes.endRow();
                }));
    }
}
