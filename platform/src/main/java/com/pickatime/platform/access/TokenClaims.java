package com.pickatime.platform.access;

import java.time.Duration;

/** What is in an access token: a JWT access token as RFC 9068 describes it, signed with ECDSA on P-256. */
public final class TokenClaims {

    /** Claim {@code aud}: every service of the installation. */
    public static final String AUDIENCE = "pickatime";

    /** The business a person belongs to; absent in the token of a service or an operator. */
    public static final String BUSINESS = "business_id";

    /** A person's {@link AccessLevel}, by name; there if and only if the business is. */
    public static final String LEVEL = "access_level";

    /** What a service or an operator may do, separated by spaces (RFC 8693, section 4.2); absent in a person's token. */
    public static final String SCOPE = "scope";

    /** Header {@code typ}, so that no other JWT of the issuer passes for an access token. */
    public static final String TYPE = "at+jwt";

    /** Header {@code alg}: the only algorithm that is accepted. */
    public static final String ALGORITHM = "ES256";

    /** From {@code iat} to {@code exp}: how long somebody whose access was withdrawn may still come in. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    private TokenClaims() {}
}
