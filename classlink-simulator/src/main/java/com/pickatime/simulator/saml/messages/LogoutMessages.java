package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.xml.ElementBuilder;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/** Writes and reads the messages of single logout: SAML 2.0 Core, section 3.7. */
@Component
public class LogoutMessages {

    private final IdentityProviderSettings settings;
    private final Clock clock;

    LogoutMessages(IdentityProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a service provider asks for.
     *
     * @param indexes the sessions to end; all of the browser when empty
     */
    public record Request(String id, Set<String> indexes) {}

    /**
     * Reads a service provider's request.
     *
     * @throws RefusedMessageException if it is none, or from somebody else
     */
    public Request read(Element root) {
        if (!root.getLocalName().equals("LogoutRequest")
                || !Xml.childText(root, Saml.ASSERTION, "Issuer")
                        .equals(Optional.of(settings.serviceProvider().entityId()))) {
            throw new RefusedMessageException("this is no LogoutRequest of a service provider that the district added");
        }
        var indexes = Xml.all(root, Saml.PROTOCOL, "SessionIndex")
                .map(index -> index.getTextContent().strip())
                .collect(Collectors.toSet());
        return new Request(root.getAttribute("ID"), indexes);
    }

    /** Whether a response says that the service provider has ended its session. */
    public boolean isSuccess(Element root) {
        return root.getLocalName().equals("LogoutResponse")
                && Xml.all(root, Saml.PROTOCOL, "StatusCode")
                        .anyMatch(code -> code.getAttribute("Value").equals(Saml.SUCCESS));
    }

    /** A request to end the session that came of a sign-in. */
    public String request(URI destination, SignIn signIn) {
        var request = message("samlp:LogoutRequest", destination);
        request.child(Saml.ASSERTION, "saml:NameID")
                .with("Format", Saml.UNSPECIFIED_NAME)
                .text(signIn.person().userId());
        request.child(Saml.PROTOCOL, "samlp:SessionIndex").text(signIn.index());
        return Xml.write(request.element());
    }

    /** The answer that all is ended. */
    public String response(URI destination, String requestId) {
        var response = message("samlp:LogoutResponse", destination).with("InResponseTo", requestId);
        response.child(Saml.PROTOCOL, "samlp:Status")
                .child(Saml.PROTOCOL, "samlp:StatusCode")
                .with("Value", Saml.SUCCESS);
        return Xml.write(response.element());
    }

    private ElementBuilder message(String name, URI destination) {
        var message = ElementBuilder.root(Saml.PROTOCOL, name)
                .with("ID", SamlIds.next())
                .with("Version", "2.0")
                .with(
                        "IssueInstant",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .with("Destination", destination.toString());
        message.child(Saml.ASSERTION, "saml:Issuer").text(settings.entityId());
        return message;
    }
}
