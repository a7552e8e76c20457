package com.pickatime.imports.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.pickatime.events.ImportEvent;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.Untold;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.queue.Queue;
import com.pickatime.local.testing.TestStore;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionAnnouncementsTest {

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Broker broker = new Broker();
    private Connections connections;
    private Setup setup;

    @BeforeEach
    void configured() {
        connections = new Connections(queue.database);
        TestDatabase.createIndexes(connections);
        setup = Setup.of(connections, queue, broker.events());
        Queue.get(setup.configure().execute("springfield", "2222", "Springfield", List.of("a@example.org")));
    }

    @Test
    void tellsLaterWhatTheBrokerDidNotTake() {
        broker.failNext();
        assertThatException().isThrownBy(() -> Queue.get(setup.activate().execute("springfield")));
        assertThat(broker.written(ImportEvent.class)).isEmpty();

        Queue.run(setup.announcements().tellLeftOver());
        Queue.run(setup.announcements().tellLeftOver());

        assertThat(broker.written(ImportEvent.class)).hasSize(1);
        assertThat(queue.claim().businessId()).isEqualTo("springfield");
    }

    @Test
    void tellsTheSameAgainAfterACrash() {
        var active = Queue.get(setup.activate().execute("springfield"));
        var untold = connections.configure(
                Queue.get(connections.find("springfield")),
                active.configuration(),
                active.state(),
                new Untold(Untold.Kind.ACTIVATED, Objects.requireNonNull(active.activatedAt())));
        Queue.get(untold);

        Queue.run(setup.announcements().tellLeftOver());

        assertThat(broker.written(ImportEvent.class))
                .hasSize(2)
                .extracting(ImportEvent::getEventId)
                .containsOnly(broker.written(ImportEvent.class).get(0).getEventId());
        assertThat(queue.runs.latest("springfield", 10).collectList().block(TestDatabase.LIMIT))
                .hasSize(1);
    }
}
