package com.pickatime.sso.keys;

import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKey;
import com.pickatime.sso.saml.messages.SamlCredential;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SAML keys between their two forms: as they are used, and as they are stored. */
final class SamlKeyCodec {

    private SamlKeyCodec() {}

    static StoredKey stored(SamlCredential credential, int number, Instant now, @Nullable Instant activeFrom) {
        try {
            var certificate = credential.certificate().getEncoded();
            return new StoredKey(
                    KeyKind.SAML,
                    number,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate)),
                    Base64.getEncoder().encodeToString(certificate),
                    Base64.getEncoder().encodeToString(credential.key().getEncoded()),
                    now,
                    activeFrom);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a SAML key of ours cannot be stored", e);
        }
    }

    static SamlCredential credential(StoredKey key) {
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(key.publicPart())));
            var privateKey = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key.privatePart())));
            return new SamlCredential(privateKey, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SAML key " + key.kid() + " in the store cannot be read", e);
        }
    }
}
