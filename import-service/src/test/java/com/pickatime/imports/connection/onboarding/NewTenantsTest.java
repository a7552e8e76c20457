package com.pickatime.imports.connection.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.pickatime.events.DistrictAdded;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.OnboardingSettings.Policy;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import com.pickatime.imports.connection.setup.Setup;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewTenantsTest {

    private static final BusinessId CLASSLINK_22_AB = new BusinessId("classlink-22-ab");
    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private static final ClassLinkApplication DISTRICT =
            new ClassLinkApplication("22_AB", "Springfield", true, "Active", "%2Fapp", "bearer");

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Broker broker = new Broker();
    private Connections connections;
    private Setup setup;

    @BeforeEach
    void emptyCollection() {
        connections = new Connections(queue.database);
        TestDatabase.createIndexes(connections);
        setup = Setup.of(connections, queue, broker.events());
    }

    @Test
    void leavesTheRestToTheOnboardingTeamByDefault() {
        var tenants = tenants(Policy.MANUAL);
        var pending = Queue.get(tenants.found(DISTRICT));
        Queue.run(tenants.onboard(pending, DISTRICT));

        var found = Queue.get(connections.find(CLASSLINK_22_AB));
        assertThat(found.state()).isEqualTo(ConnectionState.PENDING);
        assertThat(found.configuration().businessName()).isEqualTo("Springfield");
        assertThat(broker.written(ImportEvent.class)).isEmpty();
    }

    @Test
    void tellsTheTeamOnceThatADistrictWasFound() {
        var tenants = tenants(Policy.MANUAL);
        Queue.get(tenants.found(DISTRICT));
        Queue.get(tenants.found(DISTRICT));

        assertThat(broker.written(DistrictAdded.class)).singleElement().satisfies(added -> {
            assertThat(added.getBusinessName()).isEqualTo("Springfield");
            assertThat(added.getAutomatic()).isFalse();
            assertThat(setup.secrets()
                            .openAddresses(
                                    BusinessId.ONBOARDING_TEAM,
                                    added.getTeamCiphertexts().stream()
                                            .map(address -> new Binary(address.array()))
                                            .toList()))
                    .containsExactly("team@example.org");
        });
    }

    @Test
    void tellsTheTeamLaterWhatTheBrokerDidNotTake() {
        broker.failNext();
        assertThatException().isThrownBy(() -> Queue.get(tenants(Policy.MANUAL).found(DISTRICT)));
        assertThat(broker.written(DistrictAdded.class)).isEmpty();

        Queue.run(setup.announcements().tell(Queue.get(connections.find(CLASSLINK_22_AB))));
        Queue.run(setup.announcements().tell(Queue.get(connections.find(CLASSLINK_22_AB))));

        assertThat(broker.written(DistrictAdded.class)).hasSize(1);
    }

    @Test
    void goesAllTheWayWhenToldTo() {
        var tenants = tenants(Policy.AUTOMATIC);
        Queue.run(tenants.onboard(Queue.get(tenants.found(DISTRICT)), DISTRICT));

        assertThat(Queue.get(connections.find(CLASSLINK_22_AB)).isActive()).isTrue();
        assertThat(broker.written(ImportEvent.class))
                .singleElement()
                .satisfies(event -> assertThat(event.getEvent()).isInstanceOf(ImportActivated.class));
        assertThat(queue.claim().businessId()).isEqualTo(CLASSLINK_22_AB);
    }

    @Test
    void goesOnWithAConnectionThatWasLeftHalfWay() {
        var tenants = tenants(Policy.AUTOMATIC);
        Queue.get(tenants.found(DISTRICT));
        Queue.get(setup.configure().execute(CLASSLINK_22_AB, "22_AB", "Springfield", List.of("a@example.org")));

        Queue.run(tenants.onboard(Queue.get(connections.find(CLASSLINK_22_AB)), DISTRICT));

        assertThat(Queue.get(connections.find(CLASSLINK_22_AB)).isActive()).isTrue();
    }

    @Test
    void leavesConnectionsAloneThatSomebodyNamed() {
        var named = Queue.get(setup.configure().execute(SPRINGFIELD, "22_AB", "Springfield", List.of("a@example.org")));

        Queue.run(tenants(Policy.AUTOMATIC).onboard(named, DISTRICT));

        assertThat(Queue.get(connections.find(SPRINGFIELD)).state()).isEqualTo(ConnectionState.CONFIGURED);
    }

    @Test
    void findsATenantOnce() {
        var tenants = tenants(Policy.MANUAL);
        Queue.get(tenants.found(DISTRICT));

        assertThat(Queue.get(tenants.found(DISTRICT)).businessId()).isEqualTo(CLASSLINK_22_AB);
        assertThat(Queue.get(connections.all().map(Connection::businessId).collectList()))
                .hasSize(1);
    }

    @Test
    void givesWayToTheBusinessThatTakesTheTenant() {
        Queue.get(tenants(Policy.MANUAL).found(DISTRICT));
        Queue.get(setup.configure().execute(SPRINGFIELD, "22_AB", "Springfield", List.of()));

        assertThat(Queue.get(connections.all().map(Connection::businessId).collectList()))
                .containsExactly(SPRINGFIELD);
    }

    private NewTenants tenants(Policy policy) {
        setup = Setup.of(connections, queue, broker.events(), policy);
        return new NewTenants(
                connections,
                setup.configure(),
                setup.activate(),
                setup.announcements(),
                setup.onboarding(),
                queue.clock);
    }
}
