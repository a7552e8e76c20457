package com.pickatime.sso.federation;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed certificates that last as long as a test wants. */
public final class TestCertificates {

    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final KeyPair KEYS = keys();

    private TestCertificates() {}

    /** The key of all of them. */
    public static KeyPair keyPair() {
        return KEYS;
    }

    /** An identity provider's. */
    public static X509Certificate lasting(Instant notBefore, Instant notAfter) {
        return certificate("signing", notBefore, notAfter);
    }

    /** A web server's, for a host name, good today. */
    public static X509Certificate ofHost(String host) {
        var now = Instant.now();
        return certificate(host, now.minusSeconds(3600), now.plusSeconds(3600));
    }

    private static X509Certificate certificate(String name, Instant notBefore, Instant notAfter) {
        try {
            var subject = new X500Principal("CN=" + name);
            var builder = new JcaX509v3CertificateBuilder(
                    subject,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    KEYS.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            var der = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(KEYS.getPrivate()))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
