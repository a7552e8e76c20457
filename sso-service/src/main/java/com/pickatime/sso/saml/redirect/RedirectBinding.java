package com.pickatime.sso.saml.redirect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.messages.SamlMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes the address that a browser carries a message to, SAML bindings 3.4.4.1. */
public final class RedirectBinding {

    /** SAML bindings 3.4.3. */
    public static final int MOST_RELAY_STATE_BYTES = 80;

    private RedirectBinding() {}

    /**
     * The destination with the message in its query, behind whatever its query holds.
     *
     * @param relayState comes back as it is, at most {@link #MOST_RELAY_STATE_BYTES} in UTF-8; null: none
     * @param signWith an RSA key that signs with SHA-256; null: unsigned
     * @throws IllegalArgumentException when the destination has a fragment, the RelayState is too long or the key is not RSA
     */
    public static URI encode(
            URI destination, SamlMessage message, @Nullable String relayState, @Nullable SamlCredential signWith) {
        var query = new StringBuilder();
        append(
                query,
                message.kind().parameter(),
                base64(Deflate.compress(message.xml().getBytes(UTF_8))));
        if (relayState != null) {
            append(query, "RelayState", checked(relayState));
        }
        if (signWith != null) {
            append(query, "SigAlg", SignatureAlgorithm.RSA_SHA256.uri());
            append(query, "Signature", base64(sign(query.toString(), signWith)));
        }
        return URI.create(open(destination) + query);
    }

    private static String checked(String relayState) {
        if (relayState.getBytes(UTF_8).length > MOST_RELAY_STATE_BYTES) {
            throw new IllegalArgumentException("a RelayState has at most " + MOST_RELAY_STATE_BYTES + " bytes");
        }
        return relayState;
    }

    /** The destination up to where the next parameter begins. */
    private static String open(URI destination) {
        if (destination.getRawFragment() != null) {
            throw new IllegalArgumentException("a destination has no fragment");
        }
        var query = destination.getRawQuery();
        if (query == null) {
            return destination + "?";
        }
        return query.isEmpty() || query.endsWith("&") ? destination.toString() : destination + "&";
    }

    /** Spaces as %20: not every receiver takes a plus sign for one. */
    private static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8).replace("+", "%20"));
    }

    private static byte[] sign(String octets, SamlCredential credential) {
        try {
            return SignatureAlgorithm.RSA_SHA256.sign(octets.getBytes(UTF_8), credential.key());
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalArgumentException("only an RSA key signs redirects", wrongKey);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
