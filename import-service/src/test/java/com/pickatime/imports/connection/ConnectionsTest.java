package com.pickatime.imports.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.source.SourceType;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("stores")
class ConnectionsTest {

    private static final BusinessId SHELBYVILLE = new BusinessId("shelbyville");
    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final Connections connections;

    ConnectionsTest(TestStore store) {
        connections = new Connections(TestDatabases.on(store));
        TestDatabase.createIndexes(connections);
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void givesBackWhatItTook() {
        var connection = Connection.of(SPRINGFIELD, configuration("2222"), ConnectionState.CONFIGURED);
        get(connections.insert(connection));

        assertThat(get(connections.find(SPRINGFIELD)))
                .usingRecursiveComparison()
                .isEqualTo(connection);
        assertThat(get(connections.findByTenant("2222")).businessId()).isEqualTo(SPRINGFIELD);
    }

    @Test
    void givesATenantToOneBusiness() {
        insert(SPRINGFIELD, "2222", ConnectionState.CONFIGURED);

        StepVerifier.create(connections.insert(
                        Connection.of(SHELBYVILLE, configuration("2222"), ConnectionState.CONFIGURED)))
                .verifyErrorMatches(DuplicateKeys::isCauseOf);
    }

    @Test
    void letsAnyNumberOfConnectionsBeWithoutATenant() {
        insert(SPRINGFIELD, null, ConnectionState.CONFIGURED);
        insert(SHELBYVILLE, null, ConnectionState.CONFIGURED);

        assertThat(connections.all().map(Connection::businessId).collectList().block())
                .containsExactly(SHELBYVILLE, SPRINGFIELD);
    }

    @Test
    void refusesAChangeThatCameSecond() {
        var read = insert(SPRINGFIELD, "2222", ConnectionState.CONFIGURED);
        get(connections.configure(read, configuration("3333"), ConnectionState.CONFIGURED, null));

        StepVerifier.create(connections.configure(read, configuration("4444"), ConnectionState.CONFIGURED, null))
                .verifyComplete();
        assertThat(get(connections.find(SPRINGFIELD)).tenantKey()).isEqualTo("3333");
    }

    @Test
    void keepsWhatIsToBeToldUntilItWasTold() {
        var active = get(connections.activate(insert(SPRINGFIELD, "2222", ConnectionState.CONFIGURED), NOW));
        var changed = new PendingAnnouncement(PendingAnnouncement.Kind.ADMINISTRATORS_CHANGED, NOW.plusSeconds(1));
        var both = get(connections.configure(active, configuration("2222"), ConnectionState.ACTIVE, changed));
        assertThat(both.pendingAnnouncements())
                .containsExactly(new PendingAnnouncement(PendingAnnouncement.Kind.ACTIVATED, NOW), changed);

        connections.announced(SPRINGFIELD, both.pendingAnnouncements().get(0)).block(TestDatabase.LIMIT);

        assertThat(get(connections.find(SPRINGFIELD)).pendingAnnouncements()).containsExactly(changed);
    }

    @Test
    void pausesAndResumesOnlyForTheSameSide() {
        get(connections.activate(insert(SPRINGFIELD, "2222", ConnectionState.CONFIGURED), NOW));

        assertThat(get(connections.resume(SPRINGFIELD, PausedBy.CLASSLINK))).isFalse();
        assertThat(get(connections.pause(SPRINGFIELD, PausedBy.OPERATOR))).isTrue();
        assertThat(get(connections.pause(SPRINGFIELD, PausedBy.CLASSLINK))).isFalse();
        assertThat(get(connections.resume(SPRINGFIELD, PausedBy.CLASSLINK))).isFalse();
        assertThat(get(connections.resume(SPRINGFIELD, PausedBy.OPERATOR))).isTrue();
        assertThat(get(connections.find(SPRINGFIELD)).isActive()).isTrue();
    }

    @Test
    void remembersWhoPaused() {
        var active = get(connections.activate(insert(SPRINGFIELD, "2222", ConnectionState.CONFIGURED), NOW));
        var paused = get(connections.configure(active, configuration("2222"), ConnectionState.PAUSED, null));
        assertThat(paused.pausedBy()).isEqualTo(PausedBy.OPERATOR);

        var resumed = get(connections.configure(paused, configuration("2222"), ConnectionState.ACTIVE, null));
        assertThat(resumed.pausedBy()).isNull();
    }

    @Test
    void removesOnlyWhatNobodyConfigured() {
        insert(new BusinessId("classlink-2222"), "2222", ConnectionState.PENDING);
        insert(SHELBYVILLE, "3333", ConnectionState.CONFIGURED);

        connections.removePending("2222", SPRINGFIELD).block(TestDatabase.LIMIT);
        connections.removePending("3333", SPRINGFIELD).block(TestDatabase.LIMIT);

        assertThat(connections.all().map(Connection::businessId).collectList().block())
                .containsExactly(SHELBYVILLE);
    }

    @Test
    void movesTheScheduleForwardOnly() {
        insert(SPRINGFIELD, "2222", ConnectionState.ACTIVE);
        connections.scheduled(SPRINGFIELD, NOW).block(TestDatabase.LIMIT);
        connections.scheduled(SPRINGFIELD, NOW.minusSeconds(60)).block(TestDatabase.LIMIT);

        assertThat(get(connections.find(SPRINGFIELD)).scheduledThrough()).isEqualTo(NOW);
    }

    private Connection insert(BusinessId businessId, @Nullable String tenantId, ConnectionState state) {
        return get(connections.insert(Connection.of(businessId, configuration(tenantId), state)));
    }

    private static Configuration configuration(@Nullable String tenantId) {
        return new Configuration(
                "Springfield",
                tenantId,
                new SourceAccess(
                        SourceType.CLASSLINK_DIRECT, "https://roster.example.org", new byte[] {1}, new byte[] {2}),
                List.of(new Binary(new byte[] {3, 4})),
                ContactIdField.IDENTIFIER,
                "America/Chicago");
    }

    private static <T> T get(Mono<T> value) {
        return Objects.requireNonNull(value.block(TestDatabase.LIMIT));
    }
}
