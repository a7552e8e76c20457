package com.pickatime.imports.connection.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportSource;
import com.pickatime.events.MailPolicy;
import com.pickatime.imports.connection.Configuration;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.ContactIdField;
import com.pickatime.imports.connection.PendingAnnouncement;
import com.pickatime.imports.connection.SourceAccess;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.SourceType;
import com.pickatime.local.testing.OutboxContract;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class ConnectionAnnouncementsTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Broker broker = new Broker();
    private Connections connections;
    private Setup setup;

    @BeforeEach
    void configured() {
        connections = new Connections(queue.database);
        TestDatabase.createIndexes(connections);
        setup = Setup.of(connections, queue, broker.events());
        Queue.get(setup.configure().execute(SPRINGFIELD, "2222", "Springfield", List.of("a@example.org")));
    }

    @Test
    void tellsLaterWhatTheBrokerDidNotTake() {
        broker.failNext();
        assertThatException().isThrownBy(() -> Queue.get(setup.activate().execute(SPRINGFIELD)));
        assertThat(broker.written(ImportEvent.class)).isEmpty();

        Queue.run(setup.announcements().tellLeftOver());
        Queue.run(setup.announcements().tellLeftOver());

        assertThat(broker.written(ImportEvent.class)).hasSize(1);
        assertThat(queue.claim().businessId()).isEqualTo(SPRINGFIELD);
    }

    @Test
    void letsNoConnectionThatCannotBeToldStopTheOthers() {
        Queue.get(setup.configure().execute(new BusinessId("a-school"), "1111", "A School", List.of("a@example.org")));
        broker.failNext();
        assertThatException().isThrownBy(() -> Queue.get(setup.activate().execute(SPRINGFIELD)));
        broker.failNext();
        assertThatException().isThrownBy(() -> Queue.get(setup.activate().execute(new BusinessId("a-school"))));
        Queue.get(Mono.from(queue.database
                .getCollection("connections")
                .insertOne(
                        new Document("_id", "0-spoilt").append("tenantKey", "0").append("configuration", "none"))));
        broker.failNext();

        var scheduled = setup.announcements().tellLeftOver();
        Queue.run(scheduled);
        assertThat(broker.written(ImportEvent.class)).hasSize(1);
        queue.clock.advance(Duration.ofMinutes(1));
        Queue.run(scheduled);
        assertThat(broker.written(ImportEvent.class)).hasSize(2);
    }

    @Test
    void tellsInWhichTimeZoneAdministratorsReadTimesAndWhenThatChanges() {
        inZone("America/Chicago");
        Queue.get(setup.activate().execute(SPRINGFIELD));
        queue.clock.advance(Duration.ofMinutes(1));

        inZone("America/Chicago");
        inZone(null);
        inZone("America/Denver");

        assertThat(broker.written(ImportEvent.class))
                .extracting(ImportEvent::getEvent)
                .satisfiesExactly(
                        event -> assertThat(((ImportActivated) event).getTimeZone())
                                .isEqualTo("America/Chicago"),
                        event -> assertThat(((AdministratorsChanged) event).getTimeZone())
                                .isEqualTo("America/Denver"));
    }

    @Test
    void namesNoTimeZoneWhereNoneIsConfigured() {
        Queue.get(setup.activate().execute(SPRINGFIELD));

        assertThat(broker.written(ImportEvent.class))
                .singleElement()
                .satisfies(event -> assertThat(((ImportActivated) event.getEvent()).getTimeZone())
                        .isNull());
    }

    @Test
    void tellsWhereTheRosterIsRead() {
        Queue.get(setup.activate().execute(SPRINGFIELD));

        assertThat(broker.written(ImportEvent.class))
                .singleElement()
                .satisfies(event -> assertThat(((ImportActivated) event.getEvent()).getSource())
                        .isEqualTo(ImportSource.CLASSLINK));
    }

    @Test
    void tellsByWhichIdPeopleAreKnownAndThatItChanged() {
        Queue.get(setup.activate().execute(SPRINGFIELD));
        Queue.get(setup.configure()
                .execute(
                        SPRINGFIELD,
                        new ConnectionRequest(
                                "Springfield",
                                "2222",
                                "CLASSLINK_PROXY",
                                null,
                                null,
                                null,
                                null,
                                "IDENTIFIER",
                                null,
                                null),
                        null));

        assertThat(broker.written(ImportEvent.class))
                .extracting(ImportEvent::getEvent)
                .satisfiesExactly(
                        activated -> assertThat(((ImportActivated) activated).getContactIdField())
                                .hasToString("SOURCED_ID"),
                        changed -> assertThat(((AdministratorsChanged) changed).getContactIdField())
                                .hasToString("IDENTIFIER"));
    }

    @Test
    void tellsThatAnotherKindOfMailIsWanted() {
        Queue.get(setup.activate().execute(SPRINGFIELD));
        Queue.get(setup.configure()
                .execute(
                        SPRINGFIELD,
                        new ConnectionRequest(
                                "Springfield",
                                "2222",
                                "CLASSLINK_PROXY",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new OptionsRequest(null, null, null, null, null, null, "EVERY_RUN")),
                        null));

        assertThat(broker.written(ImportEvent.class))
                .last()
                .satisfies(event -> assertThat(((AdministratorsChanged) event.getEvent()).getMailPolicy())
                        .isEqualTo(MailPolicy.EVERY_RUN));
    }

    private void inZone(@Nullable String id) {
        Queue.get(setup.configure()
                .execute(
                        SPRINGFIELD,
                        new ConnectionRequest(
                                "Springfield", "2222", "CLASSLINK_PROXY", null, null, null, null, null, id, null),
                        null));
    }

    @Test
    void keepsTheTenantThatWaitsWhenConfiguringComesToNothing() {
        var pending = new Configuration(
                "Shelbyville",
                "3333",
                new SourceAccess(SourceType.CLASSLINK_PROXY, null, null, null),
                List.of(),
                ContactIdField.SOURCED_ID,
                null);
        Queue.get(
                connections.insert(Connection.of(new BusinessId("classlink-3333"), pending, ConnectionState.PENDING)));
        var neverActive = new ConnectionRequest(
                "Springfield", "3333", "CLASSLINK_PROXY", null, null, null, null, null, null, "PAUSED");

        assertThatException().isThrownBy(() -> Queue.get(setup.configure().execute(SPRINGFIELD, neverActive, null)));

        assertThat(Queue.get(connections.findByTenant("3333")).state()).isEqualTo(ConnectionState.PENDING);
    }

    @Test
    void tellsTheSameAgainAfterACrash() {
        var active = Queue.get(setup.activate().execute(SPRINGFIELD));
        var announcement = connections.configure(
                Queue.get(connections.find(SPRINGFIELD)),
                active.configuration(),
                active.state(),
                new PendingAnnouncement(
                        PendingAnnouncement.Kind.ACTIVATED, Objects.requireNonNull(active.activatedAt())));
        Queue.get(announcement);

        Queue.run(setup.announcements().tellLeftOver());

        assertThat(broker.written(ImportEvent.class))
                .hasSize(2)
                .extracting(ImportEvent::getEventId)
                .containsOnly(broker.written(ImportEvent.class).get(0).getEventId());
        assertThat(queue.runs.latest(SPRINGFIELD, null, "").collectList().block(TestDatabase.LIMIT))
                .hasSize(1);
    }

    @Nested
    class Outbox extends OutboxContract {

        @Override
        protected Mono<Void> changeAndTell() {
            return instance().activate().execute(SPRINGFIELD).then();
        }

        @Override
        protected Mono<Void> tellLeftOver() {
            return instance().announcements().tellLeftOver();
        }

        private Setup instance() {
            return Setup.of(connections, queue, events());
        }
    }
}
