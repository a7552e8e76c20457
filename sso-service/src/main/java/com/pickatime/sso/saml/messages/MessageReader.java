package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.SamlTime;
import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.w3c.dom.Element;

/** What every message of an identity provider must say before anything else in it is read, SAML core 3.2. */
record MessageReader(String issuer, ServiceProvider receiver, Instant now) {

    /** How old a message may be; it comes by the person's browser, at once. */
    static final Duration MOST_AGE = Duration.ofMinutes(5);

    /** How far the two clocks may be apart; the same for responses. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int LONGEST_ID = 256;

    Element read(byte[] xml, String name) throws RefusedMessageException {
        try {
            var root = Xml.parse(xml).getDocumentElement();
            demand(Xml.is(root, Saml.PROTOCOL, name), MessageRefusal.OTHER_MESSAGE);
            demand(Saml.VERSION.equals(root.getAttribute("Version")), MessageRefusal.MALFORMED);
            demand(isId(root.getAttribute("ID")), MessageRefusal.MALFORMED);
            demand(issuer.equals(issuerOf(root)), MessageRefusal.WRONG_ISSUER);
            demand(comesHere(root), MessageRefusal.WRONG_DESTINATION);
            demandFresh(root);
            return root;
        } catch (MalformedXmlException malformed) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED, malformed);
        }
    }

    /** An end that the message sets itself; absent: none. */
    static void demandBefore(Element root, String attribute, Instant now) throws RefusedMessageException {
        if (root.hasAttribute(attribute)) {
            demand(now.isBefore(time(root, attribute).plus(SKEW)), MessageRefusal.EXPIRED);
        }
    }

    private void demandFresh(Element root) throws RefusedMessageException {
        var issued = time(root, "IssueInstant");
        demand(!issued.isAfter(now.plus(SKEW)), MessageRefusal.FROM_THE_FUTURE);
        demand(!issued.isBefore(now.minus(MOST_AGE).minus(SKEW)), MessageRefusal.EXPIRED);
    }

    /** A signed message must say where it goes, SAML bindings 3.4.5.2; nobody is known to leave it out of unsigned ones. */
    private boolean comesHere(Element root) {
        return receiver.singleLogoutUrl().toString().equals(root.getAttribute("Destination"));
    }

    private static String issuerOf(Element root) throws MalformedXmlException {
        var issuer = Xml.onlyChild(root, Saml.ASSERTION, "Issuer")
                .orElseThrow(() -> new MalformedXmlException("no Issuer where one must be"));
        return Xml.text(issuer);
    }

    private static boolean isId(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID;
    }

    private static Instant time(Element root, String attribute) throws RefusedMessageException {
        try {
            return SamlTime.parse(root.getAttribute(attribute));
        } catch (DateTimeException noTime) {
            // its words quote the message
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        }
    }

    private static void demand(boolean met, MessageRefusal otherwise) throws RefusedMessageException {
        if (!met) {
            throw new RefusedMessageException(otherwise);
        }
    }
}
