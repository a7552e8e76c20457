package com.pickatime.imports.plan.staging.compare;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
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

    private static final String WRITTEN = """
            SELECT c.kind, c.hash, s.seq, s.sealed, d.agents
            FROM (SELECT kind, hash, seq FROM change WHERE type = '%1$s' AND seq IS NOT NULL) c
            JOIN (SELECT seq, sealed FROM staged WHERE type = '%1$s') s ON s.seq = c.seq
            LEFT JOIN (SELECT * FROM dropped_claims WHERE '%1$s' = 'PERSON') d ON d.seq = c.seq
            """;

    private static final String WITHOUT_ROW = """
            SELECT c.kind, o.seq, o.sealed
            FROM (SELECT kind, stored_seq FROM change WHERE type = '%1$s' AND seq IS NULL) c
            JOIN (SELECT seq, sealed FROM known WHERE type = '%1$s') o ON o.seq = c.stored_seq
            """;

    private final StagingDatabase database;
    private final RowCrypto crypto;

    ChangeReader(StagingDatabase database, RowCrypto crypto) {
        this.database = database;
        this.crypto = crypto;
    }

    void read(int batchSize, Consumer<List<Change>> consumer) {
        for (var type : Comparison.TYPES) {
            var batch = new Batch(batchSize, consumer);
            database.each(WRITTEN.formatted(type), row -> batch.add(written(type, row)));
            database.each(WITHOUT_ROW.formatted(type), row -> batch.add(withoutRow(type, row)));
            batch.handOver();
        }
    }

    private Change written(RecordType type, ResultSet row) throws SQLException {
        var entity = open(type, row.getLong(3), row.getBytes(4), row.getArray(5));
        var hash = HashUuid.bytes((UUID) row.getObject(2));
        return new Change(type, entity.sourceId(), Change.Kind.valueOf(row.getString(1)), hash, entity);
    }

    private Change withoutRow(RecordType type, ResultSet row) throws SQLException {
        var sourceId = crypto.openText(row.getLong(2), row.getBytes(3));
        return new Change(type, sourceId, Change.Kind.valueOf(row.getString(1)), null, null);
    }

    private RosterRow open(RecordType type, long number, byte[] sealed, @Nullable Array dropped) throws SQLException {
        var row = crypto.open(type, number, sealed);
        return dropped == null ? row : crypto.withoutAgents(row, dropped);
    }

    /** Collects changes until there are enough to hand over. */
    private static final class Batch {

        private final int size;
        private final Consumer<List<Change>> consumer;
        private final List<Change> changes;

        Batch(int size, Consumer<List<Change>> consumer) {
            this.size = size;
            this.consumer = consumer;
            changes = new ArrayList<>(size);
        }

        void add(Change change) {
            changes.add(change);
            if (changes.size() == size) {
                handOver();
            }
        }

        void handOver() {
            if (!changes.isEmpty()) {
                consumer.accept(List.copyOf(changes));
                changes.clear();
            }
        }
    }
}
