package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.Saml;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** From whom, to whom, in answer to what and when: SAML core 2.5 and 3.2, and the web browser profile 4.1.4. */
record Terms(Expectation expected, Instant now) {

    private static final Set<String> KNOWN_CONDITIONS = Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");

    void checkResponse(SamlElement response, boolean signed) throws RefusedResponseException {
        checkMessage(response);
        var issuer = response.child("Issuer");
        if (issuer.isPresent()) {
            checkIssuer(issuer.get());
        }
        var destination = response.attribute("Destination");
        // bindings 3.5.5.2: a signed message says where it goes; an unsigned one could say anything
        Refusal.WRONG_DESTINATION.unless(
                destination.isPresent() ? destination.get().equals(expected.assertionConsumerUrl()) : !signed);
        checkRequest(response);
        checkStatus(response);
    }

    /** @return when the assertion can no longer be used to sign in, the forgiven difference of clocks included */
    Instant checkAssertion(SamlElement assertion) throws RefusedResponseException {
        checkMessage(assertion);
        checkIssuer(Refusal.WRONG_ISSUER.unlessPresent(assertion.child("Issuer")));
        var confirmed = confirmedUntil(Refusal.NO_NAME.unlessPresent(assertion.child("Subject")));
        var conditions = Refusal.NO_CONDITIONS.unlessPresent(assertion.child("Conditions"));
        checkConditions(conditions);
        var end = conditions.instant("NotOnOrAfter").filter(confirmed::isAfter).orElse(confirmed);
        return end.plus(ResponseValidator.CLOCK_SKEW);
    }

    void hasCome(Instant start) throws RefusedResponseException {
        Refusal.NOT_YET_VALID.unless(!now.plus(ResponseValidator.CLOCK_SKEW).isBefore(start));
    }

    void isToCome(Instant end, Refusal otherwise) throws RefusedResponseException {
        otherwise.unless(now.minus(ResponseValidator.CLOCK_SKEW).isBefore(end));
    }

    private void checkMessage(SamlElement message) throws RefusedResponseException {
        Refusal.WRONG_VERSION.unless(
                Saml.VERSION.equals(message.attribute("Version").orElse("")));
        message.id();
        hasCome(Refusal.MALFORMED.unlessPresent(message.instant("IssueInstant")));
    }

    private void checkIssuer(SamlElement issuer) throws RefusedResponseException {
        var format = issuer.attribute("Format").orElse(Saml.ENTITY_FORMAT);
        Refusal.WRONG_ISSUER.unless(format.equals(Saml.ENTITY_FORMAT)
                && issuer.text().equals(expected.identityProvider().entityId()));
    }

    /** Core 3.2.2: there exactly when a request is answered. */
    private void checkRequest(SamlElement element) throws RefusedResponseException {
        var answered = element.attribute("InResponseTo").orElse(null);
        Refusal.WRONG_REQUEST.unless(Objects.equals(answered, expected.requestId()));
    }

    private static void checkStatus(SamlElement response) throws RefusedResponseException {
        var status = Refusal.MALFORMED.unlessPresent(response.child(Saml.PROTOCOL, "Status"));
        var code = Refusal.MALFORMED.unlessPresent(status.child(Saml.PROTOCOL, "StatusCode"));
        Refusal.STATUS_NOT_SUCCESS.unless(code.required("Value").equals(Saml.STATUS_SUCCESS));
    }

    /** Profiles 4.1.4.3: one bearer confirmation that fits is enough; the end of the last of them counts. */
    private Instant confirmedUntil(SamlElement subject) throws RefusedResponseException {
        var objection = new RefusedResponseException(Refusal.NO_BEARER_CONFIRMATION);
        var until = Instant.MIN;
        for (var confirmation : subject.children("SubjectConfirmation")) {
            if (confirmation.required("Method").equals(Saml.BEARER)) {
                try {
                    var end = confirmedUntilBy(confirmation);
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

    private Instant confirmedUntilBy(SamlElement confirmation) throws RefusedResponseException {
        var data = Refusal.NO_BEARER_CONFIRMATION.unlessPresent(confirmation.child("SubjectConfirmationData"));
        Refusal.NO_BEARER_CONFIRMATION.unless(data.attribute("NotBefore").isEmpty());
        var end = Refusal.NO_BEARER_CONFIRMATION.unlessPresent(data.instant("NotOnOrAfter"));
        Refusal.WRONG_RECIPIENT.unless(data.attribute("Recipient").orElse("").equals(expected.assertionConsumerUrl()));
        checkRequest(data);
        isToCome(end, Refusal.EXPIRED);
        return end;
    }

    private void checkConditions(SamlElement conditions) throws RefusedResponseException {
        for (var condition : conditions.children()) {
            Refusal.UNKNOWN_CONDITION.unless(
                    KNOWN_CONDITIONS.contains(condition.dom().getLocalName())
                            && condition.isSaml(condition.dom().getLocalName()));
        }
        var start = conditions.instant("NotBefore");
        if (start.isPresent()) {
            hasCome(start.get());
        }
        var end = conditions.instant("NotOnOrAfter");
        if (end.isPresent()) {
            isToCome(end.get(), Refusal.EXPIRED);
        }
        checkAudience(conditions);
    }

    /** Core 2.5.1.4: every restriction has to hold, and one holds if any of its audiences is us. */
    private void checkAudience(SamlElement conditions) throws RefusedResponseException {
        var restrictions = conditions.children("AudienceRestriction");
        Refusal.WRONG_AUDIENCE.unless(!restrictions.isEmpty());
        for (var restriction : restrictions) {
            var meant = false;
            for (var audience : restriction.children("Audience")) {
                meant |= audience.text().equals(expected.entityId());
            }
            Refusal.WRONG_AUDIENCE.unless(meant);
        }
    }
}
