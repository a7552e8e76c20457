package com.pickatime.simulator.saml;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider and the one service provider that its district added.
 *
 * @param baseUrl where browsers reach the identity provider
 * @param keyDirectory where its key is kept; a new one is made at every start when null
 */
@ConfigurationProperties("simulator.saml")
public record IdentityProviderSettings(
        @DefaultValue("http://localhost:8140") URI baseUrl,
        @Nullable Path keyDirectory,
        @DefaultValue ServiceProvider serviceProvider) {

    /**
     * Whom assertions are for.
     *
     * @param entityId its name, which is also the address of its metadata unless {@code metadataUrl} differs
     * @param acsUrl the only address that a response is ever posted to
     * @param sloUrl where it takes logout messages; null when it takes none
     */
    public record ServiceProvider(
            @DefaultValue("http://127.0.0.1:8104/saml/classlink-2222/metadata")
            String entityId,

            @DefaultValue("http://127.0.0.1:8104/saml/classlink-2222/acs")
            URI acsUrl,

            @Nullable URI sloUrl,
            @Nullable URI metadataUrl) {

        public URI metadata() {
            return metadataUrl == null ? URI.create(entityId) : metadataUrl;
        }
    }

    /** The name of the identity provider, which is the address of its metadata. */
    public String entityId() {
        return resolve("/saml/metadata").toString();
    }

    public URI singleSignOnUrl() {
        return resolve("/saml/sso");
    }

    public URI singleLogoutUrl() {
        return resolve("/saml/slo");
    }

    private URI resolve(String path) {
        return baseUrl.resolve(path);
    }
}
