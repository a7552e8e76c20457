package com.pickatime.sso.federation;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.TestStore;
import com.pickatime.sso.federation.store.MetadataStore;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.Provider;
import com.pickatime.sso.settings.SsoSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** An empty database on one of the stores there are, and a clock that the test moves. */
public final class FederationFixture extends Clock {

    public static final Duration PATIENCE = Duration.ofSeconds(30);
    public static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    public static final MetadataSettings SETTINGS = new MetadataSettings(
            true, Duration.ofHours(6), Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private static final Map<String, MongoClient> CLIENTS = new ConcurrentHashMap<>();

    private final TestStore server;
    private final MongoDatabase database;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    private FederationFixture(TestStore server) {
        this.server = server;
        this.database =
                CLIENTS.computeIfAbsent(server.uri(), MongoClients::create).getDatabase(TestStore.freshDatabaseName());
    }

    public static Stream<FederationFixture> onEveryServer() {
        return TestStore.all().map(FederationFixture::new);
    }

    public MongoDatabase database() {
        return database;
    }

    public MetadataStore store() {
        return new MetadataStore(database);
    }

    /** An instance of the service, with a memory of its own. */
    public IdentityProviders instance() {
        return new IdentityProviders(keeper(), store(), SETTINGS, this);
    }

    KeepMetadata keeper() {
        return new KeepMetadata(source(), store(), SETTINGS, this);
    }

    MetadataSource source() {
        return new MetadataSource(SETTINGS, this);
    }

    MetadataRefresh refresh() {
        return new MetadataRefresh(keeper(), store(), SETTINGS, this);
    }

    public static SsoSettings settings(String businessId, URI metadataUrl) {
        return new SsoSettings(
                businessId,
                Provider.CLASSLINK_SAML,
                null,
                metadataUrl,
                AttributeMapping.DEFAULTS,
                true,
                false,
                false,
                null);
    }

    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("no zone but UTC is asked for here");
    }

    @Override
    public String toString() {
        return server.name();
    }
}
