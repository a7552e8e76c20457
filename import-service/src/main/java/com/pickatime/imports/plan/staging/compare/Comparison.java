package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.staging.result.Buckets;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Compares what shall be stored with what is: table {@code change}, and the plan that it makes. */
public final class Comparison {

    /** Every type of a roster, each after those it refers to. */
    public static final List<RecordType> TYPES = List.of(
            RecordType.ORG,
            RecordType.ACADEMIC_SESSION,
            RecordType.COURSE,
            RecordType.CLASS,
            RecordType.PERSON,
            RecordType.DEMOGRAPHICS,
            RecordType.ENROLLMENT);

    private static final String CHANGES = """
            CREATE TABLE change AS
              SELECT coalesce(d.type, o.type) AS type,
                CASE WHEN o.hash IS NULL AND NOT coalesce(g.quarantined, false) THEN 'ADD' WHEN d.hash IS NULL THEN 'REMOVE'
                  WHEN coalesce(o.quarantined, g.quarantined) THEN 'RELEASE' ELSE 'UPDATE' END AS kind,
                d.hash, coalesce(d.entry, o.entry) AS entry, d.seq, o.seq AS stored_seq
              FROM desired d FULL OUTER JOIN stored o ON o.id = d.id AND o.type = d.type
              LEFT JOIN gone g ON g.id = d.id AND g.type = d.type
              WHERE o.hash IS DISTINCT FROM d.hash OR (o.quarantined AND d.seq IS NOT NULL)
              UNION ALL
              SELECT o.type, 'QUARANTINE', NULL, o.entry, NULL, o.seq
              FROM (SELECT * FROM known WHERE type = 'PERSON') o
              SEMI JOIN (SELECT id FROM recycled WHERE NOT quarantined) r ON r.id = o.id;
            """;

    private static final String TOTALS = """
            SELECT type,
              count(*) FILTER (what = 'ADD'), count(*) FILTER (what IN ('UPDATE', 'QUARANTINE', 'RELEASE')),
              count(*) FILTER (what = 'REMOVE'),
              count(*) FILTER (what = 'REFUSED'), count(*) FILTER (what = 'DESIRED'),
              count(*) FILTER (what = 'QUARANTINE' AND is_gone)
            FROM (
              SELECT type, kind AS what, stored_seq IN (SELECT seq FROM gone) AS is_gone FROM change
              UNION ALL SELECT type, 'REFUSED', false FROM refusal
              UNION ALL SELECT type, 'DESIRED', false FROM desired)
            GROUP BY type
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final Buckets buckets = new Buckets();

    public Comparison(StagingDatabase database, RowCrypto crypto) {
        this.database = database;
        this.crypto = crypto;
    }

    /** Compares, which is done once, and says what would change. */
    public Plan plan(RosterChoice choice) {
        database.run(CHANGES);
        database.each(
                "SELECT type, bucket, entry FROM desired",
                row -> buckets.add(RecordType.valueOf(row.getString(1)), row.getInt(2), RowCrypto.digest((UUID)
                        row.getObject(3))));
        var findings = new Findings(database, choice);
        return new Plan(totals(), new Parts(database).all(), findings.facts(), digest(), findings.warnings());
    }

    /** Hands over every change in batches, each type after those it refers to; a batch has one type. */
    public void changes(int batchSize, Consumer<List<Change>> consumer) {
        new ChangeReader(database, crypto).read(batchSize, consumer);
    }

    /** What shall be stored, dealt out; there is nothing in it before {@link #plan}. */
    public Buckets buckets() {
        return buckets;
    }

    private Map<RecordType, TypePlan> totals() {
        var totals = new EnumMap<RecordType, TypePlan>(RecordType.class);
        TYPES.forEach(type -> totals.put(type, TypePlan.EMPTY));
        database.each(TOTALS, row -> {
            var type = RecordType.valueOf(row.getString(1));
            long added = row.getLong(2);
            long updated = row.getLong(3);
            long desired = row.getLong(6);
            totals.put(
                    type,
                    new TypePlan(
                            added,
                            updated,
                            row.getLong(4),
                            // who is gone is not desired
                            desired - added - (updated - row.getLong(7)),
                            row.getLong(5),
                            desired,
                            buckets.digest(type)));
        });
        return totals;
    }

    /** The kind is part of it, so that adding an entity and changing it are two plans. */
    private RosterDigest digest() {
        var digest = new RosterDigest[] {RosterDigest.EMPTY};
        database.each("SELECT type, kind, entry FROM change", row -> {
            var type = RecordType.valueOf(row.getString(1));
            var change = row.getString(2) + ' ' + row.getObject(3);
            digest[0] = digest[0].plus(RosterDigest.of(type, change, (byte[]) null));
        });
        return digest[0];
    }
}
