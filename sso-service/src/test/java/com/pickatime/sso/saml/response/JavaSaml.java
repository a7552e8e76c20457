package com.pickatime.sso.saml.response;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.onelogin.saml2.authn.SamlResponse;
import com.onelogin.saml2.settings.Saml2Settings;
import com.onelogin.saml2.settings.SettingsBuilder;
import com.onelogin.saml2.util.Util;
import com.pickatime.sso.saml.response.corpus.Case;
import com.pickatime.sso.saml.response.idp.DraftResponse;
import com.pickatime.sso.saml.xml.Saml;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.xml.security.signature.XMLSignature;
import org.joda.time.DateTimeUtils;
import org.w3c.dom.Element;

/** A second opinion: java-saml, as strict as it can be set. */
final class JavaSaml {

    private JavaSaml() {}

    /** What java-saml reads of a response that it accepts with one of our keys; otherwise it throws and says why. */
    static Case.Read read(Case one) throws Exception {
        DateTimeUtils.setCurrentMillisFixed(DraftResponse.NOW.toEpochMilli());
        try {
            return readNow(one);
        } finally {
            DateTimeUtils.setCurrentMillisSystem();
        }
    }

    private static Case.Read readNow(Case one) throws Exception {
        var refused = new ArrayList<String>();
        for (var key : one.expected().decryptionKeys()) {
            try {
                var response = new SamlResponse(
                        settings(one, key),
                        one.expected().assertionConsumerUrl(),
                        Base64.getEncoder().encodeToString(one.xml()));
                if (response.isValid(one.expected().requestId())) {
                    return new Case.Read(response.getNameId(), response.getAttributes());
                }
                refused.add(response.getError());
            } catch (NullPointerException undecryptable) {
                refused.add("not with this key");
            }
        }
        throw new AssertionError("java-saml refuses: " + refused);
    }

    /** The check that java-saml's Util makes of a signature, by the same library, with its key of the metadata. */
    static boolean verifies(Case one) throws Exception {
        var document = Util.loadXML(new String(one.xml(), UTF_8));
        var signature = (Element)
                document.getElementsByTagNameNS(Saml.SIGNATURE, "Signature").item(0);
        ((Element) signature.getParentNode()).setIdAttribute("ID", true);
        var certificate =
                one.expected().identityProvider().signingCertificates().get(0);
        return new XMLSignature(signature, "").checkSignatureValue(certificate);
    }

    private static Saml2Settings settings(Case one, PrivateKey key) throws Exception {
        var expected = one.expected();
        Map<String, Object> values = new HashMap<>();
        values.put("onelogin.saml2.strict", true);
        values.put("onelogin.saml2.sp.entityid", expected.entityId());
        values.put("onelogin.saml2.sp.assertion_consumer_service.url", expected.assertionConsumerUrl());
        values.put("onelogin.saml2.sp.privatekey", Base64.getEncoder().encodeToString(key.getEncoded()));
        values.put("onelogin.saml2.idp.entityid", expected.identityProvider().entityId());
        var certificates = expected.identityProvider().signingCertificates();
        for (int i = 0; i < certificates.size(); i++) {
            var name = i == 0 ? "x509cert" : "x509certMulti." + (i - 1);
            values.put("onelogin.saml2.idp." + name, Util.convertToPem(certificates.get(i)));
        }
        // its schemas are older than XML Encryption 1.1 and know no MGF
        values.put("onelogin.saml2.security.want_xml_validation", !new String(one.xml(), UTF_8).contains(":MGF "));
        values.put("onelogin.saml2.security.reject_unsolicited_responses_with_inresponseto", true);
        values.put("onelogin.saml2.security.reject_deprecated_alg", !expected.allowSha1());
        values.put("onelogin.saml2.security.allow_duplicated_attribute_name", true);
        return new SettingsBuilder().fromValues(values).build();
    }
}
