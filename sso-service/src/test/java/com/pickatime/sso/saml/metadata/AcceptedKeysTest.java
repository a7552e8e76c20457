package com.pickatime.sso.saml.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.sso.saml.messages.TestCredentials;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import org.junit.jupiter.api.Test;

/** Curves that no certificate reader of the JDK lets through today. */
class AcceptedKeysTest {

    private static final ECPublicKey KEY =
            (ECPublicKey) TestCredentials.ec("secp256r1").certificate().getPublicKey();
    private static final ECParameterSpec P256 = KEY.getParams();

    @Test
    void acceptsTheCurveItself() {
        assertThatCode(() -> AcceptedKeys.check(on(P256))).doesNotThrowAnyException();
    }

    @Test
    void refusesACurveWithAnotherGenerator() {
        assertRefused(new ECParameterSpec(P256.getCurve(), KEY.getW(), P256.getOrder(), P256.getCofactor()));
    }

    @Test
    void refusesACurveWithAnotherOrder() {
        assertRefused(new ECParameterSpec(P256.getCurve(), P256.getGenerator(), BigInteger.TEN, P256.getCofactor()));
    }

    @Test
    void refusesAnotherCurve() {
        var curve = P256.getCurve();
        var other = new EllipticCurve(curve.getField(), curve.getA(), BigInteger.TEN);
        assertRefused(new ECParameterSpec(other, P256.getGenerator(), P256.getOrder(), P256.getCofactor()));
    }

    private static void assertRefused(ECParameterSpec parameters) {
        var refused = catchThrowableOfType(UnusableMetadataException.class, () -> AcceptedKeys.check(on(parameters)));

        assertThat(refused.fault()).isEqualTo(MetadataFault.UNSUPPORTED_KEY);
    }

    private static ECPublicKey on(ECParameterSpec parameters) {
        return new ECPublicKey() {
            @Override
            public ECPoint getW() {
                return KEY.getW();
            }

            @Override
            public ECParameterSpec getParams() {
                return parameters;
            }

            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return new byte[0];
            }
        };
    }
}
