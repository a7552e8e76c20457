package com.pickatime.simulator.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks the two-legged OAuth 1.0a signature of requests on the direct path. */
@Component
public class OAuth1Verifier {

    private final OAuthSettings settings;
    private final Clock clock;
    private final Nonces nonces;

    OAuth1Verifier(OAuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        nonces = new Nonces(settings.timestampWindow().multipliedBy(2));
    }

    /** Why a request is refused; empty when it is not. */
    public Optional<String> refusal(String method, URI uri, @Nullable String authorization) {
        var header = OAuthHeader.parse(authorization);
        if (!header.get("consumer_key").equals(settings.consumerKey())) {
            return Optional.of("the consumer key is missing or unknown");
        }
        if (!header.get("signature_method").equals(settings.signatureMethod().oauthName())) {
            return Optional.of("requests are to be signed with "
                    + settings.signatureMethod().oauthName());
        }
        if (!isFresh(header.get("timestamp"))) {
            return Optional.of("the timestamp is missing or too far from the server's clock");
        }
        if (!isSigned(method, uri, header)) {
            return Optional.of("the signature does not match");
        }
        return nonces.take(header.get("timestamp") + " " + header.get("nonce"), clock.instant())
                ? Optional.empty()
                : Optional.of("the nonce was used before");
    }

    private boolean isFresh(String timestamp) {
        try {
            var distance = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
            return distance.abs().compareTo(settings.timestampWindow()) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** The key ends in an ampersand because there is no token secret. */
    private boolean isSigned(String method, URI uri, OAuthHeader header) {
        var key = SignatureBaseString.encoded(settings.consumerSecret()) + "&";
        var expected = settings.signatureMethod().sign(key, SignatureBaseString.of(method, uri, header));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                header.get("signature").getBytes(StandardCharsets.UTF_8));
    }
}
