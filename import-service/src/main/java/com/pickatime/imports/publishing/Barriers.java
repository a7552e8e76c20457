package com.pickatime.imports.publishing;

import com.pickatime.events.ImportBarrier;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.kafka.KeptRecords;
import java.util.List;

/** What a run still has to put on the topic once all of its records are there: one barrier for each partition. */
public final class Barriers {

    private final List<RosterRecord> records;

    Barriers(List<RosterRecord> records) {
        this.records = List.copyOf(records);
    }

    /** What {@link #toBytes} gave, perhaps by another instance. */
    public static Barriers of(byte[] bytes) {
        return new Barriers(KeptRecords.read(RosterRecord.getClassSchema(), bytes));
    }

    public byte[] toBytes() {
        return KeptRecords.keep(RosterRecord.getClassSchema(), records);
    }

    /** Records that the run has put on the topic, barriers not counted. */
    public long published() {
        return records.stream()
                .mapToLong(record -> ((ImportBarrier) record.getPayload()).getRecords())
                .sum();
    }

    List<RosterRecord> records() {
        return records;
    }
}
