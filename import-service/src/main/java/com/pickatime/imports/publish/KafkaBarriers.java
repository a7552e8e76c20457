package com.pickatime.imports.publish;

import com.pickatime.events.ImportBarrier;
import com.pickatime.events.RosterRecord;
import java.util.List;

/** What a run still has to put on the topic once all of its records are there: one barrier for each partition. */
public final class KafkaBarriers {

    private final List<RosterRecord> records;

    KafkaBarriers(List<RosterRecord> records) {
        this.records = List.copyOf(records);
    }

    /** What {@link #toBytes} gave, perhaps by another instance. */
    public static KafkaBarriers of(byte[] bytes) {
        return new KafkaBarriers(KafkaKeptRecords.read(RosterRecord.getClassSchema(), bytes));
    }

    public byte[] toBytes() {
        return KafkaKeptRecords.keep(RosterRecord.getClassSchema(), records);
    }

    /** How many there are. */
    public int partitions() {
        return records.size();
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
