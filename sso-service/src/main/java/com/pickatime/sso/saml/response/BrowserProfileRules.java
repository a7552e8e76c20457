package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.Saml;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** From whom, to whom, in answer to what and when: SAML core 2.5 and 3.2, and the web browser profile 4.1.4. */
record BrowserProfileRules(ValidationParameters expected, Instant now, Duration skew) {

    /** Core 8.3.6 demands the first and makes it the default; the others say nothing, and some products say so. */
    private static final Set<String> ISSUER_FORMATS = Set.of(
            Saml.ENTITY_FORMAT, Saml.UNSPECIFIED_FORMAT, "urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified");

    private static final Set<String> KNOWN_CONDITIONS = Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");

    /** @return whether the response says, under its own signature, that it answers our request */
    boolean checkResponse(SamlElement response, boolean signed) throws RefusedResponseException {
        checkMessage(response);
        var issuer = response.child("Issuer");
        if (issuer.isPresent()) {
            checkIssuer(issuer.get());
        }
        var destination = response.attribute("Destination");
        // bindings 3.5.5.2: a signed message says where it goes; an unsigned one could say anything
        ResponseRefusal.WRONG_DESTINATION.unless(
                destination.isPresent() ? destination.get().equals(expected.assertionConsumerUrl()) : !signed);
        var answers = answers(response);
        checkStatus(response);
        return signed && answers;
    }

    /**
     * @param answered whether a signed response around it says that it answers our request
     * @return when the assertion can no longer be used to sign in, the forgiven difference of clocks included
     */
    Instant checkAssertion(SamlElement assertion, boolean answered) throws RefusedResponseException {
        checkMessage(assertion);
        checkIssuer(ResponseRefusal.WRONG_ISSUER.unlessPresent(assertion.child("Issuer")));
        var confirmed = confirmedUntil(ResponseRefusal.NO_NAME.unlessPresent(assertion.child("Subject")), answered);
        var conditions = ResponseRefusal.NO_CONDITIONS.unlessPresent(assertion.child("Conditions"));
        checkConditions(conditions);
        var end = conditions.instant("NotOnOrAfter").filter(confirmed::isAfter).orElse(confirmed);
        return end.plus(skew);
    }

    void hasCome(Instant start) throws RefusedResponseException {
        ResponseRefusal.NOT_YET_VALID.unless(!now.plus(skew).isBefore(start));
    }

    void isToCome(Instant end, ResponseRefusal otherwise) throws RefusedResponseException {
        otherwise.unless(now.minus(skew).isBefore(end));
    }

    private void checkMessage(SamlElement message) throws RefusedResponseException {
        ResponseRefusal.WRONG_VERSION.unless(
                Saml.VERSION.equals(message.attribute("Version").orElse("")));
        message.id();
        hasCome(ResponseRefusal.MALFORMED.unlessPresent(message.instant("IssueInstant")));
    }

    private void checkIssuer(SamlElement issuer) throws RefusedResponseException {
        var format = issuer.attribute("Format").orElse(Saml.ENTITY_FORMAT);
        ResponseRefusal.WRONG_ISSUER.unless(ISSUER_FORMATS.contains(format)
                && issuer.token().equals(expected.identityProvider().entityId()));
    }

    /**
     * Whether an element says that it answers our request. Profiles 4.1.4.3 wants it said by the response and by the
     * confirmation; some identity providers say it in one place, which is enough where that is signed. None may name
     * another request, or any where we sent none.
     */
    private boolean answers(SamlElement element) throws RefusedResponseException {
        var answered = element.attribute("InResponseTo");
        ResponseRefusal.WRONG_REQUEST.unless(
                answered.isEmpty() || answered.get().equals(expected.requestId()));
        return answered.isPresent();
    }

    private static void checkStatus(SamlElement response) throws RefusedResponseException {
        var status = ResponseRefusal.MALFORMED.unlessPresent(response.child(Saml.PROTOCOL, "Status"));
        var code = ResponseRefusal.MALFORMED.unlessPresent(status.child(Saml.PROTOCOL, "StatusCode"));
        ResponseRefusal.STATUS_NOT_SUCCESS.unless(code.required("Value").equals(Saml.STATUS_SUCCESS));
    }

    /** Profiles 4.1.4.3: one bearer confirmation that fits is enough; the end of the last of them counts. */
    private Instant confirmedUntil(SamlElement subject, boolean answered) throws RefusedResponseException {
        var objection = new RefusedResponseException(ResponseRefusal.NO_BEARER_CONFIRMATION);
        var until = Instant.MIN;
        for (var confirmation : subject.children("SubjectConfirmation")) {
            if (confirmation.required("Method").equals(Saml.BEARER)) {
                try {
                    var end = confirmedUntilBy(confirmation, answered);
                    until = end.isAfter(until) ? end : until;
                } catch (RefusedResponseException doesNotFit) {
                    objection = doesNotFit;
                }
            }
        }
        if (until.equals(Instant.MIN)) {
            throw objection;
        }
        return until;
    }

    private Instant confirmedUntilBy(SamlElement confirmation, boolean answered) throws RefusedResponseException {
        var data = ResponseRefusal.NO_BEARER_CONFIRMATION.unlessPresent(confirmation.child("SubjectConfirmationData"));
        ResponseRefusal.NO_BEARER_CONFIRMATION.unless(
                data.attribute("NotBefore").isEmpty());
        var end = ResponseRefusal.NO_BEARER_CONFIRMATION.unlessPresent(data.instant("NotOnOrAfter"));
        ResponseRefusal.WRONG_RECIPIENT.unless(
                data.attribute("Recipient").orElse("").equals(expected.assertionConsumerUrl()));
        ResponseRefusal.WRONG_REQUEST.unless(answers(data) || answered || expected.requestId() == null);
        isToCome(end, ResponseRefusal.EXPIRED);
        return end;
    }

    private void checkConditions(SamlElement conditions) throws RefusedResponseException {
        for (var condition : conditions.children()) {
            ResponseRefusal.UNKNOWN_CONDITION.unless(
                    KNOWN_CONDITIONS.contains(condition.dom().getLocalName())
                            && condition.isSaml(condition.dom().getLocalName()));
        }
        var start = conditions.instant("NotBefore");
        if (start.isPresent()) {
            hasCome(start.get());
        }
        var end = conditions.instant("NotOnOrAfter");
        if (end.isPresent()) {
            isToCome(end.get(), ResponseRefusal.EXPIRED);
        }
        checkAudience(conditions);
    }

    /** Core 2.5.1.4: every restriction has to hold, and one holds if any of its audiences is us. */
    private void checkAudience(SamlElement conditions) throws RefusedResponseException {
        var restrictions = conditions.children("AudienceRestriction");
        ResponseRefusal.WRONG_AUDIENCE.unless(!restrictions.isEmpty());
        for (var restriction : restrictions) {
            var meant = false;
            for (var audience : restriction.children("Audience")) {
                meant |= audience.token().equals(expected.entityId());
            }
            ResponseRefusal.WRONG_AUDIENCE.unless(meant);
        }
    }
}
