package com.pickatime.simulator.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tokens that the district's own server gave and that are still good. */
@Component
public class Tokens {

    private static final String SCHEME = "Bearer ";
    private static final int BYTES = 24;

    private final OAuthSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    public Tokens(OAuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private record Grant(Set<String> scopes, Instant until) {}

    /** A fresh token for these scopes. */
    public String give(List<String> scopes) {
        var now = clock.instant();
        grants.values().removeIf(grant -> !grant.until().isAfter(now));
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        grants.put(token, new Grant(Set.copyOf(scopes), now.plus(settings.tokenLifetime())));
        return token;
    }

    /** Whether the header shows any token, good or not. */
    public static boolean isShownBy(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** What the token in the header allows; empty when it is not good. */
    public Optional<Set<String>> scopes(String authorization) {
        return Optional.ofNullable(
                        grants.get(authorization.substring(SCHEME.length()).trim()))
                .filter(grant -> grant.until().isAfter(clock.instant()))
                .map(Grant::scopes);
    }

    /** Makes all of them invalid before their time. */
    public void end() {
        grants.clear();
    }
}
