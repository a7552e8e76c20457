package com.pickatime.sso.saml.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** Metadata in the manner of several products, written for these tests. */
final class PublishedMetadata {

    static final SamlCredential SIGNING = TestCredentials.rsa("idp");
    static final SamlCredential NEXT = TestCredentials.rsa("next");
    static final SamlCredential ENCRYPTION = TestCredentials.rsa("idp-encryption");

    /** One certificate on one line, one address for everything, as ClassLink's console gives it out per application. */
    static final String CLASSLINK = """
            <?xml version="1.0" encoding="UTF-8"?>
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.classlink.example/elm">
              <IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <KeyDescriptor use="signing">
                  <KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>%s</X509Certificate></X509Data></KeyInfo>
                </KeyDescriptor>
                <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</NameIDFormat>
                <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.classlink.example/sso/elm?app=1&amp;t=2"/>
              </IDPSSODescriptor>
            </EntityDescriptor>
            """.formatted(line(SIGNING));

    /** Several bindings, a signature, two certificates and one for encryption, logout answered elsewhere. */
    static final String KEYCLOAK = """
            <md:EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
                xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.example/realms/school" ID="ID_1">
              <ds:Signature><ds:SignedInfo/><ds:SignatureValue>AAAA</ds:SignatureValue></ds:Signature>
              <md:IDPSSODescriptor WantAuthnRequestsSigned="true"
                  protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol">
                <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:KeyName>one</ds:KeyName>
                  <ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:KeyName>two</ds:KeyName>
                  <ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                <md:KeyDescriptor use="encryption"><ds:KeyInfo>
                  <ds:X509Data><ds:X509Certificate>%s</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
                <md:ArtifactResolutionService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="http://idp.example/resolve" index="0"/>
                <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/>
                <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/slo"
                    ResponseLocation="https://idp.example/slo-answer"/>
                <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/post"/>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>
                <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.example/soap"/>
              </md:IDPSSODescriptor>
            </md:EntityDescriptor>
            """.formatted(line(SIGNING), line(NEXT), line(ENCRYPTION));

    /** A key for anything, its certificate broken into lines and indented; a time that ends it. */
    static final String ONELOGIN = """
            <?xml version="1.0"?>
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" validUntil="2026-12-24T00:00:00Z" cacheDuration="PT1H"
                entityID="https://app.example/saml/metadata/1">
              <IDPSSODescriptor xmlns:ds="http://www.w3.org/2000/09/xmldsig#" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                <KeyDescriptor><ds:KeyInfo><ds:X509Data>
                  <ds:X509Certificate>
            %s
                  </ds:X509Certificate>
                </ds:X509Data></ds:KeyInfo></KeyDescriptor>
                <SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://app.example/slo"/>
                <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://app.example/sso"/>
              </IDPSSODescriptor>
              <ContactPerson contactType="technical"><SurName>Support</SurName></ContactPerson>
            </EntityDescriptor>
            """.formatted(lines(SIGNING));

    private PublishedMetadata() {}

    static byte[] bytes(String metadata) {
        return metadata.getBytes(UTF_8);
    }

    /** ClassLink's with another key. */
    static String withKey(SamlCredential credential) {
        return CLASSLINK.replace(line(SIGNING), line(credential));
    }

    /** Without the XML declaration, to be put into something else. */
    static String element(String metadata) {
        return metadata.replaceFirst("^<\\?xml[^>]*>", "");
    }

    static String line(SamlCredential credential) {
        return Base64.getEncoder().encodeToString(der(credential));
    }

    private static String lines(SamlCredential credential) {
        return Base64.getMimeEncoder(64, "\n    ".getBytes(UTF_8)).encodeToString(der(credential));
    }

    private static byte[] der(SamlCredential credential) {
        try {
            return credential.certificate().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
