package com.pickatime.sso.saml.response.idp;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The key pairs of the corpus, each made once, with a certificate. */
public record CorpusKey(KeyPair pair, X509Certificate certificate) {

    public static final CorpusKey IDP = rsa(2048, 365);
    public static final CorpusKey OLD_IDP = rsa(3072, 365);
    public static final CorpusKey EXPIRED_IDP = rsa(2048, -1);
    public static final CorpusKey WEAK_IDP = rsa(1024, 365);
    public static final CorpusKey CURVE = curve("secp256r1");
    public static final CorpusKey LARGE_CURVE = curve("secp384r1");
    public static final CorpusKey MALLORY = rsa(2048, 365);
    public static final CorpusKey SP = rsa(2048, 365);
    public static final CorpusKey OLD_SP = rsa(2048, 365);

    private static CorpusKey rsa(int bits, int daysLeft) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return certified(generator.generateKeyPair(), "SHA256withRSA", daysLeft);
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CorpusKey curve(String name) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return certified(generator.generateKeyPair(), "SHA256withECDSA", 365);
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CorpusKey certified(KeyPair pair, String algorithm, int daysLeft)
            throws GeneralSecurityException, OperatorCreationException {
        var now = Instant.now();
        var name = new X500Principal("CN=corpus");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(400, ChronoUnit.DAYS)),
                Date.from(now.plus(daysLeft, ChronoUnit.DAYS)),
                name,
                pair.getPublic());
        var signer = new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
        return new CorpusKey(pair, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
    }
}
