package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * How a logout ended, SAML core 3.7.2.
 *
 * @param status the top-level status code
 * @param partial whether other services may still know the person, SAML core 3.7.3.2
 */
public record LogoutResponse(@Nullable String inResponseTo, String status, boolean partial) {

    private static final String NAME = "LogoutResponse";

    /** The answer to a request that was followed. */
    public static SamlMessage create(ServiceProvider sender, URI destination, String inResponseTo, Instant now) {
        var message = new SamlMessageBuilder(NAME, sender, destination, now);
        message.attribute("InResponseTo", inResponseTo);
        var status = message.protocol(message.root(), "Status");
        message.protocol(status, "StatusCode").setAttribute("Value", Saml.STATUS_SUCCESS);
        return message.build(SamlMessage.Kind.RESPONSE);
    }

    /**
     * Reads an identity provider's answer. Some send the last one unsigned, so nothing may depend on it: the session here
     * has ended before.
     *
     * @param issuer the entity ID of the only identity provider that may answer
     */
    public static LogoutResponse read(byte[] xml, String issuer, ServiceProvider receiver, Instant now)
            throws RefusedMessageException {
        var root = new MessageReader(issuer, receiver, now).read(xml, NAME);
        try {
            var code = demand(demand(root, "Status"), "StatusCode");
            var detail = Xml.onlyChild(code, Saml.PROTOCOL, "StatusCode");
            return new LogoutResponse(
                    root.hasAttribute("InResponseTo") ? root.getAttribute("InResponseTo") : null,
                    code.getAttribute("Value"),
                    detail.map(inner -> inner.getAttribute("Value")).equals(Optional.of(Saml.STATUS_PARTIAL_LOGOUT)));
        } catch (MalformedXmlException malformed) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED, malformed);
        }
    }

    public boolean success() {
        return status.equals(Saml.STATUS_SUCCESS);
    }

    private static Element demand(Element parent, String name) throws MalformedXmlException {
        return Xml.onlyChild(parent, Saml.PROTOCOL, name)
                .orElseThrow(() -> new MalformedXmlException("no " + name + " where one must be"));
    }
}
