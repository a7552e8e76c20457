package com.pickatime.imports.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportProgressed;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportSummary;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportEventsListenerTest {

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final ImportEventsListener listener = new ImportEventsListener(queue.runs);

    @Test
    void learnsHowFarTheContactServiceIs() {
        var importId = applying();
        listener.on(event(importId, new ImportProgressed(7L)));
        listener.on(event(importId, new ImportProgressed(5L)));

        assertThat(queue.find(importId).progress().applied()).isEqualTo(7);
    }

    @Test
    void learnsOnceThatAnImportIsComplete() {
        var importId = applying();
        listener.on(event(importId, completed(12, 1)));
        listener.on(event(importId, completed(99, 9)));

        assertThat(queue.find(importId).state()).isEqualTo(RunState.COMPLETED);
        assertThat(queue.find(importId).completion()).isEqualTo(new RunCompletion(false, 12, 1, 0));
    }

    @Test
    void learnsThatAnImportFailed() {
        var importId = applying();
        listener.on(event(importId, new ImportFailed("STORE_FULL", "Make room.", ImportSource.FILE)));

        assertThat(queue.find(importId).state()).isEqualTo(RunState.FAILED);
        assertThat(queue.find(importId).failure()).isEqualTo(new RunFailure("STORE_FULL", "Make room."));
        assertThat(queue.find(importId).announced()).isTrue();
    }

    @Test
    void lendsNoEarToTheRest() {
        var importId = applying();
        listener.on(event(importId, new ImportPublished(1L, 12, 1L, summary())));
        listener.on(event(null, new ImportFailed("X", "x", ImportSource.FILE)));
        listener.on(event(new ImportId("somebody-elses"), completed(1, 0)));

        assertThat(queue.find(importId).state()).isEqualTo(RunState.APPLYING);
    }

    @Test
    void letsTheNextImportBeginWhenThisOneIsComplete() {
        var importId = applying();
        queue.request(new BusinessId("springfield"), Queue.FULL);
        assertThat(queue.claimIfAny()).isNull();

        listener.on(event(importId, completed(12, 0)));

        assertThat(queue.claimIfAny()).isNotNull();
    }

    private ImportId applying() {
        queue.request(new BusinessId("springfield"), Queue.FULL);
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        Queue.run(queue.owned.publishing(run, 1));
        Queue.run(queue.owned.applying(run, run.progress()));
        return run.importId();
    }

    private static ImportCompleted completed(long applied, long refused) {
        return new ImportCompleted(false, applied, refused, summary(), List.of(), 0);
    }

    private static ImportSummary summary() {
        return new ImportSummary(
                ImportMode.FULL,
                Instant.EPOCH,
                List.of(),
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                List.of(),
                ImportSource.FILE,
                0L,
                0L,
                0L);
    }

    private static ImportEvent event(@Nullable ImportId importId, SpecificRecord event) {
        return new ImportEvent(
                "event-1", "springfield", importId == null ? null : importId.value(), Instant.EPOCH, event);
    }
}
