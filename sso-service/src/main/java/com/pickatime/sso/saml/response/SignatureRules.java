package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.Saml;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a signature may look like before anything of it is computed: SAML core 5.4, and allow lists. */
final class SignatureRules {

    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String PSS = "http://www.w3.org/2007/05/xmldsig-more#";

    private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static final String INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

    /** SAML core 5.4.3 prefers the exclusive one; what is read is what was digested, by whichever. */
    private static final Set<String> CANONICAL =
            Set.of(EXCLUSIVE, EXCLUSIVE + "WithComments", INCLUSIVE, INCLUSIVE + "#WithComments");

    private static final String ENVELOPED = Saml.SIGNATURE + "enveloped-signature";

    private static final String RSA_SHA1 = Saml.SIGNATURE + "rsa-sha1";
    private static final String SHA1 = Saml.SIGNATURE + "sha1";

    private static final Set<String> BY_RSA = Set.of(
            MORE + "rsa-sha256",
            MORE + "rsa-sha384",
            MORE + "rsa-sha512",
            PSS + "sha256-rsa-MGF1",
            PSS + "sha384-rsa-MGF1",
            PSS + "sha512-rsa-MGF1",
            RSA_SHA1);

    private static final Set<String> BY_CURVE =
            Set.of(MORE + "ecdsa-sha256", MORE + "ecdsa-sha384", MORE + "ecdsa-sha512");

    private static final Set<String> DIGESTS =
            Set.of(Saml.ENCRYPTION + "sha256", MORE + "sha384", Saml.ENCRYPTION + "sha512", SHA1);

    private SignatureRules() {}

    /** What the rules found out about a signature. */
    record Checked(String keyKind, boolean sha1) {}

    /**
     * The signature without its KeyInfo, which is taken out of the document so that nothing can read it. One reference to
     * the parent, two transforms and no parameters also keep canonicalizing the unverified part cheap.
     */
    static Checked check(SamlElement signature, String parentId) throws RefusedResponseException {
        var parts = signature.children();
        names(
                parts,
                parts.size() > 2
                        ? List.of("SignedInfo", "SignatureValue", "KeyInfo")
                        : List.of("SignedInfo", "SignatureValue"));
        if (parts.size() > 2) {
            signature.dom().removeChild(parts.get(2).dom());
        }
        holdsOnlyText(signature.dom());
        var info = parts.get(0).children();
        names(info, List.of("CanonicalizationMethod", "SignatureMethod", "Reference"));
        algorithm(info.get(0), CANONICAL);
        var method = info.get(1).required("Algorithm");
        algorithm(info.get(1), BY_CURVE.contains(method) ? BY_CURVE : BY_RSA);
        ResponseRefusal.UNSUPPORTED_SIGNATURE.unless(info.get(1).children().isEmpty());
        var digest = reference(info.get(2), parentId);
        return new Checked(BY_CURVE.contains(method) ? "EC" : "RSA", method.equals(RSA_SHA1) || digest.equals(SHA1));
    }

    private static String reference(SamlElement reference, String parentId) throws RefusedResponseException {
        ResponseRefusal.UNEXPECTED_SHAPE.unless(reference.required("URI").equals("#" + parentId));
        var parts = reference.children();
        names(parts, List.of("Transforms", "DigestMethod", "DigestValue"));
        var transforms = parts.get(0).children();
        names(transforms, List.of("Transform", "Transform"));
        algorithm(transforms.get(0), Set.of(ENVELOPED));
        ResponseRefusal.UNSUPPORTED_SIGNATURE.unless(
                transforms.get(0).children().isEmpty());
        algorithm(transforms.get(1), CANONICAL);
        ResponseRefusal.UNSUPPORTED_SIGNATURE.unless(parts.get(1).children().isEmpty());
        return algorithm(parts.get(1), DIGESTS);
    }

    private static String algorithm(SamlElement method, Set<String> allowed) throws RefusedResponseException {
        var algorithm = method.required("Algorithm");
        ResponseRefusal.UNSUPPORTED_SIGNATURE.unless(allowed.contains(algorithm));
        var parameters = method.children();
        ResponseRefusal.UNSUPPORTED_SIGNATURE.unless(parameters.isEmpty()
                || (parameters.size() == 1
                        && algorithm.startsWith(EXCLUSIVE)
                        && parameters.get(0).is(EXCLUSIVE, "InclusiveNamespaces")
                        && parameters.get(0).children().isEmpty()));
        return algorithm;
    }

    private static void names(List<SamlElement> elements, List<String> names) throws RefusedResponseException {
        var found = new ArrayList<String>();
        for (var element : elements) {
            if (Saml.SIGNATURE.equals(element.dom().getNamespaceURI())) {
                found.add(element.dom().getLocalName());
            }
        }
        ResponseRefusal.UNEXPECTED_SHAPE.unless(found.equals(names) && elements.size() == names.size());
    }

    /** Canonicalization may drop comments, so the digest that is signed could differ from the digest that is read. */
    private static void holdsOnlyText(Element element) throws RefusedResponseException {
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                holdsOnlyText(inner);
            } else {
                ResponseRefusal.UNEXPECTED_SHAPE.unless(child.getNodeType() == Node.TEXT_NODE);
            }
        }
    }
}
