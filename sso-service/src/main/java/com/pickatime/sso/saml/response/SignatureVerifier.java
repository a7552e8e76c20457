package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.Saml;
import java.io.IOException;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;

/**
 * Verifies enveloped signatures with the JDK's XML Signature and gives back the very octets that were digested, read
 * anew: nothing else of a document counts as signed.
 *
 * <p>Trust is in the keys of the metadata, not in their certificates: to the SAML V2.0 Metadata Interoperability Profile a
 * certificate is a wrapping of its key and may have expired. Its end is warned of elsewhere and refuses nobody.
 */
record SignatureVerifier(List<PublicKey> keys, boolean allowSha1) {

    /** NIST SP 800-131A: RSA below 2048 bits and curves below 224 bits are disallowed; 256 is the smallest in use. */
    private static final int FEWEST_RSA_BITS = 2048;

    private static final int FEWEST_EC_BITS = 256;

    /** An element as it was signed, and whether SHA-1 was relied on. */
    record SignedElement(SamlElement element, boolean sha1) {}

    static SignatureVerifier of(ValidationParameters expected) {
        var keys = expected.identityProvider().signingCertificates().stream()
                .map(X509Certificate::getPublicKey)
                .toList();
        return new SignatureVerifier(keys, expected.allowSha1());
    }

    /** What the element's own signature covers; empty when it has none. One that does not verify is a refusal. */
    Optional<SignedElement> verify(SamlElement parent) throws RefusedResponseException {
        var signature = parent.child(Saml.SIGNATURE, "Signature");
        return signature.isEmpty() ? Optional.empty() : Optional.of(verify(parent, signature.get()));
    }

    private SignedElement verify(SamlElement parent, SamlElement signature) throws RefusedResponseException {
        var id = parent.id();
        var kept = SignatureRules.check(signature, id);
        ResponseRefusal.SHA1_NOT_ALLOWED.unless(allowSha1 || !kept.sha1());
        parent.dom().setIdAttributeNS(null, "ID", true);
        for (var key : usable(kept.keyKind())) {
            var attempt = Attempt.with(key, signature, kept.sha1());
            if (attempt.fits()) {
                return new SignedElement(sameAs(parent, id, attempt.octets()), kept.sha1());
            }
        }
        throw new RefusedResponseException(ResponseRefusal.UNKNOWN_KEY);
    }

    private List<PublicKey> usable(String kind) throws RefusedResponseException {
        var fitting =
                keys.stream().filter(key -> key.getAlgorithm().equals(kind)).toList();
        var strong = fitting.stream().filter(SignatureVerifier::isStrong).toList();
        ResponseRefusal.WEAK_KEY.unless(fitting.isEmpty() || !strong.isEmpty());
        return strong;
    }

    private static boolean isStrong(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() >= FEWEST_RSA_BITS;
        }
        return key instanceof ECPublicKey curve
                && curve.getParams().getCurve().getField().getFieldSize() >= FEWEST_EC_BITS;
    }

    private static SamlElement sameAs(SamlElement parent, String id, byte[] octets) throws RefusedResponseException {
        var signed = SamlElement.root(octets);
        ResponseRefusal.UNEXPECTED_SHAPE.unless(
                signed.is(parent.dom().getNamespaceURI(), parent.dom().getLocalName())
                        && signed.id().equals(id));
        return signed;
    }

    /** One signature tried with one key; the JDK remembers the outcome, so each key needs its own. */
    private record Attempt(XMLSignature signature, DOMValidateContext context) {

        static Attempt with(PublicKey key, SamlElement signature, boolean sha1) throws RefusedResponseException {
            var context = new DOMValidateContext(KeySelector.singletonKeySelector(key), signature.dom());
            // it refuses SHA-1 (jdk.xml.dsig.secureValidationPolicy); all else it refuses, the rules refused before
            context.setProperty("org.jcp.xml.dsig.secureValidation", !sha1);
            context.setProperty("javax.xml.crypto.dsig.cacheReference", true);
            // pinned: a library on the class path may have registered another
            var factory = XMLSignatureFactory.getInstance("DOM", Security.getProvider("XMLDSig"));
            try {
                return new Attempt(factory.unmarshalXMLSignature(context), context);
            } catch (MarshalException unreadable) {
                throw new RefusedResponseException(ResponseRefusal.UNSUPPORTED_SIGNATURE);
            }
        }

        /** Whether the signature is by this key; one that cannot be computed, such as one too short, is not. */
        boolean fits() {
            try {
                return signature.getSignatureValue().validate(context);
            } catch (XMLSignatureException notByThisKey) {
                return false;
            }
        }

        byte[] octets() throws RefusedResponseException {
            try {
                if (signature.validate(context)) {
                    return only().getDigestInputStream().readAllBytes();
                }
            } catch (XMLSignatureException | IOException undigestible) {
                // the same refusal as a digest that differs
            }
            throw new RefusedResponseException(ResponseRefusal.TAMPERED);
        }

        private Reference only() {
            return signature.getSignedInfo().getReferences().get(0);
        }
    }
}
