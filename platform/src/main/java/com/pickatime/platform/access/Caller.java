package com.pickatime.platform.access;

import com.pickatime.platform.ids.BusinessId;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who sent a request: a person of one business, or a service or operator that belongs to none.
 *
 * @param subject a person's contact id, or {@code local:} and an id; or the id of a service or operator
 * @param businessId of a person only
 * @param level of a person only
 * @param scopes of a service or operator only; empty for a person
 */
public record Caller(
        String subject,
        @Nullable BusinessId businessId,
        @Nullable AccessLevel level,
        Set<String> scopes) {

    /** Refuses whoever is both, or neither, with an {@link IllegalArgumentException} that says so. */
    public Caller {
        scopes = Set.copyOf(scopes);
        require(!subject.isBlank(), "a caller has a subject");
        require((businessId == null) == (level == null), "a business and an access level come together");
        require((businessId == null) != scopes.isEmpty(), "a caller has either a business or scopes");
    }

    public static Caller person(String subject, BusinessId businessId, AccessLevel level) {
        return new Caller(subject, businessId, level, Set.of());
    }

    public static Caller service(String subject, Set<String> scopes) {
        return new Caller(subject, null, null, scopes);
    }

    /** Who is authenticated by an access token; fails with {@link IllegalArgumentException} on anything else. */
    public static Caller of(Authentication authentication) {
        if (authentication.getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalArgumentException("not authenticated by an access token, but by " + authentication.getClass());
    }

    /** Reads a token's claims; fails with {@link IllegalArgumentException} when they describe nobody. */
    public static Caller of(Jwt token) {
        var claims = token.getClaims();
        var subject = text(claims, "sub");
        var business = text(claims, TokenClaims.BUSINESS);
        var level = text(claims, TokenClaims.LEVEL);
        return new Caller(
                subject == null ? "" : subject,
                business == null ? null : new BusinessId(business),
                level == null ? null : AccessLevel.valueOf(level),
                scopes(text(claims, TokenClaims.SCOPE)));
    }

    /** Whether this is a person, not a service or operator. */
    public boolean isPerson() {
        return businessId != null;
    }

    /** A claim of another type must not be taken for an absent one. */
    private static @Nullable String text(Map<String, Object> claims, String name) {
        var value = claims.get(name);
        require(value == null || value instanceof String, "claims are texts");
        return (String) value;
    }

    private static Set<String> scopes(@Nullable String scope) {
        return scope == null
                ? Set.of()
                : Arrays.stream(scope.split(" "))
                        .filter(Predicate.not(String::isEmpty))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
