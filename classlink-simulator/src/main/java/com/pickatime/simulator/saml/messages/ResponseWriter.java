package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.applications.ApplicationSettings;
import com.pickatime.simulator.saml.Behaviour;
import com.pickatime.simulator.saml.SamlSettings;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.keys.IdpKeys;
import com.pickatime.simulator.saml.xml.Encryption;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Signer;
import com.pickatime.simulator.saml.xml.Tag;
import com.pickatime.simulator.saml.xml.Xml;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the responses that sign people in at the service provider. */
@Component
public class ResponseWriter {

    private final SamlSettings settings;
    private final ApplicationSettings application;
    private final IdpKeys keys;
    private final Clock clock;

    ResponseWriter(SamlSettings settings, ApplicationSettings application, IdpKeys keys, Clock clock) {
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
    public record Terms(
            Behaviour behaviour,
            @Nullable String requestId,
            @Nullable X509Certificate encryptTo) {}

    /** The response's XML. */
    public String write(SignIn signIn, Terms terms) {
        var behaviour = terms.behaviour();
        var signer = new Signer(keys.current(), behaviour.sha1());
        var now = clock.instant().plusSeconds(behaviour.clockOffsetSeconds()).truncatedTo(ChronoUnit.MILLIS);
        var writer = new AssertionWriter(settings, application.tenantId(), now, terms.requestId());
        var response = envelope(terms.requestId(), now);
        if (terms.encryptTo() == null) {
            var assertion = response.child(Saml.ASSERTION, "saml:Assertion");
            fill(assertion, signIn, writer, behaviour, signer);
        } else {
            // a document of its own: what is decrypted must stand without the response's namespaces
            var assertion = Tag.root(Saml.ASSERTION, "saml:Assertion");
            fill(assertion, signIn, writer, behaviour, signer);
            var sealed = response.child(Saml.ASSERTION, "saml:EncryptedAssertion");
            new Encryption(terms.encryptTo()).encryptInto(sealed.element(), assertion.element());
        }
        if (behaviour.signed().coversResponse()) {
            signer.sign(response.element());
        }
        return Xml.write(response.element());
    }

    private static void fill(Tag assertion, SignIn signIn, AssertionWriter writer, Behaviour behaviour, Signer signer) {
        writer.fill(assertion, signIn);
        if (behaviour.signed().coversAssertion()) {
            signer.sign(assertion.element());
        }
    }

    private Tag envelope(@Nullable String requestId, Instant now) {
        var response = Tag.root(Saml.PROTOCOL, "samlp:Response")
                .with("ID", Ids.next())
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
