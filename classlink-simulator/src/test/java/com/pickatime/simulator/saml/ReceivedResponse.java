package com.pickatime.simulator.saml;

import com.pickatime.simulator.saml.keys.IdpKey;
import com.pickatime.simulator.saml.xml.Saml;
import com.pickatime.simulator.saml.xml.Xml;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;

/** A response as a service provider gets it. */
public record ReceivedResponse(Element root, Element assertion) {

    private static final int IV_BYTES = 12;

    /** The response in the page's form. */
    public static ReceivedResponse in(HttpResponse<String> page) {
        var root = root(page);
        return new ReceivedResponse(
                root, Xml.all(root, Saml.ASSERTION, "Assertion").findFirst().orElseThrow());
    }

    /** The response in the page's form, its assertion opened with the service provider's key. */
    public static ReceivedResponse in(HttpResponse<String> page, IdpKey key) {
        var root = root(page);
        return new ReceivedResponse(root, Xml.parse(decrypted(root, key)).getDocumentElement());
    }

    public Map<String, String> attributes() {
        var attributes = new TreeMap<String, String>();
        Xml.all(assertion, Saml.ASSERTION, "Attribute")
                .forEach(attribute -> attributes.put(
                        attribute.getAttribute("Name"),
                        Xml.childText(attribute, Saml.ASSERTION, "AttributeValue")
                                .orElseThrow()));
        return attributes;
    }

    public String sessionIndex() {
        return Xml.all(assertion, Saml.ASSERTION, "AuthnStatement")
                .findFirst()
                .orElseThrow()
                .getAttribute("SessionIndex");
    }

    public boolean isResponseSignedBy(X509Certificate certificate) {
        return isSignedBy(root, certificate);
    }

    public boolean isAssertionSignedBy(X509Certificate certificate) {
        return isSignedBy(assertion, certificate);
    }

    /** The algorithm of the first signature. */
    public String algorithm() {
        return Xml.all(root, Saml.SIGNATURE, "SignatureMethod")
                .findFirst()
                .orElseThrow()
                .getAttribute("Algorithm");
    }

    private static Element root(HttpResponse<String> page) {
        var encoded = FormClient.field(page, "SAMLResponse").orElseThrow(() -> new AssertionError(page.body()));
        return Xml.parse(Base64.getDecoder().decode(encoded)).getDocumentElement();
    }

    private static boolean isSignedBy(Element element, X509Certificate certificate) {
        element.setIdAttribute("ID", true);
        return signatureOf(element)
                .map(signature -> verifies(new DOMValidateContext(certificate.getPublicKey(), signature)))
                .orElse(false);
    }

    private static Optional<Element> signatureOf(Element element) {
        return Xml.all(element, Saml.SIGNATURE, "Signature")
                .filter(signature -> signature.getParentNode() == element)
                .findFirst();
    }

    private static boolean verifies(DOMValidateContext context) {
        try {
            return XMLSignatureFactory.getInstance("DOM")
                    .unmarshalXMLSignature(context)
                    .validate(context);
        } catch (MarshalException | XMLSignatureException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decrypted(Element root, IdpKey key) {
        var values = Xml.all(root, Saml.ENCRYPTION, "CipherValue")
                .map(value -> Base64.getDecoder().decode(value.getTextContent()))
                .toList();
        try {
            var unwrap = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
            unwrap.init(Cipher.DECRYPT_MODE, key.privateKey());
            var open = Cipher.getInstance("AES/GCM/NoPadding");
            var data = values.get(1);
            open.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(unwrap.doFinal(values.get(0)), "AES"),
                    new GCMParameterSpec(128, data, 0, IV_BYTES));
            return open.doFinal(Arrays.copyOfRange(data, IV_BYTES, data.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
