package com.pickatime.simulator.saml;

import com.pickatime.simulator.saml.keys.IdpKey;
import com.pickatime.simulator.saml.keys.TestKeys;
import com.pickatime.simulator.saml.messages.RedirectBinding;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A service provider that publishes metadata and writes requests; its addresses are the simulator's defaults. */
public final class TestServiceProvider implements AutoCloseable {

    public static final String ENTITY_ID = "http://127.0.0.1:8104/saml/classlink-2222/metadata";
    public static final String ACS = "http://127.0.0.1:8104/saml/classlink-2222/acs";
    public static final URI IDP_SSO = URI.create("http://localhost:8140/saml/sso");

    private static final URI IDP_SLO = URI.create("http://localhost:8140/saml/slo");

    private final IdpKey key = TestKeys.fresh();
    private final HttpServer server;

    public TestServiceProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var metadata = metadata().getBytes(StandardCharsets.UTF_8);
        server.createContext("/metadata", exchange -> {
            exchange.sendResponseHeaders(200, metadata.length);
            exchange.getResponseBody().write(metadata);
            exchange.close();
        });
        server.start();
    }

    public String metadataUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/metadata";
    }

    public IdpKey key() {
        return key;
    }

    /** The path of a signed request, with its query. */
    public String requestPath(String xml, @Nullable String relayState) {
        return path(new RedirectBinding(key, false).send(IDP_SSO, "SAMLRequest", xml, relayState));
    }

    /** The path of a logout message, with its query, signed by {@code signer}. */
    public String logoutPath(String parameter, String xml, IdpKey signer) {
        return path(new RedirectBinding(signer, false).send(IDP_SLO, parameter, xml, "back"));
    }

    public static String request(String id, String moreAttributes) {
        return """
                <samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
                  ID="%s" Version="2.0" IssueInstant="%s" %s><saml:Issuer>%s</saml:Issuer></samlp:AuthnRequest>""".formatted(id, Instant.now(), moreAttributes, ENTITY_ID);
    }

    public static String logoutRequest(String issuer, String sessionIndex) {
        return """
                <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"
                  ID="_bye" Version="2.0" IssueInstant="%s"><saml:Issuer>%s</saml:Issuer><saml:NameID>1</saml:NameID><samlp:SessionIndex>%s</samlp:SessionIndex></samlp:LogoutRequest>""".formatted(Instant.now(), issuer, sessionIndex);
    }

    public static String logoutResponse(String status) {
        return """
                <samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_ok" Version="2.0"
                  ><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:%s"/></samlp:Status></samlp:LogoutResponse>""".formatted(status);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String metadata() {
        try {
            return """
                    <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="%s">
                    <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor><ds:KeyInfo><ds:X509Data>
                    <ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:SPSSODescriptor></md:EntityDescriptor>""".formatted(
                    ENTITY_ID,
                    Base64.getMimeEncoder().encodeToString(key.certificate().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(URI address) {
        return address.getRawPath() + "?" + address.getRawQuery();
    }
}
