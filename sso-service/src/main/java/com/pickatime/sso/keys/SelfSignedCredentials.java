package com.pickatime.sso.keys;

import com.pickatime.sso.saml.messages.SamlCredential;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * New SAML keys, each in a certificate that it signed itself.
 *
 * <p>Identity providers take the key from our metadata and ask no authority about it (SAML metadata interoperability profile
 * 1.0, section 2.6.1); the certificate is only the form in which they want it.
 */
final class SelfSignedCredentials {

    /** As strong as AES-128, NIST SP 800-57 part 1, table 2. */
    private static final int BITS = 3072;

    private static final int YEARS = 3;
    private static final int SERIAL_NUMBER_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SelfSignedCredentials() {}

    /** Takes up to some seconds of computing time. */
    static SamlCredential create(String commonName, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, RANDOM);
            var pair = generator.generateKeyPair();
            var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
            var certificate = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(SERIAL_NUMBER_BITS, RANDOM).add(BigInteger.ONE),
                            Date.from(now),
                            Date.from(now.atOffset(ZoneOffset.UTC)
                                    .plusYears(YEARS)
                                    .toInstant()),
                            name,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
            return new SamlCredential(pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("no SAML key can be made on this Java platform", e);
        }
    }
}
