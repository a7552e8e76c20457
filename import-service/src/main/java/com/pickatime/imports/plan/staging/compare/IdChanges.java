package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.ChangedIds;
import com.pickatime.imports.plan.staging.result.ChangedIds.Pair;
import com.pickatime.imports.plan.staging.result.ChangedIds.Rule;
import com.pickatime.imports.plan.staging.row.RoleBits;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/**
 * Finds people whom a plan removes under one source ID and adds under another: table {@code changed_id}.
 *
 * <p>Who shares what they are recognised by with somebody of the same kind is no pair, nor is who would be one with two people by two
 * rules: nothing is guessed of anybody.
 */
public final class IdChanges {

    private static final String PEOPLE = """
            CREATE TABLE id_change AS
              SELECT true AS leaves, o.seq, o.roles, o.identity AS name, h.identity AS birth, k.identifier, k.email
              FROM (SELECT seq, id, roles, identity FROM stored WHERE type = 'PERSON') o
              SEMI JOIN (SELECT stored_seq FROM change WHERE type = 'PERSON' AND kind = 'REMOVE') c ON c.stored_seq = o.seq
              LEFT JOIN (SELECT id, identity FROM stored WHERE type = 'DEMOGRAPHICS') h ON h.id = o.id
              LEFT JOIN (%1$s AND is_stored GROUP BY id) k ON k.id = o.id
              UNION ALL
              SELECT false, s.seq, s.roles, s.identity, b.identity, k.identifier, k.email
              FROM (SELECT seq, id, roles, identity FROM staged WHERE type = 'PERSON') s
              SEMI JOIN (SELECT seq FROM change WHERE type = 'PERSON' AND kind = 'ADD') c ON c.seq = s.seq
              LEFT JOIN (SELECT id, identity FROM staged WHERE type = 'DEMOGRAPHICS') b ON b.id = s.id
              LEFT JOIN (%1$s AND NOT is_stored GROUP BY id) k ON k.id = s.id;
            """.formatted("""
                SELECT id, any_value(identifier) AS identifier, any_value(email) AS email FROM person_key WHERE true""");

    /** Students, parents and staff apart: a parent may have a child's number, and its name. */
    private static final String PAIRS = """
            CREATE TABLE id_key AS
              SELECT leaves, seq, rule, a, b,
                CASE WHEN (roles & %1$d) <> 0 THEN 1 WHEN (roles & %2$d) <> 0 THEN 2 ELSE 3 END AS kind
              FROM (
                SELECT leaves, seq, roles, 0 AS rule, name AS a, birth AS b FROM id_change
                UNION ALL SELECT leaves, seq, roles, 1, identifier, identifier FROM id_change
                UNION ALL SELECT leaves, seq, roles, 2, email, name FROM id_change)
              WHERE a IS NOT NULL AND b IS NOT NULL;
            CREATE TABLE id_match AS
              SELECT rule, kind, a, b,
                count(*) FILTER (leaves) AS leaving, count(*) FILTER (NOT leaves) AS coming,
                any_value(seq) FILTER (leaves) AS old_seq, any_value(seq) FILTER (NOT leaves) AS new_seq
              FROM id_key GROUP BY rule, kind, a, b
              HAVING count(*) FILTER (leaves) > 0 AND count(*) FILTER (NOT leaves) > 0;
            CREATE TABLE id_candidate AS
              SELECT m.old_seq, m.new_seq, min(m.rule) AS rule, any_value(c.roles) AS roles
              FROM (SELECT * FROM id_match WHERE leaving = 1 AND coming = 1) m
              JOIN (SELECT * FROM id_change WHERE leaves) l ON l.seq = m.old_seq
              JOIN (SELECT * FROM id_change WHERE NOT leaves) c ON c.seq = m.new_seq
              WHERE NOT coalesce(l.name <> c.name AND l.birth <> c.birth, false)
              GROUP BY m.old_seq, m.new_seq;
            CREATE TABLE changed_id AS
              SELECT row_number() OVER (ORDER BY c.old_seq) - 1 AS place, c.*
              FROM id_candidate c
              SEMI JOIN (SELECT old_seq FROM id_candidate GROUP BY old_seq HAVING count(*) = 1) o ON o.old_seq = c.old_seq
              SEMI JOIN (SELECT new_seq FROM id_candidate GROUP BY new_seq HAVING count(*) = 1) n ON n.new_seq = c.new_seq;
            """.formatted(RoleBits.STUDENT, RoleBits.PARENT_LIKE);

    private static final String AMBIGUOUS = """
            SELECT count(*) FROM (
              SELECT DISTINCT k.seq FROM (SELECT * FROM id_key WHERE leaves) k
              SEMI JOIN id_match m ON m.rule = k.rule AND m.kind = k.kind AND m.a = k.a AND m.b = k.b) s
            ANTI JOIN changed_id c ON c.old_seq = s.seq
            """;

    private static final String SOME = """
            SELECT o.seq, o.sealed, s.seq, s.sealed, c.rule
            FROM (SELECT * FROM changed_id WHERE place >= %1$d AND place < %2$d) c
            JOIN (SELECT seq, sealed FROM stored WHERE type = 'PERSON') o ON o.seq = c.old_seq
            JOIN (SELECT seq, sealed FROM staged WHERE type = 'PERSON') s ON s.seq = c.new_seq
            ORDER BY c.place
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;

    public IdChanges(StagingDatabase database, RowCrypto crypto) {
        this.database = database;
        this.crypto = crypto;
    }

    /** Looks for them, which is done once and after the comparison. */
    public ChangedIds find() {
        database.run(PEOPLE);
        database.run(PAIRS);
        var byRole = new EnumMap<PersonRole, Long>(PersonRole.class);
        var byRule = new EnumMap<Rule, Long>(Rule.class);
        database.each("SELECT roles, rule, count(*) FROM changed_id GROUP BY roles, rule", row -> {
            int roles = row.getInt(1);
            byRole.merge(roles == 0 ? PersonRole.UNKNOWN : RoleBits.of(roles), row.getLong(3), Long::sum);
            byRule.merge(Rule.values()[row.getInt(2)], row.getLong(3), Long::sum);
        });
        return new ChangedIds(
                database.count("SELECT count(*) FROM changed_id"),
                database.count("SELECT count(*) FROM id_change WHERE leaves"),
                database.count(AMBIGUOUS),
                byRole,
                byRule);
    }

    /** Those from this place on, counted from 0, at most so many; in the same order whenever they are asked for. */
    public List<Pair> some(long from, int most) {
        var some = new ArrayList<Pair>();
        database.each(
                SOME.formatted(from, from + most),
                row -> some.add(new Pair(
                        crypto.openText(row.getLong(1), row.getBytes(2)),
                        crypto.open(RecordType.PERSON, row.getLong(3), row.getBytes(4))
                                .sourceId(),
                        Rule.values()[row.getInt(5)])));
        return some;
    }
}
