package com.pickatime.sso.federation;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.store.MetadataStore;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** An empty database on one of the stores there are, and a clock that the test moves. */
public final class FederationFixture {

    public static final Duration PATIENCE = Duration.ofSeconds(30);
    public static final Instant START = MovableClock.START;
    public static final MetadataSettings SETTINGS = new MetadataSettings(
            true, Duration.ofHours(6), Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final TestStore server;
    private final MongoDatabase database;
    private final MovableClock clock = new MovableClock(START);

    private FederationFixture(TestStore server) {
        this.server = server;
        this.database = TestDatabases.on(server);
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
        return new IdentityProviders(resolver(), store(), SETTINGS, clock);
    }

    MetadataResolver resolver() {
        return new MetadataResolver(source(), store(), SETTINGS, clock);
    }

    MetadataSource source() {
        return new MetadataSource(SETTINGS, clock);
    }

    MetadataRefresh refresh() {
        return new MetadataRefresh(resolver(), store(), SETTINGS, clock);
    }

    /** Stores a document of a business that no version of this service ever wrote; it is due at once. */
    public void poison(String businessId, Document content) {
        var document = new Document("_id", businessId).append("dueAt", Date.from(instant()));
        document.putAll(content);
        Mono.from(database.getCollection("idp_metadata").insertOne(document)).block(PATIENCE);
    }

    /** Empties the collection of metadata. */
    public void clear() {
        Mono.from(database.getCollection("idp_metadata").deleteMany(new Document()))
                .block(PATIENCE);
    }

    public static SsoSettings settings(String businessId, URI metadataUrl) {
        return new SsoSettings(
                new BusinessId(businessId),
                SsoProvider.CLASSLINK_SAML,
                null,
                metadataUrl,
                AttributeMapping.DEFAULTS,
                true,
                false,
                false,
                false,
                null);
    }

    public void pass(Duration time) {
        clock.advance(time);
    }

    public Clock clock() {
        return clock;
    }

    public Instant instant() {
        return clock.instant();
    }

    @Override
    public String toString() {
        return server.name();
    }
}
