package com.pickatime.imports.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.PersonRow;
import com.pickatime.imports.roster.RosterRow;
import com.pickatime.imports.staging.row.Hashes;
import com.pickatime.imports.staging.row.RowCodec;
import com.pickatime.imports.staging.row.RowSeal;
import com.pickatime.imports.staging.store.StagingDatabase;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the changes of a plan, type after type, in batches. */
final class ChangeReader {

    private static final String CHANGES = """
            SELECT c.source_id, c.kind, c.hash, c.seq, s.sealed, a.agents
            FROM (SELECT * FROM change WHERE type = '%1$s') c
            LEFT JOIN (SELECT seq, sealed FROM staged WHERE type = '%1$s') s ON s.seq = c.seq
            LEFT JOIN (SELECT * FROM person_agents WHERE '%1$s' = 'PERSON') a ON a.source_id = c.source_id
            """;

    private final StagingDatabase database;
    private final RowSeal seal;

    ChangeReader(StagingDatabase database, RowSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    void read(int batchSize, Consumer<List<Change>> consumer) {
        for (var type : Comparison.TYPES) {
            read(type, batchSize, consumer);
        }
    }

    private void read(RecordType type, int batchSize, Consumer<List<Change>> consumer) {
        var batch = new ArrayList<Change>(batchSize);
        database.each(CHANGES.formatted(type), row -> {
            batch.add(change(type, row));
            if (batch.size() == batchSize) {
                consumer.accept(List.copyOf(batch));
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            consumer.accept(List.copyOf(batch));
        }
    }

    private Change change(RecordType type, ResultSet row) throws SQLException {
        var hash = (UUID) row.getObject(3);
        return new Change(
                type,
                row.getString(1),
                Change.Kind.valueOf(row.getString(2)),
                hash == null ? null : Hashes.toBytes(hash),
                hash == null ? null : open(row.getLong(4), row.getBytes(5), row.getArray(6)));
    }

    private RosterRow open(long number, byte[] sealed, @Nullable Array agents) throws SQLException {
        var row = RowCodec.decode(seal.open(number, sealed));
        return row instanceof PersonRow person ? Resolution.withClaims(person, agents) : row;
    }
}
