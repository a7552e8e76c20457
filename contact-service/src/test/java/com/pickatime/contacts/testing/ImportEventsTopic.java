package com.pickatime.contacts.testing;

import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.serde.AvroDeserializer;
import com.pickatime.schemas.topics.Topics;
import java.util.List;
import java.util.Map;

/** What was announced about an import. */
public final class ImportEventsTopic {

    private ImportEventsTopic() {}

    public static List<ImportEvent> of(TestImport run) {
        try (var avro = new AvroDeserializer()) {
            avro.configure(Map.of("schema.registry.url", TestRegistry.url(), "specific.avro.reader", true), false);
            return Topic.records(Topics.IMPORT_EVENTS, record -> true).stream()
                    .map(record -> (ImportEvent) avro.deserialize(record.topic(), record.value()))
                    .filter(event -> event != null && run.importId().equals(event.getImportId()))
                    .toList();
        }
    }

    public static List<ImportEvent> completions(TestImport run) {
        return of(run).stream()
                .filter(event -> event.getEvent() instanceof ImportCompleted)
                .toList();
    }

    /** The one completion of an import. */
    public static ImportCompleted completed(TestImport run) {
        return (ImportCompleted) completions(run).get(0).getEvent();
    }
}
