package com.pickatime.simulator.saml;

import com.pickatime.simulator.SimulatorClient;
import com.pickatime.simulator.SimulatorTest;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A simulator with a service provider beside it, and a browser. */
@SimulatorTest
public abstract class SamlTest {

    protected static final TestServiceProvider SERVICE_PROVIDER = new TestServiceProvider();
    protected static final String TEACHER = "T0001";

    protected final SimulatorClient client;
    protected final FormClient browser;

    protected SamlTest(int port) {
        client = new SimulatorClient(port);
        browser = new FormClient(port);
    }

    @DynamicPropertySource
    static void serviceProvider(DynamicPropertyRegistry registry) {
        registry.add("simulator.saml.service-provider.metadata-url", SERVICE_PROVIDER::metadataUrl);
        registry.add("simulator.saml.service-provider.slo-url", () -> "http://127.0.0.1:8104/saml/classlink-2222/slo");
    }

    @AfterEach
    void behaveAsUsual() {
        client.delete("/control/saml");
        client.delete("/control/faults");
    }

    protected HttpResponse<String> signIn(String person) {
        return browser.post("/saml/sign-in", Map.of("person", person, "target", "/launchpad"));
    }

    /** The page that carries the response of somebody who opens the tile. */
    protected HttpResponse<String> openTile() {
        return browser.get("/launchpad/pickatime");
    }

    /** What the metadata publishes, the certificate in use first. */
    protected List<X509Certificate> published() {
        var metadata = Xml.parse(client.get("/saml/metadata").body().getBytes(StandardCharsets.UTF_8));
        return Xml.all(metadata.getDocumentElement(), Saml.SIGNATURE, "X509Certificate")
                .map(certificate -> certificate(certificate.getTextContent()))
                .toList();
    }

    private static X509Certificate certificate(String base64) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
