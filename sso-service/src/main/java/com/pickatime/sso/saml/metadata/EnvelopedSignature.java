package com.pickatime.sso.saml.metadata;

import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.xml.Saml;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A signature within what it signs, by the rules of SAML core 5.4: one reference, enveloped and exclusive, SHA-256. */
final class EnvelopedSignature {

    private EnvelopedSignature() {}

    /** Signs an element that has an ID, as its first child. */
    static void sign(Element element, SamlCredential credential) {
        element.setIdAttribute("ID", true);
        try {
            var factory = XMLSignatureFactory.getInstance("DOM", jdk());
            var context = new DOMSignContext(credential.key(), element, element.getFirstChild());
            context.setDefaultNamespacePrefix("ds");
            factory.newXMLSignature(signedInfo(factory, element.getAttribute("ID")), keyInfo(factory, credential))
                    .sign(context);
            joinLines(element.getFirstChild());
        } catch (XMLSignatureException wrongKey) {
            throw new IllegalArgumentException("only an RSA key signs metadata", wrongKey);
        } catch (MarshalException | GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK cannot sign", impossible);
        }
    }

    /** The JDK breaks base64 with carriage returns, which come out as references that not every reader expects. */
    private static void joinLines(Node signature) {
        for (var name : List.of("SignatureValue", "X509Certificate")) {
            var text = ((Element) signature)
                    .getElementsByTagNameNS(Saml.SIGNATURE, name)
                    .item(0);
            text.setTextContent(text.getTextContent().replaceAll("\\s", ""));
        }
    }

    private static SignedInfo signedInfo(XMLSignatureFactory factory, String id)
            throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        var transforms = List.of(
                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null));
        var digest = factory.newDigestMethod(DigestMethod.SHA256, null);
        return factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(SignatureMethod.RSA_SHA256, null),
                List.of(factory.newReference("#" + id, digest, transforms, null, null)));
    }

    private static KeyInfo keyInfo(XMLSignatureFactory factory, SamlCredential credential) {
        var keys = factory.getKeyInfoFactory();
        return keys.newKeyInfo(List.of(keys.newX509Data(List.of(credential.certificate()))));
    }

    /** The JDK's provider, whatever else on the class path registered one. */
    private static Provider jdk() {
        return Objects.requireNonNull(Security.getProvider("XMLDSig"), "the JDK lacks XMLDSig");
    }
}
