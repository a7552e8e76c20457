package com.pickatime.sso.signin.testing;

import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An identity provider of its own making: keys, published metadata, and answers as {@link TestResponse} says. */
public final class TestIdp implements AutoCloseable {

    private final DisposableServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private final String name;
    private volatile SamlCredential key;
    private volatile SamlCredential published;
    private volatile boolean takesRequests = true;

    public TestIdp(String name) {
        this.name = name;
        this.key = TestCredentials.rsa(name);
        this.published = key;
        this.server = Objects.requireNonNull(HttpServer.create()
                .maxKeepAliveRequests(1)
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/metadata", (request, response) -> {
                    fetches.incrementAndGet();
                    return response.header("Content-Type", "application/samlmetadata+xml")
                            .sendString(Mono.fromSupplier(this::metadata));
                }))
                .bindNow(Duration.ofSeconds(30)));
    }

    public String entityId() {
        return "https://" + name + ".idp.example/metadata";
    }

    public String metadataUrl() {
        return "http://127.0.0.1:" + server.port() + "/metadata";
    }

    public String loginUrl() {
        return "https://" + name + ".idp.example/sso";
    }

    public String logoutUrl() {
        return "https://" + name + ".idp.example/slo";
    }

    public SamlCredential key() {
        return key;
    }

    /** Signs with another key from now on, and publishes it. */
    public void rotate(String keyName) {
        key = TestCredentials.rsa(keyName);
        published = key;
    }

    /** Publishes metadata without a place for requests. */
    public void takesNoRequests() {
        takesRequests = false;
    }

    /** How often the metadata was fetched. */
    public int fetches() {
        return fetches.get();
    }

    private String metadata() {
        var signOn = takesRequests
                ? "<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect' Location='"
                        + loginUrl() + "'/>"
                : "<SingleSignOnService Binding='urn:oasis:names:tc:SAML:2.0:bindings:SOAP' Location='" + loginUrl()
                        + "'/>";
        return """
                <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">
                  <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
                      <X509Certificate>%s</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
                    <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="%s"/>
                    %s
                  </IDPSSODescriptor>
                </EntityDescriptor>""".formatted(entityId(), certificate(), logoutUrl(), signOn);
    }

    private String certificate() {
        try {
            return Base64.getEncoder().encodeToString(published.certificate().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
