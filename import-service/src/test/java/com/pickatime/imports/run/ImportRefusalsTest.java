package com.pickatime.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("stores")
class ImportRefusalsTest {

    private static final ImportId IMPORT_1 = new ImportId("import-1");

    private static final Instant NOW = MovableClock.START;

    private final ImportRefusals refusals;

    ImportRefusalsTest(TestStore store) {
        refusals = new ImportRefusals(TestDatabases.on(store), Queue.SETTINGS);
        TestDatabase.createIndexes(refusals);
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void keepsTheRowsOfTheLastAttempt() {
        Queue.run(refusals.keep(new RefusedRows(IMPORT_1, NOW, 1, List.of(refusal("users, row 3", null)))));
        var last = new RefusedRows(IMPORT_1, NOW, 2, List.of(refusal("users, row 4", "p-4")));
        Queue.run(refusals.keep(last));

        assertThat(Queue.get(refusals.find(IMPORT_1))).isEqualTo(last);
    }

    @Test
    void hasNothingOfAnImportThatRefusedNothing() {
        assertThat(refusals.find(new ImportId("import-2")).block(TestDatabase.LIMIT))
                .isNull();
    }

    private static RowRefusal refusal(String position, @Nullable String sourceId) {
        return new RowRefusal(RecordType.PERSON, position, sourceId, "role", "is missing");
    }
}
