package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.response.SignatureVerifier.SignedElement;
import com.pickatime.sso.saml.xml.Saml;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whether a response of a business's identity provider signs somebody in (SAML 2.0 profiles 4.1.4.3). Remembers
 * nothing: whether the same assertion was used before is for the caller to ask, up to {@code usableUntil}. It computes
 * signatures and takes milliseconds, so it belongs on a thread that may.
 */
public final class ResponseValidator {

    private static final Set<ResponseRefusal> MAY_LACK_NAMESPACES =
            Set.of(ResponseRefusal.TAMPERED, ResponseRefusal.UNKNOWN_KEY);

    private final Clock clock;
    private final Duration clockSkew;
    private final StructureRules structure;

    /** @param clockSkew how far the identity provider's clock may be from ours, either way */
    public ResponseValidator(Clock clock, Duration clockSkew) {
        this(clock, clockSkew, new StructureRules());
    }

    /** Lets a test leave the first defence out and look at the second alone. */
    ResponseValidator(Clock clock, Duration clockSkew, StructureRules structure) {
        this.clock = clock;
        this.clockSkew = clockSkew;
        this.structure = structure;
    }

    /** The assertion where it stands, and what its own signature covers; empty when it has none. */
    private record Opened(SamlElement standing, Optional<SignedElement> signed) {}

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
    public AcceptedResponse validate(byte[] xml, ValidationParameters expected) throws RefusedResponseException {
        var arrived = response(xml);
        structure.checkResponse(arrived);
        var signatures = SignatureVerifier.of(expected);
        var profile = new BrowserProfileRules(expected, clock.instant(), clockSkew);

        // before anything is decrypted: an attacker's ciphertext inside a signed response is not even looked at
        var signedResponse = signatures.verify(arrived);
        var response = signedResponse.map(SignedElement::element).orElse(arrived);
        var answered = profile.checkResponse(response, signedResponse.isPresent());

        var assertion = signedResponse.isPresent()
                ? inSignedResponse(response, arrived, signatures, expected)
                : signedAlone(arrived, signatures, expected);
        var sha1 = Stream.of(signedResponse, assertion.signed())
                .flatMap(Optional::stream)
                .anyMatch(SignedElement::sha1);
        return read(
                assertion.signed().map(SignedElement::element).orElse(assertion.standing()), profile, answered, sha1);
    }

    /**
     * The response's signature vouches for all of it. If the assertion's own does not hold in what was canonicalized, it is
     * looked at once more where it arrived: exclusive canonicalization drops namespaces of the response that it does not
     * use itself, and the assertion's signature may count on them, by a PrefixList or by being inclusive.
     */
    private Opened inSignedResponse(
            SamlElement response, SamlElement arrived, SignatureVerifier signatures, ValidationParameters expected)
            throws RefusedResponseException {
        try {
            return open(response, signatures, expected);
        } catch (RefusedResponseException refused) {
            if (!MAY_LACK_NAMESPACES.contains(refused.refusal())) {
                throw refused;
            }
            return open(arrived, signatures, expected);
        }
    }

    /**
     * Nothing vouches for the envelope. What was hidden by AES-CBC can be changed by whoever carries it, so until its own
     * signature holds everything that is wrong with it is one and the same: different answers would tell the text bit by bit.
     */
    private Opened signedAlone(SamlElement arrived, SignatureVerifier signatures, ValidationParameters expected)
            throws RefusedResponseException {
        var malleable = AssertionDecrypter.isMalleable(arrived);
        try {
            var opened = open(arrived, signatures, expected);
            ResponseRefusal.NOT_SIGNED.unless(opened.signed().isPresent());
            return opened;
        } catch (RefusedResponseException refused) {
            throw malleable && refused.refusal() != ResponseRefusal.UNSUPPORTED_ENCRYPTION
                    ? new RefusedResponseException(ResponseRefusal.UNDECRYPTABLE)
                    : refused;
        }
    }

    private Opened open(SamlElement response, SignatureVerifier signatures, ValidationParameters expected)
            throws RefusedResponseException {
        var standing = assertion(response, expected);
        return new Opened(standing, signatures.verify(standing));
    }

    private static AcceptedResponse read(
            SamlElement assertion, BrowserProfileRules profile, boolean answered, boolean sha1)
            throws RefusedResponseException {
        var usableUntil = profile.checkAssertion(assertion, answered);
        var statements = new AssertionStatements(assertion);
        var authentication = statements.authentication();
        var sessionEnd = authentication.instant("SessionNotOnOrAfter");
        if (sessionEnd.isPresent()) {
            profile.isToCome(sessionEnd.get(), ResponseRefusal.SESSION_ENDED);
        }
        return new AcceptedResponse(
                assertion.id(),
                statements.name(),
                authentication.attribute("SessionIndex").orElse(null),
                sessionEnd.orElse(null),
                usableUntil,
                statements.attributes(profile.expected().readAttributes()),
                sha1);
    }

    /** The one assertion of the response, decrypted where it stands. */
    private SamlElement assertion(SamlElement response, ValidationParameters expected) throws RefusedResponseException {
        var plain = response.child("Assertion");
        var encrypted = response.child("EncryptedAssertion");
        ResponseRefusal.UNEXPECTED_SHAPE.unless(plain.isPresent() != encrypted.isPresent());
        if (plain.isPresent()) {
            return plain.get();
        }
        var opened =
                new AssertionDecrypter(expected.decryptionKeys(), expected.allowAesCbc()).open(encrypted.orElseThrow());
        structure.checkDecrypted(opened);
        return opened;
    }

    private static SamlElement response(byte[] xml) throws RefusedResponseException {
        var root = SamlElement.root(xml);
        ResponseRefusal.UNEXPECTED_SHAPE.unless(root.is(Saml.PROTOCOL, "Response"));
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
