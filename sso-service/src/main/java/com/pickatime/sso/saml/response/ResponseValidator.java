package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.response.Signatures.Signed;
import com.pickatime.sso.saml.xml.Saml;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether a response of a business's identity provider signs somebody in (SAML 2.0 profiles 4.1.4.3). Remembers
 * nothing: whether the same assertion was used before is for the caller to ask, up to {@code usableUntil}. It computes
 * signatures and takes milliseconds, so it belongs on a thread that may.
 */
public final class ResponseValidator {

    /** How far the identity provider's clock may be from ours, either way. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Clock clock;
    private final Shape shape;

    public ResponseValidator(Clock clock) {
        this(clock, new Shape());
    }

    /** Lets a test leave the first defence out and look at the second alone. */
    ResponseValidator(Clock clock, Shape shape) {
        this.clock = clock;
        this.shape = shape;
    }

    /**
     * The request a response says it answers, to look the request up and nothing more: it is unsigned, and
     * {@link #validate} compares what is signed. Empty when it answers none.
     */
    public static Optional<String> claimedRequestId(byte[] xml) throws RefusedResponseException {
        var response = response(xml);
        var claimed = response.attribute("InResponseTo");
        return claimed.isPresent() ? claimed : confirmations(response).findFirst();
    }

    /** @throws RefusedResponseException whatever is wrong; nothing else is thrown for any bytes whatsoever */
    public AcceptedResponse validate(byte[] xml, Expectation expected) throws RefusedResponseException {
        var arrived = response(xml);
        shape.checkResponse(arrived);
        var signatures = Signatures.of(expected);
        var terms = new Terms(expected, clock.instant());

        // before anything is decrypted: an attacker's ciphertext inside a signed response is not even looked at
        var signedResponse = signatures.verify(arrived);
        var response = signedResponse.map(Signed::element).orElse(arrived);
        terms.checkResponse(response, signedResponse.isPresent());

        var standing = assertion(response, expected);
        var signedAssertion = signatures.verify(standing);
        Refusal.NOT_SIGNED.unless(signedResponse.isPresent() || signedAssertion.isPresent());
        var sha1 = Stream.of(signedResponse, signedAssertion)
                .flatMap(Optional::stream)
                .anyMatch(Signed::sha1);
        return read(signedAssertion.map(Signed::element).orElse(standing), terms, sha1);
    }

    private static AcceptedResponse read(SamlElement assertion, Terms terms, boolean sha1)
            throws RefusedResponseException {
        var usableUntil = terms.checkAssertion(assertion);
        var statements = new Statements(assertion);
        var authentication = statements.authentication();
        var sessionEnd = authentication.instant("SessionNotOnOrAfter");
        if (sessionEnd.isPresent()) {
            terms.isToCome(sessionEnd.get(), Refusal.SESSION_ENDED);
        }
        return new AcceptedResponse(
                assertion.id(),
                statements.name(),
                authentication.attribute("SessionIndex").orElse(null),
                sessionEnd.orElse(null),
                usableUntil,
                statements.attributes(),
                sha1);
    }

    /** The one assertion of the response, decrypted where it stands. */
    private SamlElement assertion(SamlElement response, Expectation expected) throws RefusedResponseException {
        var plain = response.child("Assertion");
        var encrypted = response.child("EncryptedAssertion");
        Refusal.UNEXPECTED_SHAPE.unless(plain.isPresent() != encrypted.isPresent());
        if (plain.isPresent()) {
            return plain.get();
        }
        var opened = new Decryption(expected.decryptionKeys()).open(encrypted.orElseThrow());
        shape.checkDecrypted(opened);
        return opened;
    }

    private static SamlElement response(byte[] xml) throws RefusedResponseException {
        var root = SamlElement.root(xml);
        Refusal.UNEXPECTED_SHAPE.unless(root.is(Saml.PROTOCOL, "Response"));
        return root;
    }

    private static Stream<String> confirmations(SamlElement response) {
        return response.children("Assertion").stream()
                .flatMap(assertion -> assertion.children("Subject").stream())
                .flatMap(subject -> subject.children("SubjectConfirmation").stream())
                .flatMap(confirmation -> confirmation.children("SubjectConfirmationData").stream())
                .map(data -> data.dom().getAttributeNS(null, "InResponseTo"))
                .filter(claimed -> !claimed.isBlank());
    }
}
