package com.pickatime.sso.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A token as OAuth 2.0 hands it out, RFC 6749 section 5.1.
 *
 * @param seconds how long it is good for
 * @param scope separated by spaces; null for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenResponse(
        @JsonProperty("access_token") String token,
        @JsonProperty("token_type") String type,
        @JsonProperty("expires_in") long seconds,
        @Nullable String scope) {

    static TokenResponse of(AccessToken token) {
        return new TokenResponse(token.value(), "Bearer", token.lifetime().toSeconds(), null);
    }

    static TokenResponse of(AccessToken token, Set<String> scopes) {
        return new TokenResponse(
                token.value(), "Bearer", token.lifetime().toSeconds(), String.join(" ", new TreeSet<>(scopes)));
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "TokenResponse[" + scope + "]";
    }
}
