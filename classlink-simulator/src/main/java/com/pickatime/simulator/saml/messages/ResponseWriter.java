package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.applications.ApplicationSettings;
import com.pickatime.simulator.saml.Behaviour;
import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.keys.IdpKeys;
import com.pickatime.simulator.saml.xml.ElementBuilder;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import com.pickatime.simulator.saml.xml.XmlEncryption;
import com.pickatime.simulator.saml.xml.XmlSigner;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the responses that sign people in at the service provider. */
@Component
public class ResponseWriter {

    private final IdentityProviderSettings settings;
    private final ApplicationSettings application;
    private final IdpKeys keys;
    private final Clock clock;

    ResponseWriter(IdentityProviderSettings settings, ApplicationSettings application, IdpKeys keys, Clock clock) {
        this.settings = settings;
        this.application = application;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a response answers to, and how.
     *
     * @param requestId null when nobody asked
     * @param encryptTo for whom the assertion is encrypted; null leaves it in the clear
     */
    public record ResponseOptions(
            Behaviour behaviour,
            @Nullable String requestId,
            @Nullable X509Certificate encryptTo) {}

    /** The response's XML. */
    public String write(SignIn signIn, ResponseOptions options) {
        var behaviour = options.behaviour();
        var signer = new XmlSigner(keys.current(), behaviour.sha1());
        var now = clock.instant().plusSeconds(behaviour.clockOffsetSeconds()).truncatedTo(ChronoUnit.MILLIS);
        var writer = new AssertionWriter(settings, application.tenantId(), now, options.requestId());
        var response = envelope(options.requestId(), now);
        if (options.encryptTo() == null) {
            var assertion = response.child(Saml.ASSERTION, "saml:Assertion");
            fill(assertion, signIn, writer, behaviour, signer);
        } else {
            // a document of its own: what is decrypted must stand without the response's namespaces
            var assertion = ElementBuilder.root(Saml.ASSERTION, "saml:Assertion");
            fill(assertion, signIn, writer, behaviour, signer);
            var sealed = response.child(Saml.ASSERTION, "saml:EncryptedAssertion");
            new XmlEncryption(options.encryptTo()).encryptInto(sealed.element(), assertion.element());
        }
        if (behaviour.signed().coversResponse()) {
            signer.sign(response.element());
        }
        return Xml.write(response.element());
    }

    private static void fill(
            ElementBuilder assertion, SignIn signIn, AssertionWriter writer, Behaviour behaviour, XmlSigner signer) {
        writer.fill(assertion, signIn);
        if (behaviour.signed().coversAssertion()) {
            signer.sign(assertion.element());
        }
    }

    private ElementBuilder envelope(@Nullable String requestId, Instant now) {
        var response = ElementBuilder.root(Saml.PROTOCOL, "samlp:Response")
                .with("ID", SamlIds.next())
                .with("Version", "2.0")
                .with("IssueInstant", now.toString())
                .with("Destination", settings.serviceProvider().acsUrl().toString());
        if (requestId != null) {
            response.with("InResponseTo", requestId);
        }
        response.child(Saml.ASSERTION, "saml:Issuer").text(settings.entityId());
        response.child(Saml.PROTOCOL, "samlp:Status")
                .child(Saml.PROTOCOL, "samlp:StatusCode")
                .with("Value", Saml.SUCCESS);
        return response;
    }
}
