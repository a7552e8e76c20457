package com.pickatime.contacts.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.RecordType;
import com.pickatime.events.TypeTotals;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class SummaryFieldsTest {

    private static final ImportSummary SUMMARY = ImportSummary.newBuilder(TestImport.summary(List.of(
                    new TypeTotals(RecordType.CLASS, 1L, 2L, 3L, 4L, 5L, 6L, new RosterDigest(7, -8).toAvro()))))
            .setStartedAt(Instant.parse("2026-11-24T08:00:00.123Z"))
            .setSource(ImportSource.FILE)
            .setRefusedRows(9)
            .setKeptPeople(10)
            .setKeptEnrollments(11)
            .build();

    @Test
    void giveTheSummaryBackThatWasKept() {
        assertThat(SummaryFields.read(SummaryFields.of(SUMMARY))).isEqualTo(SUMMARY);
    }

    @Test
    void haveTheDefaultsOfWhatAnOlderVersionDidNotKeep() {
        var older = SummaryFields.of(SUMMARY);
        older.keySet().removeAll(List.of("warnings", "source", "keptPeople"));

        assertThat(SummaryFields.read(older))
                .isEqualTo(ImportSummary.newBuilder(SUMMARY)
                        .setWarnings(List.of())
                        .setSource(ImportSource.UNKNOWN)
                        .setKeptPeople(0)
                        .build());
    }

    @Test
    void takeASymbolForUnknownThatANewerVersionKept() {
        var newer = SummaryFields.of(SUMMARY).append("mode", "UNDO").append("another", 1);

        assertThat(SummaryFields.read(newer))
                .isEqualTo(ImportSummary.newBuilder(SUMMARY)
                        .setMode(ImportMode.UNKNOWN)
                        .build());
    }

    @Test
    void areRefusedWhereTheyAreNone() {
        assertThatThrownBy(() -> SummaryFields.read(new Document("mode", "FULL")))
                .isInstanceOf(RuntimeException.class);
    }
}
