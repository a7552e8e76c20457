package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.PartPlan;
import com.pickatime.imports.plan.staging.row.RoleBits;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan does to each school and each role: a tenth of a district may be a whole school. */
final class Parts {

    private static final String NAMELESS = "An organisation without a name";

    /** Counted first by equal belonging, which leaves few lines, and only then by each school and role of these. */
    private static final String PARTS = """
            WITH membership AS (
                SELECT o.type, o.orgs, o.roles, count(*) AS stored,
                  count(*) FILTER (c.kind = 'REMOVE') AS removed,
                  count(*) FILTER (c.kind IN ('UPDATE', 'RELEASE')) AS updated, 0 AS left_over
                FROM (SELECT * FROM stored WHERE orgs IS NOT NULL OR roles <> 0) o
                LEFT JOIN (SELECT kind, stored_seq FROM change WHERE stored_seq IS NOT NULL) c ON c.stored_seq = o.seq
                GROUP BY o.type, o.orgs, o.roles
              UNION ALL
                SELECT type, orgs, roles, 0, 0, 0, count(*)
                FROM (
                  SELECT type, orgs, roles FROM staged UNION ALL SELECT type, orgs, roles FROM kept)
                WHERE orgs IS NOT NULL OR roles <> 0
                GROUP BY type, orgs, roles),
            part AS (
                SELECT type, unnest(list_append(orgs, NULL)) AS org, roles, stored, removed, updated, left_over
                FROM (SELECT * REPLACE (coalesce(orgs, CAST([] AS UUID[])) AS orgs) FROM membership))
            SELECT p.type, CASE WHEN p.org IS NULL THEN NULL ELSE coalesce(n.name, '%1$s') END, p.bit,
              p.stored, p.removed, p.updated, p.left_over
            FROM (
              SELECT m.type, m.org, r.bit,
                sum(m.stored) AS stored, sum(m.removed) AS removed, sum(m.updated) AS updated, sum(m.left_over) AS left_over
              FROM part m JOIN (SELECT unnest([0, %2$s]) AS bit) r ON r.bit = 0 OR (m.roles & r.bit) <> 0
              WHERE m.org IS NOT NULL OR r.bit <> 0
              GROUP BY m.type, m.org, r.bit) p
            LEFT JOIN (SELECT id, min(name) AS name FROM org_name GROUP BY id) n ON n.id = p.org
            WHERE p.stored > 0 AND (p.removed > 0 OR p.updated > 0 OR p.left_over = 0)
            ORDER BY p.removed DESC, p.updated DESC, n.name, p.bit
            """.formatted(
                    NAMELESS,
                    Stream.of(PersonRole.values())
                            .map(role -> String.valueOf(RoleBits.mask(role)))
                            .collect(Collectors.joining(", ")));

    private final StagingDatabase database;

    Parts(StagingDatabase database) {
        this.database = database;
    }

    /** Those that lose most first; only parts that lose something or are changed, or of which nothing is left. */
    List<PartPlan> all() {
        var parts = new ArrayList<PartPlan>();
        database.each(PARTS, row -> {
            int bit = row.getInt(3);
            parts.add(new PartPlan(
                    RecordType.valueOf(row.getString(1)),
                    row.getString(2),
                    bit == 0 ? null : RoleBits.of(bit),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7)));
        });
        return parts;
    }
}
