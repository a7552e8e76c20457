package com.pickatime.sso.signin.testing;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.testing.RunningService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The whole service behind a known address; several on one database are instances of the same installation. */
public final class SsoInstance implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RunningService service;
    private final String database;
    private final String baseUrl;

    private SsoInstance(String storeUri, String database, TestContacts contacts, int port, String baseUrl) {
        this.database = database;
        this.baseUrl = baseUrl;
        this.service = RunningService.startOn(
                storeUri,
                database,
                Map.of(
                        "server.port",
                        String.valueOf(port),
                        "sso.base-url",
                        baseUrl,
                        "sso.contacts.base-url",
                        contacts.url(),
                        "sso.metadata.allow-loopback",
                        "true"));
    }

    public static SsoInstance start(String storeUri, TestContacts contacts) {
        var port = freePort();
        return new SsoInstance(storeUri, TestStore.freshDatabaseName(), contacts, port, "http://127.0.0.1:" + port);
    }

    /** One more instance on the same database, behind the same public address. */
    public SsoInstance twin(String storeUri, TestContacts contacts) {
        return new SsoInstance(storeUri, database, contacts, freePort(), baseUrl);
    }

    /** Where this instance listens. */
    public String url() {
        return service.url();
    }

    /** What the world knows the installation by. */
    public String baseUrl() {
        return baseUrl;
    }

    public Browser browser() {
        return new Browser(url());
    }

    public RunningService service() {
        return service;
    }

    /** A business of its own that signs in at this identity provider. */
    public String business(TestIdp idp) {
        return business(idp, settings -> settings);
    }

    /** The same with other settings. */
    public String business(TestIdp idp, UnaryOperator<SsoSettings> change) {
        var id = "b-" + UUID.randomUUID();
        save(change.apply(settings(id, idp)));
        return id;
    }

    public void save(SsoSettings settings) {
        service.bean(SsoSettingsStore.class).save(settings, "a-test").block(LIMIT);
    }

    /** As most schools have them; sign-in from the portal is allowed. */
    public static SsoSettings settings(String businessId, TestIdp idp) {
        return new SsoSettings(
                new BusinessId(businessId),
                SsoProvider.GENERIC_SAML,
                null,
                URI.create(idp.metadataUrl()),
                AttributeMapping.DEFAULTS,
                true,
                false,
                false,
                false,
                null);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
