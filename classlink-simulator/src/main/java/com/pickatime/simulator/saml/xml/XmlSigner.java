package com.pickatime.simulator.saml.xml;

import com.pickatime.simulator.saml.keys.IdpKey;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
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

/** Signs an element of a SAML message with an enveloped signature, as SAML 2.0 Core section 5.4 has it. */
public final class XmlSigner {

    private final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    private final IdpKey key;
    private final boolean sha1;

    public XmlSigner(IdpKey key, boolean sha1) {
        this.key = key;
        this.sha1 = sha1;
    }

    /** Puts the signature behind the issuer, which must be the element's first child. */
    public void sign(Element element) {
        element.setIdAttribute("ID", true);
        var context = new DOMSignContext(
                key.privateKey(), element, element.getFirstChild().getNextSibling());
        context.setDefaultNamespacePrefix("ds");
        try {
            factory.newXMLSignature(signedInfo(element.getAttribute("ID")), keyInfo())
                    .sign(context);
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
            throw new IllegalStateException("the JDK cannot sign", e);
        }
    }

    private SignedInfo signedInfo(String id) throws GeneralSecurityException {
        return factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(sha1 ? SignatureMethod.RSA_SHA1 : SignatureMethod.RSA_SHA256, null),
                List.of(reference(id)));
    }

    private Reference reference(String id) throws GeneralSecurityException {
        var transforms = List.of(
                factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null));
        var digest = factory.newDigestMethod(sha1 ? DigestMethod.SHA1 : DigestMethod.SHA256, null);
        return factory.newReference("#" + id, digest, transforms, null, null);
    }

    private KeyInfo keyInfo() {
        var infos = factory.getKeyInfoFactory();
        return infos.newKeyInfo(List.of(infos.newX509Data(List.of(key.certificate()))));
    }
}
