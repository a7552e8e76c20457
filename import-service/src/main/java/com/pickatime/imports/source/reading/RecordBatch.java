package com.pickatime.imports.source.reading;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.staging.Staging;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bounded number of records of one type, read: the rows that can be used, and the refusals of those that cannot. */
public final class RecordBatch {

    private final RowReader reader;
    private final RecordType type;
    private final List<RowVersion> rows = new ArrayList<>();
    private final List<RowRefusal> refusals = new ArrayList<>();
    private final List<String> withdrawn = new ArrayList<>();
    private int records;
    private int inactive;

    RecordBatch(RowReader reader, RecordType type) {
        this.reader = reader;
        this.type = type;
    }

    /** Reads one more record; {@code position} tells a human where it stands. */
    public void add(SourceRecord source, String position) {
        records++;
        try {
            var row = reader.read(type, source);
            if (row != null) {
                rows.add(row.at(position));
            } else if (RowReader.isWithdrawn(source)) {
                withdraw(source.sourceId());
            }
        } catch (UnreadableRowException e) {
            refusals.add(new RowRefusal(type, position, source.sourceId(), e.field(), e.reason()));
        }
    }

    /** Counts a record that could not even be told into fields. */
    public void refuse(String position, @Nullable String sourceId, String field, String reason) {
        records++;
        refusals.add(new RowRefusal(type, position, sourceId, field, reason));
    }

    private void withdraw(@Nullable String sourceId) {
        inactive++;
        if (sourceId != null) {
            withdrawn.add(sourceId);
        }
    }

    /** How many records went in, whatever became of them. */
    public int records() {
        return records;
    }

    /** How many rows came out. */
    public int usable() {
        return rows.size();
    }

    /** How many records say that what they are about is no more. */
    public int inactive() {
        return inactive;
    }

    /** How many records are bad. */
    public int refused() {
        return refusals.size();
    }

    /** A batch of the same type with nothing in it. */
    public RecordBatch empty() {
        return new RecordBatch(reader, type);
    }

    /** Blocks. */
    public void copyInto(Staging staging) {
        staging.addVersions(rows);
        if (!withdrawn.isEmpty()) {
            staging.withdraw(type, withdrawn);
        }
        refusals.forEach(staging::refuse);
    }
}
