package com.pickatime.imports.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportSource;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunAnnouncementsTest {

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Broker broker = new Broker();
    private final RunAnnouncements announcements = Announcements.of(queue, broker);

    @Test
    void tellsAFailureOnce() {
        var importId = failed();
        Queue.run(announcements.announceNowOrLater(importId));
        Queue.run(announcements.announceNowOrLater(importId));
        Queue.run(announcements.announceLeftOver());

        assertThat(broker.written(ImportEvent.class)).singleElement().satisfies(event -> {
            assertThat(event.getEventId()).isEqualTo(importId + "/failed");
            assertThat(event.getBusinessId()).isEqualTo("springfield");
            assertThat(event.getEvent())
                    .isEqualTo(new ImportFailed("NOT_ENABLED", "Switch it on.", ImportSource.UNKNOWN));
        });
    }

    @Test
    void tellsLaterWhatTheBrokerDidNotTake() {
        var importId = failed();
        broker.failNext();
        Queue.run(announcements.announceNowOrLater(importId));
        assertThat(broker.written(ImportEvent.class)).isEmpty();

        Queue.run(announcements.announceLeftOver());

        assertThat(broker.written(ImportEvent.class)).hasSize(1);
        assertThat(queue.find(importId).announced()).isTrue();
    }

    @Test
    void letsNoRunThatCannotBeToldStopTheOthers() {
        queue.request(new BusinessId("a-school"), Queue.FULL);
        var held = queue.claim();
        Queue.run(queue.owned.planning(held));
        // without a plan, which the event would tell
        Queue.run(queue.owned.hold(held, HoldCause.BRAKE, List.of("too many")));
        var scheduled = announcements.announceLeftOver();
        Queue.run(scheduled);
        var importId = failed();
        queue.clock.advance(Duration.ofMinutes(1));

        Queue.run(scheduled);

        assertThat(broker.written(ImportEvent.class))
                .singleElement()
                .satisfies(event -> assertThat(event.getImportId()).isEqualTo(importId.value()));
    }

    @Test
    void tellsNothingOfARunThatIsUnderWay() {
        var importId = queue.request(new BusinessId("springfield"), Queue.FULL);
        Queue.run(announcements.announceNowOrLater(importId));

        assertThat(broker.written(ImportEvent.class)).isEmpty();
    }

    private ImportId failed() {
        queue.request(new BusinessId("springfield"), Queue.FULL);
        var run = queue.claim();
        Queue.run(queue.owned.fail(run, new RunFailure("NOT_ENABLED", "Switch it on.")));
        return run.importId();
    }
}
