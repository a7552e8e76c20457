package com.pickatime.imports.plan.staging.load;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RoleBits;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes out of all staged rows the roster that shall be stored: table {@code desired}.
 *
 * <p>Of two rows with one source ID the one changed last stays, with the roles of both where they are one person's. What
 * points nowhere is left out, and what the business did not choose is as if it were not there. What is stored is kept as it is where the source says nothing about it: a row that could not be
 * read, a birth date left blank, a file left out, all that did not change where it tells only what did; and where a source ID
 * may have been given to somebody else.
 */
public final class Resolution {

    private static final String PERSONS_GIVEN_AGAIN = """
            SELECT s.seq, s.sealed, s.modified, s.position
            FROM (SELECT seq, id, sealed, modified, position FROM staged WHERE type = 'PERSON') s
            SEMI JOIN (SELECT id FROM staged WHERE type = 'PERSON' GROUP BY id HAVING count(*) > 1) r ON r.id = s.id
            ORDER BY s.id, s.modified DESC NULLS LAST, s.seq
            """;

    private static final String ONE_ROW_PER_SOURCE_ID = """
            CREATE TABLE duplicate AS
              SELECT seq FROM (
                SELECT s.seq, row_number() OVER (
                  PARTITION BY s.type, s.id ORDER BY s.modified DESC NULLS LAST, s.seq) AS place
                FROM staged s
                JOIN (SELECT type, id FROM staged GROUP BY type, id HAVING count(*) > 1) r
                  ON r.id = s.id AND r.type = s.type)
              WHERE place > 1;
            INSERT INTO refusal
              SELECT seq, type, coalesce(position, lower(type)), id, sealed, 'sourcedId',
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
            CREATE TABLE doubtful AS SELECT seq, id, hash FROM staged WHERE doubt IS NOT NULL;
            INSERT INTO refusal
              SELECT seq, type, coalesce(position, lower(type)), id, sealed, 'birthDate', doubt, false
              FROM staged WHERE doubt IS NOT NULL;
            DELETE FROM staged WHERE doubt IS NOT NULL;
            """;

    private static final String UNREAD_IS_KEPT = """
            CREATE TABLE kept AS
              SELECT o.type, o.id, o.hash, o.entry, o.roles, o.orgs, o.seq AS stored_seq, o.bucket,
                r.id IS NOT NULL AS unreadable
              FROM (
                SELECT *, type IN (SELECT type FROM silent) AS silent FROM stored WHERE type <> 'DEMOGRAPHICS') o
              LEFT JOIN (SELECT DISTINCT type, id FROM refusal WHERE unreadable AND id IS NOT NULL) r
                ON r.id = o.id AND r.type = o.type
              LEFT JOIN (SELECT DISTINCT type, id FROM withdrawn) w ON w.id = o.id AND w.type = o.type
              ANTI JOIN staged s ON s.id = o.id AND s.type = o.type
              WHERE (o.silent AND w.id IS NULL) OR r.id IS NOT NULL;
            CREATE VIEW present AS
              SELECT type, id FROM staged UNION ALL SELECT type, id FROM kept;
            """;

    /** Changes alone do not tell all that decides whether something is chosen: it stays as it is until the next roster that is whole. */
    private static final String OUTSIDE_OF_CHANGES_IS_KEPT = """
            INSERT INTO kept
              SELECT o.type, o.id, o.hash, o.entry, o.roles, o.orgs, o.seq, o.bucket, false
              FROM (SELECT * FROM stored WHERE type IN (SELECT type FROM silent)) o
              SEMI JOIN outside x ON x.id = o.id AND x.type = o.type
              ANTI JOIN kept k ON k.id = o.id AND k.type = o.type;
            """;

    /**
     * Who has another name and another birth date than is stored may be another person with a source ID that was given again.
     * Such a person stays as they are stored until somebody decides, and what waits for a decision already until it is clear
     * that it is the same person. A new key of the hashes changes all of them, and tells nothing of anybody. So may be who comes
     * back after the roster did not have them: of such a person nothing is stored, and nothing is said of where they are enrolled.
     *
     * <p>Where only changes are told, there may be no row that is as it was and so shows that the key is the same. Then such a
     * person stays as they are stored, out of quarantine, until the next roster that is whole. A birth date that comes without
     * its person does not reach who waits for a decision.
     */
    private static final String RECYCLED_ARE_KEPT = """
            CREATE TABLE suspect AS
              SELECT o.id, o.quarantined, o.is_gone,
                o.quarantined OR EXISTS (
                  SELECT 1 FROM staged x JOIN stored y ON y.id = x.id AND y.type = x.type
                  WHERE y.hash = x.hash OR (x.type = 'DEMOGRAPHICS' AND y.identity = x.identity)) AS certain
              FROM (SELECT id, identity FROM staged WHERE type = 'PERSON') s
              JOIN (SELECT id, identity, quarantined, is_gone FROM known WHERE type = 'PERSON') o ON o.id = s.id
              LEFT JOIN (SELECT id, identity FROM staged WHERE type = 'DEMOGRAPHICS') b ON b.id = s.id
              LEFT JOIN (SELECT id, identity FROM known WHERE type = 'DEMOGRAPHICS') h ON h.id = s.id
              WHERE CASE WHEN o.quarantined
                THEN o.identity IS NULL OR (s.identity <> o.identity AND coalesce(b.identity <> h.identity, true))
                ELSE s.identity <> o.identity AND b.identity <> h.identity END;
            CREATE TABLE recycled AS SELECT id, quarantined, is_gone FROM suspect WHERE certain;
            CREATE TABLE undecided AS
              SELECT id, is_gone FROM suspect WHERE NOT certain AND 'PERSON' IN (SELECT type FROM silent);
            CREATE VIEW set_aside AS
              SELECT id, is_gone FROM recycled UNION ALL SELECT id, is_gone FROM undecided;
            INSERT INTO kept
              SELECT o.type, o.id, o.hash, o.entry, o.roles, o.orgs, o.seq, o.bucket, false
              FROM (SELECT * FROM stored WHERE type = 'PERSON') o SEMI JOIN set_aside r ON r.id = o.id;
            DELETE FROM staged WHERE type IN ('PERSON', 'DEMOGRAPHICS') AND id IN (SELECT id FROM set_aside);
            DELETE FROM staged WHERE type = 'ENROLLMENT' AND user_id IN (SELECT id FROM set_aside WHERE is_gone);
            DELETE FROM staged WHERE type = 'DEMOGRAPHICS' AND 'PERSON' IN (SELECT type FROM silent)
              AND id IN (SELECT id FROM known WHERE type = 'PERSON' AND quarantined)
              AND id NOT IN (SELECT id FROM staged WHERE type = 'PERSON');
            """;

    private static final String ENROLLMENTS_POINT_SOMEWHERE = """
            CREATE TABLE dangling AS
              SELECT e.seq, CASE WHEN c.id IS NULL THEN 'class' ELSE 'user' END AS field
              FROM (SELECT seq, class_id, user_id FROM staged WHERE type = 'ENROLLMENT') e
              LEFT JOIN (SELECT id FROM present WHERE type = 'CLASS') c ON c.id = e.class_id
              LEFT JOIN (SELECT id FROM present WHERE type = 'PERSON') p ON p.id = e.user_id
              WHERE c.id IS NULL OR p.id IS NULL;
            INSERT INTO refusal
              SELECT s.seq, s.type, coalesce(s.position, 'enrollments'), s.id, s.sealed, d.field, 'is not in the roster', false
              FROM dangling d JOIN staged s ON s.seq = d.seq;
            DELETE FROM staged WHERE seq IN (SELECT seq FROM dangling);
            """;

    private static final String BIRTH_DATES_HAVE_A_PERSON = """
            CREATE TABLE stray AS
              SELECT seq FROM (SELECT seq, id FROM staged WHERE type = 'DEMOGRAPHICS') d
              ANTI JOIN (SELECT id FROM present WHERE type = 'PERSON') p ON p.id = d.id;
            INSERT INTO refusal
              SELECT seq, type, coalesce(position, 'demographics'), id, sealed, 'sourcedId', 'is nobody''s in the roster', false
              FROM staged WHERE seq IN (SELECT seq FROM stray);
            DELETE FROM staged WHERE seq IN (SELECT seq FROM stray);
            INSERT INTO kept
              SELECT o.type, o.id, o.hash, o.entry, o.roles, o.orgs, o.seq, o.bucket, false
              FROM (SELECT * FROM stored WHERE type = 'DEMOGRAPHICS') o
              SEMI JOIN (SELECT id FROM present WHERE type = 'PERSON') p ON p.id = o.id
              ANTI JOIN (SELECT id FROM staged WHERE type = 'DEMOGRAPHICS') s ON s.id = o.id
              ANTI JOIN doubtful x ON x.id = o.id AND x.hash = o.hash;
            """;

    /**
     * The roles of a person whose row could not be read may be others by now, and those of who is kept may not be known: a claim
     * that names such a person is believed as before. Of who may link by what the business chose, the last mask tells.
     */
    private static final String CLAIMS_LINK_PARENT_AND_STUDENT = """
            CREATE TABLE claim AS
              SELECT c.seq, c.id, c.agent, (c.roles & %1$d) <> 0 AS by_student,
                CASE
                  WHEN c.id = c.agent THEN 'OTHER'
                  WHEN (c.roles & %1$d) <> 0 AND (p.roles & %3$d) <> 0 THEN 'HOLDS'
                  WHEN (c.roles & %3$d) <> 0 AND (p.roles & %1$d) <> 0 THEN 'HOLDS'
                  WHEN (c.roles & %1$d) <> 0 AND k.id IS NOT NULL AND ((k.roles & %2$d) = 0 OR (k.roles & %3$d) <> 0) THEN 'HOLDS'
                  WHEN (c.roles & %3$d) <> 0 AND k.id IS NOT NULL THEN 'HOLDS'
                  WHEN (c.roles & %1$d) <> 0 AND (coalesce(p.roles, k.roles) & %2$d) <> 0 THEN 'NOT_ALLOWED'
                  WHEN (c.roles & %2$d) <> 0 AND ((p.roles & %1$d) <> 0 OR k.id IS NOT NULL) THEN 'NOT_ALLOWED'
                  WHEN o.id IS NOT NULL OR n.id IS NOT NULL OR m.id IS NOT NULL THEN 'OUTSIDE'
                  WHEN p.id IS NULL AND k.id IS NULL THEN 'UNKNOWN'
                  ELSE 'OTHER'
                END AS outcome
              FROM (SELECT seq, id, roles, unnest(agents) AS agent FROM staged WHERE type = 'PERSON') c
              LEFT JOIN (
                SELECT id, roles FROM staged WHERE type = 'PERSON'
                UNION ALL SELECT id, roles FROM kept WHERE type = 'PERSON' AND NOT unreadable AND roles <> 0) p ON p.id = c.agent
              LEFT JOIN (SELECT id, roles FROM kept WHERE type = 'PERSON' AND (unreadable OR roles = 0)) k ON k.id = c.agent
              LEFT JOIN (SELECT id FROM outside WHERE type = 'PERSON') o ON o.id = c.agent
              LEFT JOIN narrowed n ON n.id = c.agent
              LEFT JOIN narrowed m ON m.id = c.id;
            CREATE TABLE dropped_claims AS
              SELECT seq, list(agent) AS agents FROM claim WHERE outcome <> 'HOLDS' GROUP BY seq;
            CREATE TABLE person_hash (seq BIGINT, hash UUID, entry UUID);
            """;

    /** Nothing of these rows is refused; they are listed, so that somebody finds them. */
    private static final String IDENTIFIERS_ARE_ONES_OWN = """
            CREATE TABLE shared_identifier AS
              SELECT DISTINCT p.seq
              FROM (SELECT seq, roles, identifier FROM staged WHERE type = 'PERSON' AND identifier IS NOT NULL) p
              JOIN (
                SELECT g.mask, s.identifier
                FROM (SELECT roles, identifier FROM staged WHERE type = 'PERSON' AND identifier IS NOT NULL) s
                JOIN (SELECT unnest([%d, %d, %d]) AS mask) g ON (s.roles & g.mask) <> 0
                GROUP BY g.mask, s.identifier HAVING count(*) > 1) d
              ON d.identifier = p.identifier AND (p.roles & d.mask) <> 0
              WHERE %s;
            INSERT INTO noted
              SELECT seq, type, coalesce(position, 'users'), id, sealed, 'identifier',
                'is that of somebody else too; both were imported, and stay separate contacts', false
              FROM staged WHERE seq IN (SELECT seq FROM shared_identifier);
            """;

    private static final String CLAIMANTS = """
            SELECT s.seq, s.sealed, d.agents
            FROM (SELECT seq, sealed FROM staged WHERE type = 'PERSON') s JOIN dropped_claims d ON d.seq = s.seq
            """;

    private static final String DESIRED = """
            CREATE TABLE desired AS
              SELECT s.type, s.id, coalesce(h.hash, s.hash) AS hash, coalesce(h.entry, s.entry) AS entry, s.seq,
                CAST(NULL AS BIGINT) AS stored_seq, s.bucket
              FROM staged s LEFT JOIN person_hash h ON h.seq = s.seq
              UNION ALL
              SELECT type, id, hash, entry, NULL, stored_seq, bucket FROM kept;
            """;

    /**
     * Of a restoration nothing is doubted, but what a decision is waited for, and what the snapshot could not keep. Where one school
     * is restored, to its part belongs what belonged to it then or does now: who is in it, their birth dates, its classes and
     * enrollments, and of parents those who had a child in it then.
     */
    private static final String RESTORED = """
            CREATE TABLE other_person (seq BIGINT);
            CREATE TABLE duplicate (seq BIGINT);
            CREATE TABLE doubtful AS SELECT seq, id, hash FROM staged LIMIT 0;
            CREATE TABLE recycled AS SELECT id, quarantined, false AS is_gone FROM stored LIMIT 0;
            CREATE TABLE dangling (seq BIGINT, field VARCHAR);
            CREATE TABLE undecided (id UUID, is_gone BOOLEAN);
            CREATE TABLE shared_identifier (seq BIGINT);
            CREATE TABLE stray (seq BIGINT);
            CREATE TABLE of_school AS
              SELECT type, id FROM (
                SELECT type, id, orgs FROM staged UNION ALL SELECT type, id, orgs FROM stored)
              WHERE %1$s;
            INSERT INTO of_school
              SELECT type, id FROM (
                SELECT p.type, p.id, unnest(p.agents) AS agent FROM staged p WHERE type = 'PERSON' AND (roles & %2$d) <> 0)
              WHERE agent IN (SELECT id FROM of_school WHERE type = 'PERSON')
              UNION SELECT 'PERSON', agent FROM (
                SELECT id, unnest(agents) AS agent FROM staged WHERE type = 'PERSON' AND (roles & %3$d) <> 0)
              WHERE id IN (SELECT id FROM of_school WHERE type = 'PERSON');
            INSERT INTO of_school SELECT 'DEMOGRAPHICS', id FROM of_school WHERE type = 'PERSON';
            CREATE TABLE waiting AS SELECT id FROM stored WHERE type = 'PERSON' AND quarantined;
            CREATE TABLE kept AS
              SELECT o.type, o.id, o.hash, o.entry, o.roles, o.orgs, o.seq AS stored_seq, o.bucket,
                r.id IS NOT NULL AS unreadable
              FROM stored o
              LEFT JOIN (SELECT DISTINCT type, id FROM refusal WHERE unreadable AND id IS NOT NULL) r
                ON r.id = o.id AND r.type = o.type
              WHERE r.id IS NOT NULL
                OR (o.type IN ('PERSON', 'DEMOGRAPHICS') AND o.id IN (SELECT id FROM waiting))
                OR (%4$s AND NOT EXISTS (SELECT 1 FROM of_school x WHERE x.type = o.type AND x.id = o.id));
            DELETE FROM staged s WHERE EXISTS (SELECT 1 FROM kept k WHERE k.type = s.type AND k.id = s.id)
              OR (%4$s AND NOT EXISTS (SELECT 1 FROM of_school x WHERE x.type = s.type AND x.id = s.id));
            CREATE VIEW present AS
              SELECT type, id FROM staged UNION ALL SELECT type, id FROM kept;
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final Loader loader;
    private final RosterChoice choice;

    public Resolution(StagingDatabase database, RowCrypto crypto, Loader loader, RosterChoice choice) {
        this.database = database;
        this.crypto = crypto;
        this.loader = loader;
        this.choice = choice;
    }

    public void resolve() {
        uniteRolesOfOnePerson();
        database.run(ONE_ROW_PER_SOURCE_ID);
        database.run(UNREAD_IS_KEPT);
        new ChosenPart(database, crypto, loader, choice).leaveOutTheRest();
        database.run(OUTSIDE_OF_CHANGES_IS_KEPT);
        database.run(BIRTH_DATES_ARE_REAL);
        database.run(RECYCLED_ARE_KEPT);
        database.run(ENROLLMENTS_POINT_SOMEWHERE);
        database.run(BIRTH_DATES_HAVE_A_PERSON);
        database.run(IDENTIFIERS_ARE_ONES_OWN.formatted(
                RoleBits.STUDENT, RoleBits.TEACHER, RoleBits.PARENT_LIKE, choice.identifiersShown()));
        database.run(CLAIMS_LINK_PARENT_AND_STUDENT.formatted(RoleBits.STUDENT, RoleBits.PARENT_LIKE, linking()));
        hashClaimants();
        database.run(DESIRED);
    }

    /** As {@link #resolve}, of what was stored once and shall be again; of one school, or of all for null. */
    public void restore(@Nullable String school) {
        var part = school == null
                ? "false"
                : "list_contains(orgs, '%1$s'::UUID) OR (type = 'ORG' AND id = '%1$s'::UUID)"
                        .formatted(crypto.pseudonym(school));
        new ChosenPart(database, crypto, loader, RosterChoice.ALL).leaveOutTheRest();
        database.run(RESTORED.formatted(part, RoleBits.PARENT_LIKE, RoleBits.STUDENT, school != null));
        database.run(
                CLAIMS_LINK_PARENT_AND_STUDENT.formatted(RoleBits.STUDENT, RoleBits.PARENT_LIKE, RoleBits.PARENT_LIKE));
        // every claim that was published held then
        database.run("DELETE FROM dropped_claims;");
        database.run(DESIRED);
    }

    private int linking() {
        return choice.linkingRoles().isEmpty()
                ? RoleBits.PARENT_LIKE
                : RoleBits.PARENT_LIKE & RoleBits.mask(choice.linkingRoles().toArray(PersonRole[]::new));
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
                                            row.getLong(1),
                                            new RowVersion(
                                                    crypto.open(RecordType.PERSON, row.getLong(1), row.getBytes(2)),
                                                    row.getObject(3) == null
                                                            ? null
                                                            : Instant.ofEpochMilli(row.getLong(3)),
                                                    row.getString(4),
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
                    var person = crypto.open(RecordType.PERSON, number, row.getBytes(2));
                    var published = crypto.withoutAgents(person, row.getArray(3));
                    var hash = crypto.hash(published);
                    hashes.beginRow();
                    hashes.append(number);
                    hashes.append(HashUuid.of(hash));
                    hashes.append(RowCrypto.entry(published.type(), published.sourceId(), hash));
                    hashes.endRow();
                }));
    }
}
