package com.pickatime.sso.saml.messages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys of strangers and of ours with certificates made for a test; the same name gives the same key. */
public final class TestCredentials {

    private static final Map<String, SamlCredential> MADE = new ConcurrentHashMap<>();
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private TestCredentials() {}

    public static SamlCredential rsa(String name) {
        return rsa(name, 2048);
    }

    public static SamlCredential rsa(String name, int bits) {
        return MADE.computeIfAbsent(name + bits, made -> {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(bits);
                return certified(generator.generateKeyPair(), "SHA256withRSA");
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    public static SamlCredential ec(String curve) {
        return MADE.computeIfAbsent(curve, made -> {
            try {
                var generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(curve));
                return certified(generator.generateKeyPair(), "SHA256withECDSA");
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /** A key of any kind in a certificate that an RSA key signed. */
    public static SamlCredential of(String algorithm) throws GeneralSecurityException {
        var keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        return certified(keys, "SHA256withRSA", rsa("authority").key());
    }

    private static SamlCredential certified(KeyPair keys, String signature) throws GeneralSecurityException {
        return certified(keys, signature, keys.getPrivate());
    }

    private static SamlCredential certified(KeyPair keys, String signature, PrivateKey issuer)
            throws GeneralSecurityException {
        var name = new X500Principal("CN=test");
        try {
            var signer = new JcaContentSignerBuilder(signature).build(issuer);
            var certificate = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.valueOf(SERIAL.getAndIncrement()),
                            Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                            name,
                            keys.getPublic())
                    .build(signer);
            return new SamlCredential(keys.getPrivate(), certificate(certificate.getEncoded()));
        } catch (OperatorCreationException | IOException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
