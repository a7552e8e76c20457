package com.pickatime.sso.saml.metadata;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.stream.Stream;

/** Which keys may vouch for a sign-in: RSA from 2048 bits, NIST SP 800-131A, and the three curves of FIPS 186 in use. */
final class AcceptedKeys {

    private static final int LEAST_RSA_BITS = 2048;

    private static final List<ECParameterSpec> CURVES = Stream.of("secp256r1", "secp384r1", "secp521r1")
            .map(AcceptedKeys::curve)
            .toList();

    private AcceptedKeys() {}

    static void check(PublicKey key) throws UnusableMetadataException {
        if (key instanceof RSAPublicKey rsa && rsa.getAlgorithm().equals("RSA")) {
            if (rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
                throw new UnusableMetadataException(MetadataFault.WEAK_KEY);
            }
        } else if (!(key instanceof ECPublicKey curved) || CURVES.stream().noneMatch(curve -> isOn(curved, curve))) {
            throw new UnusableMetadataException(MetadataFault.UNSUPPORTED_KEY);
        }
    }

    /** The generator too: a curve with a generator of somebody's own lets him sign for keys he does not have. */
    private static boolean isOn(ECPublicKey key, ECParameterSpec curve) {
        var own = key.getParams();
        return own.getCurve().equals(curve.getCurve())
                && own.getGenerator().equals(curve.getGenerator())
                && own.getOrder().equals(curve.getOrder());
    }

    private static ECParameterSpec curve(String name) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK lacks " + name, missing);
        }
    }
}
