package com.pickatime.imports.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.staging.row.Hashes;
import com.pickatime.imports.staging.store.StagingDatabase;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what shall hold with what is held: table {@code change}, and its totals. */
final class Comparison {

    /** Every type of a roster, each after those it refers to. */
    static final List<RecordType> TYPES = List.of(
            RecordType.ORG,
            RecordType.ACADEMIC_SESSION,
            RecordType.COURSE,
            RecordType.CLASS,
            RecordType.PERSON,
            RecordType.DEMOGRAPHICS,
            RecordType.ENROLLMENT);

    private static final String CHANGES = """
            CREATE TABLE change AS
              SELECT coalesce(d.type, h.type) AS type, coalesce(d.source_id, h.source_id) AS source_id,
                CASE WHEN h.hash IS NULL THEN 'ADD' WHEN d.hash IS NULL THEN 'REMOVE' ELSE 'UPDATE' END AS kind,
                d.hash, d.seq
              FROM desired d FULL OUTER JOIN held h ON h.type = d.type AND h.source_id = d.source_id
              WHERE h.hash IS DISTINCT FROM d.hash;
            """;

    private static final String TOTALS = """
            SELECT type,
              count(*) FILTER (what = 'ADD'), count(*) FILTER (what = 'UPDATE'), count(*) FILTER (what = 'REMOVE'),
              count(*) FILTER (what = 'REFUSED'), count(*) FILTER (what = 'DESIRED')
            FROM (
              SELECT type, kind AS what FROM change
              UNION ALL SELECT type, 'REFUSED' FROM refusal
              UNION ALL SELECT type, 'DESIRED' FROM desired)
            GROUP BY type
            """;

    private final StagingDatabase database;

    Comparison(StagingDatabase database) {
        this.database = database;
    }

    void compare() {
        database.run(CHANGES);
    }

    Map<RecordType, TypePlan> totals() {
        var digests = digests();
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
                            desired - added - updated,
                            row.getLong(5),
                            desired,
                            digests.getOrDefault(type, RosterDigest.EMPTY)));
        });
        return totals;
    }

    /** The kind stands before the source ID, so that adding an entity and changing it are two plans. */
    RosterDigest digest() {
        var digest = new RosterDigest[] {RosterDigest.EMPTY};
        database.each("SELECT type, source_id, kind, hash FROM change", row -> {
            var hash = (UUID) row.getObject(4);
            digest[0] = digest[0].plus(RosterDigest.of(
                    RecordType.valueOf(row.getString(1)),
                    row.getString(3) + ' ' + row.getString(2),
                    hash == null ? null : Hashes.toBytes(hash)));
        });
        return digest[0];
    }

    private Map<RecordType, RosterDigest> digests() {
        var digests = new EnumMap<RecordType, RosterDigest>(RecordType.class);
        database.each("SELECT type, source_id, hash FROM desired", row -> {
            var type = RecordType.valueOf(row.getString(1));
            var entry = RosterDigest.of(type, row.getString(2), Hashes.toBytes((UUID) row.getObject(3)));
            digests.merge(type, entry, RosterDigest::plus);
        });
        return digests;
    }
}
