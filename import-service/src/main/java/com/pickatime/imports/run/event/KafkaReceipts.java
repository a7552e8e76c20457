package com.pickatime.imports.run.event;

import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ReceiptLine;
import java.util.List;
import java.util.Map;

/** The receipt of an import that had nothing to publish, so that the contact service never hears of it. */
final class KafkaReceipts {

    private KafkaReceipts() {}

    /** Compares the plan's source with what was stored when it was made. */
    static ImportCompleted unchanged(PlannedImport planned) {
        var receipt = planned.plan().types().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> {
                    var stored = planned.stored().of(entry.getKey());
                    return new ReceiptLine(
                            entry.getKey(),
                            entry.getValue().sourceCount(),
                            stored.count(),
                            entry.getValue().sourceDigest().toAvro(),
                            stored.digest().toAvro());
                })
                .toList();
        return new ImportCompleted(true, 0L, 0L, KafkaSummaries.of(planned), receipt, differences(receipt));
    }

    private static int differences(List<ReceiptLine> receipt) {
        return (int) receipt.stream()
                .filter(line -> line.getSourceCount() != line.getStoreCount()
                        || !line.getSourceDigest().equals(line.getStoreDigest()))
                .count();
    }
}
