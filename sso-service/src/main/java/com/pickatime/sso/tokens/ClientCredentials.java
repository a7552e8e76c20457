package com.pickatime.sso.tokens;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.util.MultiValueMap;

/** A client's ID and secret as they were sent, RFC 6749 section 2.3.1. */
record ClientCredentials(String clientId, String secret) {

    private static final String BASIC = "basic ";

    /**
     * From an Authorization header, in which both parts are form-encoded first.
     *
     * @throws OAuthException if it is no Basic header
     */
    static ClientCredentials basic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw OAuthException.invalidClient("use client_secret_basic or client_secret_post");
        }
        try {
            var decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded))
                    .toString();
            var colon = text.indexOf(':');
            if (colon < 0) {
                throw OAuthException.invalidClient("the Basic credentials have no colon");
            }
            return new ClientCredentials(decode(text.substring(0, colon)), decode(text.substring(colon + 1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw OAuthException.invalidClient("the Basic credentials are no form-encoded text in base64");
        }
    }

    /** From the form; empty if it names no client. */
    static Optional<ClientCredentials> form(MultiValueMap<String, String> form) {
        var id = form.getFirst("client_id");
        var secret = form.getFirst("client_secret");
        return id == null || secret == null ? Optional.empty() : Optional.of(new ClientCredentials(id, secret));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
