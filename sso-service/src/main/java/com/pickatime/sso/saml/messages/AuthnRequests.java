package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.xml.Saml;
import java.net.URI;
import java.time.Instant;

/** Requests to sign a person in, SAML core 3.4.1 and SAML profiles 4.1.4.1. */
public final class AuthnRequests {

    private AuthnRequests() {}

    /** A request that an identity provider may answer from a session it has. */
    public static Message create(ServiceProvider sender, URI destination, Instant now) {
        return create(sender, destination, now, false);
    }

    /** No name format is demanded: ClassLink lets each school choose one, and refusing it would keep everybody out. */
    public static Message create(ServiceProvider sender, URI destination, Instant now, boolean forceAuthn) {
        var draft = new Draft("AuthnRequest", sender, destination, now);
        draft.attribute(
                "AssertionConsumerServiceURL", sender.assertionConsumerUrl().toString());
        draft.attribute("ProtocolBinding", Saml.POST_BINDING);
        if (forceAuthn) {
            draft.attribute("ForceAuthn", "true");
        }
        draft.protocol(draft.root(), "NameIDPolicy").setAttribute("AllowCreate", "true");
        return draft.finish(Message.Kind.REQUEST);
    }
}
