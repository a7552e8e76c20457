package com.pickatime.sso.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells clients by their secrets, in a time that says nothing of how near a guess came or whether a client exists. */
@Component
class OAuthClients {

    /** No secret has this hash, because it is no hash. */
    private static final Known NOBODY = new Known(new byte[32], Set.of());

    private final Map<String, Known> known;

    private record Known(byte[] hash, Set<String> scopes) {}

    OAuthClients(ClientSettings settings) {
        this.known = settings.clients().entrySet().stream()
                .filter(entry -> entry.getValue().isOn())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> new Known(
                                hash(entry.getValue().secret()),
                                entry.getValue().scopes())));
    }

    /** What the client may do; empty if there is none of that ID and secret. */
    Optional<Set<String>> scopes(ClientCredentials credentials) {
        var client = known.getOrDefault(credentials.clientId(), NOBODY);
        var isRight = MessageDigest.isEqual(client.hash(), hash(credentials.secret()));
        return isRight ? Optional.of(client.scopes()) : Optional.empty();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
