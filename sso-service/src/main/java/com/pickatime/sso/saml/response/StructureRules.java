package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.Saml;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first defence against wrapped signatures: a response has the one shape that SAML gives it, wherever its signatures
 * are. The second is that only signed octets are read; either holds without the other.
 */
class StructureRules {

    private static final Set<String> IN_RESPONSE =
            Set.of("Issuer", "Signature", "Extensions", "Status", "Assertion", "EncryptedAssertion");

    private static final Set<String> IN_ASSERTION =
            Set.of("Issuer", "Signature", "Subject", "Conditions", "Advice", "AuthnStatement", "AttributeStatement");

    private static final Set<String> REPEATABLE = Set.of("AuthnStatement", "AttributeStatement");

    private static final Set<String> NAMESPACES = Set.of(Saml.PROTOCOL, Saml.ASSERTION, Saml.SIGNATURE);

    /** What arrived, before anything in it is decrypted. */
    void checkResponse(SamlElement response) throws RefusedResponseException {
        ResponseRefusal.UNEXPECTED_SHAPE.unless(response.is(Saml.PROTOCOL, "Response"));
        hasOnly(response, IN_RESPONSE);
        var tree = response.tree();
        var assertion = theOne(tree);
        ResponseRefusal.UNEXPECTED_SHAPE.unless(assertion.dom().getParentNode() == response.dom());
        if (assertion.isSaml("Assertion")) {
            hasOnly(assertion, IN_ASSERTION);
        }
        ResponseRefusal.UNEXPECTED_SHAPE.unless(tree.stream()
                        .filter(element -> element.is(Saml.PROTOCOL, "Response"))
                        .count()
                == 1);
        signaturesBelongTo(tree, Set.of(response, assertion));
        idsDiffer(tree);
    }

    /** The assertion that was hidden, where it now stands. */
    void checkDecrypted(SamlElement assertion) throws RefusedResponseException {
        hasOnly(assertion, IN_ASSERTION);
        var tree = assertion.tree();
        ResponseRefusal.UNEXPECTED_SHAPE.unless(theOne(tree).equals(assertion));
        ResponseRefusal.UNEXPECTED_SHAPE.unless(
                tree.stream().noneMatch(element -> element.is(Saml.PROTOCOL, "Response")));
        signaturesBelongTo(tree, Set.of(assertion));
        idsDiffer(new SamlElement(assertion.dom().getOwnerDocument().getDocumentElement()).tree());
    }

    private static SamlElement theOne(List<SamlElement> tree) throws RefusedResponseException {
        var assertions = tree.stream()
                .filter(element -> element.isSaml("Assertion") || element.isSaml("EncryptedAssertion"))
                .toList();
        ResponseRefusal.UNEXPECTED_SHAPE.unless(assertions.size() == 1);
        return assertions.get(0);
    }

    private static void hasOnly(SamlElement parent, Set<String> names) throws RefusedResponseException {
        var seen = new HashSet<String>();
        for (var child : parent.children()) {
            var name = child.dom().getLocalName();
            ResponseRefusal.UNEXPECTED_SHAPE.unless(
                    names.contains(name) && NAMESPACES.contains(child.dom().getNamespaceURI()));
            ResponseRefusal.UNEXPECTED_SHAPE.unless(seen.add(name) || REPEATABLE.contains(name));
        }
    }

    private static void signaturesBelongTo(List<SamlElement> tree, Set<SamlElement> signed)
            throws RefusedResponseException {
        for (var element : tree) {
            if (element.is(Saml.SIGNATURE, "Signature")) {
                ResponseRefusal.UNEXPECTED_SHAPE.unless(signed.stream()
                        .anyMatch(parent -> parent.dom() == element.dom().getParentNode()));
            }
        }
    }

    /** ID, Id, id, xml:id and wsu:Id alike: whatever some reader takes for an identifier is there once. */
    private static void idsDiffer(List<SamlElement> tree) throws RefusedResponseException {
        var seen = new HashSet<String>();
        for (var element : tree) {
            var attributes = element.dom().getAttributes();
            var identifiers = 0;
            for (int i = 0; i < attributes.getLength(); i++) {
                if ("id".equalsIgnoreCase(attributes.item(i).getLocalName())) {
                    identifiers++;
                    ResponseRefusal.UNEXPECTED_SHAPE.unless(
                            seen.add(attributes.item(i).getNodeValue()));
                }
            }
            ResponseRefusal.UNEXPECTED_SHAPE.unless(identifiers <= 1);
        }
    }
}
