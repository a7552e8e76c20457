package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ImportEvent;
import com.pickatime.events.RosterRecord;
import com.pickatime.events.SsoEvent;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void holdEveryKindOfPayload() {
        assertThat(kinds(Samples.rosterRecords().map(RosterRecord::getPayload)))
                .containsExactlyInAnyOrderElementsOf(branches(RosterRecord.getClassSchema(), "payload"));
        assertThat(kinds(Samples.importEvents().map(ImportEvent::getEvent)))
                .containsExactlyInAnyOrderElementsOf(branches(ImportEvent.getClassSchema(), "event"));
        assertThat(kinds(Samples.ssoEvents().map(SsoEvent::getEvent)))
                .containsExactlyInAnyOrderElementsOf(branches(SsoEvent.getClassSchema(), "event"));
    }

    private static Iterable<String> kinds(Stream<Object> payloads) {
        return payloads.map(payload -> payload instanceof GenericContainer record
                        ? record.getSchema().getFullName()
                        : "null")
                .distinct()
                .toList();
    }

    private static Iterable<String> branches(Schema envelope, String field) {
        return envelope.getField(field).schema().getTypes().stream()
                .map(Schema::getFullName)
                .toList();
    }
}
