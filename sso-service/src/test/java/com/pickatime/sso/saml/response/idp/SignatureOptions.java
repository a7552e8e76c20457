package com.pickatime.sso.saml.response.idp;

import com.pickatime.sso.saml.xml.Saml;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * How an element is signed; every part that a hostile signature changes can be changed.
 *
 * @param uri null for that of the parent
 * @param inKeyInfo a certificate shown in KeyInfo, null for no KeyInfo
 */
public record SignatureOptions(
        Key key,
        String method,
        String digest,
        String canonicalization,
        List<Transform> transforms,
        @Nullable String uri,
        @Nullable X509Certificate inKeyInfo) {

    public static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");
    public static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    public static final String PSS = "http://www.w3.org/2007/05/xmldsig-more#";
    public static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public static final String SHA256 = Saml.ENCRYPTION + "sha256";

    public static SignatureOptions by(CorpusKey keys) {
        var method = keys.pair().getPrivate().getAlgorithm().equals("EC") ? "ecdsa-sha256" : "rsa-sha256";
        return new SignatureOptions(
                keys.pair().getPrivate(),
                MORE + method,
                SHA256,
                EXCLUSIVE,
                List.of(transform(Saml.SIGNATURE + "enveloped-signature", null), transform(EXCLUSIVE, null)),
                null,
                keys.certificate());
    }

    public SignatureOptions with(Key other, String otherMethod) {
        return new SignatureOptions(other, otherMethod, digest, canonicalization, transforms, uri, inKeyInfo);
    }

    public SignatureOptions method(String other) {
        return with(key, other);
    }

    public SignatureOptions digest(String other) {
        return new SignatureOptions(key, method, other, canonicalization, transforms, uri, inKeyInfo);
    }

    public SignatureOptions canonicalization(String other) {
        return new SignatureOptions(key, method, digest, other, transforms, uri, inKeyInfo);
    }

    public SignatureOptions transforms(Transform... others) {
        return new SignatureOptions(key, method, digest, canonicalization, List.of(others), uri, inKeyInfo);
    }

    public SignatureOptions uri(String other) {
        return new SignatureOptions(key, method, digest, canonicalization, transforms, other, inKeyInfo);
    }

    public SignatureOptions showing(@Nullable X509Certificate other) {
        return new SignatureOptions(key, method, digest, canonicalization, transforms, uri, other);
    }

    public static Transform transform(String algorithm, @Nullable TransformParameterSpec parameters) {
        try {
            return FACTORY.newTransform(algorithm, parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static Transform enveloped() {
        return transform(Saml.SIGNATURE + "enveloped-signature", null);
    }

    /** Where SAML puts a signature: after the Issuer. */
    public void sign(Element parent) {
        var issuer = DraftResponse.child(parent, "Issuer");
        sign(parent, parent, issuer.getNextSibling(), List.of());
    }

    /** Signs one element and puts the signature into another, with what else is to be in it. */
    public void sign(Element signed, Element place, @Nullable Node before, List<XMLObject> objects) {
        sign(signed, place, before, objects, List.of());
    }

    public void sign(
            Element signed, Element place, @Nullable Node before, List<XMLObject> objects, List<Reference> further) {
        try {
            var references = new ArrayList<Reference>();
            references.add(reference(uri == null ? "#" + signed.getAttribute("ID") : uri));
            references.addAll(further);
            var info = FACTORY.newSignedInfo(
                    FACTORY.newCanonicalizationMethod(canonicalization, (C14NMethodParameterSpec) null),
                    FACTORY.newSignatureMethod(method, null),
                    references);
            var context = before == null ? new DOMSignContext(key, place) : new DOMSignContext(key, place, before);
            context.setProperty("org.jcp.xml.dsig.secureValidation", false);
            context.setDefaultNamespacePrefix("ds");
            context.setIdAttributeNS(signed, null, "ID");
            FACTORY.newXMLSignature(info, keyInfo(), objects, null, null).sign(context);
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Reference reference(String to) {
        try {
            return FACTORY.newReference(to, FACTORY.newDigestMethod(digest, null), transforms, null, null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private @Nullable KeyInfo keyInfo() {
        if (inKeyInfo == null) {
            return null;
        }
        var infos = FACTORY.getKeyInfoFactory();
        return infos.newKeyInfo(List.of(infos.newX509Data(List.of(inKeyInfo))));
    }
}
