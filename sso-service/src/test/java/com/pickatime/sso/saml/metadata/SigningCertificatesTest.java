package com.pickatime.sso.saml.metadata;

import static com.pickatime.sso.saml.metadata.PublishedMetadata.KEYCLOAK;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.NEXT;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.SIGNING;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.bytes;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.line;
import static com.pickatime.sso.saml.metadata.PublishedMetadata.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.pickatime.sso.saml.messages.Samples;
import com.pickatime.sso.saml.messages.TestCredentials;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @MethodSource("unusable")
    void leavesOutWhatCannotBeUsedBesideWhatCan(String certificate, MetadataFault fault) throws Exception {
        var metadata = KEYCLOAK.replace(line(NEXT), certificate);

        assertThat(read(metadata)).containsExactly(SIGNING.certificate());
        assertThat(idp(metadata).ignored()).containsExactly(fault);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesMetadataOfNothingElse(String certificate, MetadataFault fault) {
        assertThat(fault(KEYCLOAK.replace(line(NEXT), certificate).replace(line(SIGNING), certificate)))
                .isEqualTo(fault);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments(line(TestCredentials.rsa("short", 1024)), MetadataFault.WEAK_KEY),
                arguments("AAAA", MetadataFault.UNREADABLE_CERTIFICATE),
                arguments("", MetadataFault.UNREADABLE_CERTIFICATE),
                arguments("-----BEGIN PRIVATE KEY-----", MetadataFault.UNREADABLE_CERTIFICATE),
                arguments(
                        line(TestCredentials.ec("secp256r1")) + "-----BEGIN EC-----",
                        MetadataFault.UNREADABLE_CERTIFICATE));
    }

    @Test
    void ignoresNothingWhereAllCanBeUsed() throws Exception {
        assertThat(idp(KEYCLOAK).ignored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"use=\"\"", "use=\" \"", "use=\" signing \"", ""})
    void takesAKeyWhoseUseIsLeftBlankForBoth(String use) throws Exception {
        assertThat(KEYCLOAK).contains("use=\"signing\"");
        assertThat(read(KEYCLOAK.replace("use=\"signing\"", use))).contains(SIGNING.certificate(), NEXT.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"use=\"encryption\"", "use=\"SIGNING\"", "use=\"sign\""})
    void takesNoKeyOfAnotherUse(String use) {
        assertThat(fault(KEYCLOAK.replace("use=\"signing\"", use))).isEqualTo(MetadataFault.NO_SIGNING_CERTIFICATE);
    }

    @Test
    void readsACertificateBetweenTheLinesOfItsFile() throws Exception {
        var pem = "\n-----BEGIN CERTIFICATE-----\n" + line(SIGNING) + "\n-----END CERTIFICATE-----\n";

        assertThat(read(KEYCLOAK.replace(line(SIGNING), pem)))
                .containsExactly(SIGNING.certificate(), NEXT.certificate());
    }

    @Test
    void looksAtNoKeyForEncryption() throws Exception {
        var weak = line(TestCredentials.rsa("short", 1024));

        assertThat(read(KEYCLOAK.replace(line(PublishedMetadata.ENCRYPTION), weak)))
                .containsExactly(SIGNING.certificate(), NEXT.certificate());
    }

    private static List<X509Certificate> read(String metadata) throws UnusableMetadataException {
        return idp(metadata).signingCertificates();
    }

    private static IdentityProvider idp(String metadata) throws UnusableMetadataException {
        return new MetadataReader(Clock.fixed(Samples.NOW, ZoneOffset.UTC)).read(bytes(metadata));
    }

    private static MetadataFault fault(String metadata) {
        return catchThrowableOfType(UnusableMetadataException.class, () -> read(metadata))
                .fault();
    }
}
