package com.pickatime.sso.saml.redirect;

import com.onelogin.saml2.settings.Saml2Settings;
import com.onelogin.saml2.settings.SettingsBuilder;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.Samples;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Another implementation of SAML, set up as the identity provider that talks to us. */
final class OneLoginIdp {

    private OneLoginIdp() {}

    /** What it would be told if it were a service provider that signs with this key. */
    static Saml2Settings settings(SamlCredential credential) throws Exception {
        var values = new HashMap<String, Object>(Map.of(
                SettingsBuilder.SP_ENTITYID_PROPERTY_KEY,
                Samples.IDENTITY_PROVIDER,
                SettingsBuilder.SP_ASSERTION_CONSUMER_SERVICE_URL_PROPERTY_KEY,
                "https://idp.district.example/acs",
                SettingsBuilder.SP_SINGLE_LOGOUT_SERVICE_URL_PROPERTY_KEY,
                Samples.DESTINATION.toString(),
                SettingsBuilder.IDP_ENTITYID_PROPERTY_KEY,
                Samples.US.entityId(),
                SettingsBuilder.IDP_SINGLE_SIGN_ON_SERVICE_URL_PROPERTY_KEY,
                "https://sso.example/sso",
                SettingsBuilder.IDP_SINGLE_LOGOUT_SERVICE_URL_PROPERTY_KEY,
                Samples.US.singleLogoutUrl().toString()));
        values.put(
                SettingsBuilder.SP_PRIVATEKEY_PROPERTY_KEY,
                base64(credential.key().getEncoded()));
        values.put(
                SettingsBuilder.SP_X509CERT_PROPERTY_KEY,
                base64(credential.certificate().getEncoded()));
        values.put(
                SettingsBuilder.IDP_X509CERT_PROPERTY_KEY,
                base64(credential.certificate().getEncoded()));
        return new SettingsBuilder().fromValues(values).build();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
