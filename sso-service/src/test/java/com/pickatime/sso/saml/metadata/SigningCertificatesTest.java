package com.pickatime.sso.saml.metadata;

import static com.pickatime.sso.saml.metadata.PublishedMetadata.KEYCLOAK;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.NEXT;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.SIGNING;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.bytes;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.line;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.sso.saml.messages.Samples;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningCertificatesTest {

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072})
    void takesRsaKeysThatAreLongEnough(int bits) throws Exception {
        var credential = TestCredentials.rsa("accepted", bits);

        assertThat(read(withKey(credential))).containsExactly(credential.certificate());
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2040})
    void takesNoRsaKeyThatIsShort(int bits) {
        assertThat(fault(withKey(TestCredentials.rsa("short", bits)))).isEqualTo(MetadataFault.WEAK_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void takesTheUsualCurves(String curve) throws Exception {
        var credential = TestCredentials.ec(curve);

        assertThat(read(withKey(credential))).containsExactly(credential.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "DSA", "RSASSA-PSS"})
    void takesNoOtherKindOfKey(String algorithm) throws Exception {
        assertThat(fault(withKey(TestCredentials.of(algorithm)))).isEqualTo(MetadataFault.UNSUPPORTED_KEY);
    }

    @Test
    void keepsEachCertificateOnce() throws Exception {
        assertThat(read(KEYCLOAK.replace(line(NEXT), line(SIGNING)))).containsExactly(SIGNING.certificate());
    }

    @Test
    void readsSeveralCertificatesOfOneKey() throws Exception {
        var both = "</ds:X509Certificate><ds:X509Certificate>" + line(TestCredentials.rsa("third"));

        assertThat(read(KEYCLOAK.replace(line(NEXT), line(NEXT) + both)))
                .containsExactly(
                        SIGNING.certificate(),
                        NEXT.certificate(),
                        TestCredentials.rsa("third").certificate());
    }

    @Test
    void refusesAllWhenOneIsWeak() {
        assertThat(fault(KEYCLOAK.replace(line(NEXT), line(TestCredentials.rsa("short", 1024)))))
                .isEqualTo(MetadataFault.WEAK_KEY);
    }

    @Test
    void looksAtNoKeyForEncryption() throws Exception {
        var weak = line(TestCredentials.rsa("short", 1024));

        assertThat(read(KEYCLOAK.replace(line(PublishedMetadata.ENCRYPTION), weak)))
                .containsExactly(SIGNING.certificate(), NEXT.certificate());
    }

    private static List<X509Certificate> read(String metadata) throws UnusableMetadataException {
        return new MetadataReader(Clock.fixed(Samples.NOW, ZoneOffset.UTC))
                .read(bytes(metadata))
                .signingCertificates();
    }

    private static MetadataFault fault(String metadata) {
        return catchThrowableOfType(UnusableMetadataException.class, () -> read(metadata))
                .fault();
    }
}
