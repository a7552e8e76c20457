package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.xml.Saml;
import java.net.URI;
import java.time.Instant;

/** Requests to sign a person in, SAML core 3.4.1 and SAML profiles 4.1.4.1. */
public final class AuthnRequests {

    private AuthnRequests() {}

    /** A request that an identity provider may answer from a session it has. */
    public static SamlMessage create(ServiceProvider sender, URI destination, Instant now) {
        return create(sender, destination, now, false);
    }

    /** No name format is demanded: ClassLink lets each school choose one, and refusing it would keep everybody out. */
    public static SamlMessage create(ServiceProvider sender, URI destination, Instant now, boolean forceAuthn) {
        var message = new SamlMessageBuilder("AuthnRequest", sender, destination, now);
        message.attribute(
                "AssertionConsumerServiceURL", sender.assertionConsumerUrl().toString());
        message.attribute("ProtocolBinding", Saml.POST_BINDING);
        if (forceAuthn) {
            message.attribute("ForceAuthn", "true");
        }
        message.protocol(message.root(), "NameIDPolicy").setAttribute("AllowCreate", "true");
        return message.build(SamlMessage.Kind.REQUEST);
    }
}
