package com.pickatime.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuth1VerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final URI USERS = URI.create("http://localhost:8140/ims/oneroster/v1p1/users?limit=5");

    private final OAuthSettings settings =
            new OAuthSettings("key", "s&cret", SignatureMethod.HMAC_SHA256, Duration.ofMinutes(5), Duration.ofHours(1));
    private final OAuth1Verifier requests = new OAuth1Verifier(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    private final TestSigner signer = new TestSigner("key", "s&cret");

    @Test
    void acceptsASignedRequest() {
        assertThat(requests.refusal("GET", USERS, signer.header(USERS, NOW))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter=givenName%3D%27Colin%20Robert%27",
                "filter=givenName%3D%27Colin+Robert%27",
                "filter=familyName%3D'O''Brien,%20Jr'",
                "filter=name%3D%27%7E%21%2A%28%29%27&limit=10",
                "filter=familyName%3D%27N%C3%BA%C3%B1ez%27"
            })
    void acceptsFiltersWithDifficultCharacters(String query) {
        var uri = URI.create("http://localhost:8140/ims/oneroster/v1p1/users?" + query);

        assertThat(requests.refusal("GET", uri, signer.header(uri, NOW))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SignatureMethod.class)
    void acceptsTheMethodItIsSetTo(SignatureMethod method) {
        var configured = new OAuth1Verifier(
                new OAuthSettings("key", "s&cret", method, Duration.ofMinutes(5), Duration.ofHours(1)),
                Clock.fixed(NOW, ZoneOffset.UTC));
        var header = signer.using(method).header(USERS, NOW);

        assertThat(configured.refusal("GET", USERS, header)).isEmpty();
    }

    @Test
    void refusesAnotherMethodThanItIsSetTo() {
        var header = signer.using(SignatureMethod.HMAC_SHA1).header(USERS, NOW);

        assertThat(requests.refusal("GET", USERS, header))
                .hasValueSatisfying(reason -> assertThat(reason).contains("HMAC-SHA256"));
    }

    @Test
    void refusesARequestThatIsNotSigned() {
        assertRefused(requests.refusal("GET", USERS, null), "consumer key");
        assertRefused(requests.refusal("GET", USERS, "Bearer 123"), "consumer key");
    }

    @Test
    void refusesAnUnknownKey() {
        assertRefused(
                requests.refusal("GET", USERS, new TestSigner("kex", "s&cret").header(USERS, NOW)), "consumer key");
    }

    @Test
    void refusesAWrongSecret() {
        assertRefused(requests.refusal("GET", USERS, new TestSigner("key", "secret").header(USERS, NOW)), "signature");
    }

    @Test
    void refusesWhatWasSignedForAnotherAddress() {
        var other = URI.create("http://localhost:8140/ims/oneroster/v1p1/users?limit=50");

        assertRefused(requests.refusal("GET", other, signer.header(USERS, NOW)), "signature");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void refusesAStaleTimestamp(long seconds) {
        assertRefused(requests.refusal("GET", USERS, signer.header(USERS, NOW.plusSeconds(seconds))), "timestamp");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void acceptsATimestampInTheWindow(long seconds) {
        assertThat(requests.refusal("GET", USERS, signer.header(USERS, NOW.plusSeconds(seconds))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "9223372036854775807"})
    void refusesATimestampThatIsNone(String timestamp) {
        var header = signer.header(USERS, NOW).replaceAll("timestamp=\"\\d+\"", "timestamp=\"" + timestamp + "\"");

        assertRefused(requests.refusal("GET", USERS, header), "timestamp");
    }

    @Test
    void refusesASecondUseOfANonce() {
        var header = signer.header(USERS, NOW);
        requests.refusal("GET", USERS, header);

        assertRefused(requests.refusal("GET", USERS, header), "nonce");
    }

    @Test
    void doesNotUseUpTheNonceOfARefusedRequest() {
        var header = signer.header(USERS, NOW);
        requests.refusal("POST", USERS, header);

        assertThat(requests.refusal("GET", USERS, header)).isEmpty();
    }

    private static void assertRefused(Optional<String> refusal, String reason) {
        assertThat(refusal).hasValueSatisfying(text -> assertThat(text).contains(reason));
    }
}
