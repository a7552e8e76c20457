package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.ShelvedRow;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** Reads what shall be stored by buckets; laid out for one type at a time, so that each read touches little of the disk. */
public final class Shelf {

    private static final String FILL = """
            CREATE OR REPLACE TABLE shelf AS
              SELECT d.bucket & %2$d AS part, d.bucket, d.hash, s.seq, s.sealed, c.agents,
                k.seq AS stored_seq, k.sealed AS stored
              FROM (SELECT * FROM desired WHERE type = '%1$s') d
              SEMI JOIN wanted_part w ON w.part = d.bucket & %2$d
              LEFT JOIN (SELECT seq, sealed FROM staged WHERE type = '%1$s') s ON s.seq = d.seq
              LEFT JOIN (SELECT * FROM dropped_claims WHERE '%1$s' = 'PERSON') c ON c.seq = d.seq
              LEFT JOIN (SELECT seq, sealed FROM stored WHERE type = '%1$s') k ON k.seq = d.stored_seq
              ORDER BY part;
            DROP TABLE wanted_part;
            """;

    private static final String ROWS = """
            SELECT bucket, hash, seq, sealed, agents, stored_seq, stored FROM shelf
            WHERE part >= %d AND part < %d ORDER BY part, hash
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;

    public Shelf(StagingDatabase database, RowCrypto crypto) {
        this.database = database;
        this.crypto = crypto;
    }

    /** Lays out those of the {@code number} buckets of a type that are wanted, in the place of what was laid out before. */
    public void fill(RecordType type, int number, BitSet wanted) {
        database.run("CREATE OR REPLACE TABLE wanted_part (part INTEGER);");
        database.append("wanted_part", parts -> {
            for (int part = wanted.nextSetBit(0); part >= 0; part = wanted.nextSetBit(part + 1)) {
                parts.beginRow();
                parts.append(part);
                parts.endRow();
            }
        });
        database.run(FILL.formatted(type, number - 1));
    }

    /** Those of the buckets from one, inclusive, to another, exclusive: bucket after bucket, and in each always in the same order. */
    public List<ShelvedRow> rows(RecordType type, int from, int to) {
        var rows = new ArrayList<ShelvedRow>();
        database.each(ROWS.formatted(from, to), row -> {
            int bucket = row.getInt(1);
            var hash = HashUuid.bytes((UUID) row.getObject(2));
            if (row.getObject(3) == null) {
                rows.add(new ShelvedRow(crypto.openText(row.getLong(6), row.getBytes(7)), bucket, hash, null));
            } else {
                var read = crypto.open(type, row.getLong(3), row.getBytes(4));
                var dropped = row.getArray(5);
                var stored = dropped == null ? read : crypto.withoutAgents(read, dropped);
                rows.add(new ShelvedRow(stored.sourceId(), bucket, hash, stored));
            }
        });
        return rows;
    }
}
