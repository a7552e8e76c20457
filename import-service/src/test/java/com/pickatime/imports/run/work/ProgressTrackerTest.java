package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunProgress.Fetched;
import com.pickatime.imports.run.RunProgress.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTrackerTest {

    private final ProgressTracker progress = new ProgressTracker();

    @Test
    void tellsWhatWasFetchedByType() {
        progress.fetched(RecordType.PERSON, 5_000, 12_000);
        progress.fetched(RecordType.ORG, 3, 3);
        progress.fetched(RecordType.PERSON, 10_000, 12_000);

        assertThat(progress.now())
                .isEqualTo(new RunProgress(
                        Step.FETCHING,
                        List.of(new Fetched(RecordType.ORG, 3, 3), new Fetched(RecordType.PERSON, 10_000, 12_000)),
                        0,
                        0,
                        0));
    }

    @Test
    void forgetsAnEarlierAttempt() {
        progress.fetched(RecordType.ORG, 3, 3);
        progress.step(Step.COMPARING);
        progress.fetchAgain();

        assertThat(progress.now()).isEqualTo(new RunProgress(Step.FETCHING, List.of(), 0, 0, 0));
    }

    @Test
    void countsRecordsWithoutBarriers() {
        progress.toPublish(10);
        progress.published(22);

        assertThat(progress.now()).isEqualTo(new RunProgress(Step.PUBLISHING, List.of(), 10, 10, 0));
    }
}
