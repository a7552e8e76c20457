package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.accounts.Person;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.xml.ElementBuilder;
import com.pickatime.simulator.saml.xml.Saml;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what ClassLink says about a person.
 *
 * @param tenantId the district's number, which goes with every person
 * @param now what the identity provider takes the time to be
 * @param requestId the request that is answered, or null when nobody asked
 */
record AssertionWriter(
        IdentityProviderSettings settings,
        int tenantId,
        Instant now,
        @Nullable String requestId) {

    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final Duration SESSION = Duration.ofHours(8);

    /** Fills an empty {@code Assertion}. */
    void fill(ElementBuilder assertion, SignIn signIn) {
        assertion.with("ID", SamlIds.next()).with("Version", "2.0").with("IssueInstant", now.toString());
        assertion.child(Saml.ASSERTION, "saml:Issuer").text(settings.entityId());
        subject(assertion.child(Saml.ASSERTION, "saml:Subject"), signIn.person());
        assertion
                .child(Saml.ASSERTION, "saml:Conditions")
                .with("NotBefore", now.toString())
                .with("NotOnOrAfter", now.plus(VALIDITY).toString())
                .child(Saml.ASSERTION, "saml:AudienceRestriction")
                .child(Saml.ASSERTION, "saml:Audience")
                .text(settings.serviceProvider().entityId());
        statement(assertion.child(Saml.ASSERTION, "saml:AuthnStatement"), signIn);
        var attributes = assertion.child(Saml.ASSERTION, "saml:AttributeStatement");
        attributes(signIn.person()).forEach((name, value) -> attribute(attributes, name, value));
    }

    private void subject(ElementBuilder subject, Person person) {
        subject.child(Saml.ASSERTION, "saml:NameID")
                .with("Format", Saml.UNSPECIFIED_NAME)
                .text(person.userId());
        var confirmation = subject.child(Saml.ASSERTION, "saml:SubjectConfirmation")
                .with("Method", Saml.BEARER)
                .child(Saml.ASSERTION, "saml:SubjectConfirmationData")
                .with("NotOnOrAfter", now.plus(VALIDITY).toString())
                .with("Recipient", settings.serviceProvider().acsUrl().toString());
        if (requestId != null) {
            confirmation.with("InResponseTo", requestId);
        }
    }

    private void statement(ElementBuilder statement, SignIn signIn) {
        statement
                .with("AuthnInstant", now.toString())
                .with("SessionIndex", signIn.index())
                .with("SessionNotOnOrAfter", now.plus(SESSION).toString())
                .child(Saml.ASSERTION, "saml:AuthnContext")
                .child(Saml.ASSERTION, "saml:AuthnContextClassRef")
                .text("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport");
    }

    /** The names that a district can choose in ClassLink's SAML Console. */
    private Map<String, String> attributes(Person person) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("OR:userSourcedId", person.sourcedId());
        attributes.put("OR:userEmail", person.sourcedId().isEmpty() ? "" : person.email());
        attributes.put("Email", person.email());
        attributes.put("Role", person.signOnRole());
        attributes.put("Tenant ID", Integer.toString(tenantId));
        attributes.put("First Name", person.givenName());
        attributes.put("Last Name", person.familyName());
        return attributes;
    }

    private static void attribute(ElementBuilder attributes, String name, String value) {
        attributes
                .child(Saml.ASSERTION, "saml:Attribute")
                .with("Name", name)
                .with("NameFormat", Saml.BASIC_ATTRIBUTE)
                .child(Saml.ASSERTION, "saml:AttributeValue")
                .text(value);
    }
}
