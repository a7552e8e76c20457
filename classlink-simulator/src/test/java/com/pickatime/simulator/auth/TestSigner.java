package com.pickatime.simulator.auth;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as a client would, without a line of the code under test but the names of the methods. */
public final class TestSigner {

    private final String key;
    private final String secret;
    private final SignatureMethod method;

    public TestSigner(String key, String secret) {
        this(key, secret, SignatureMethod.HMAC_SHA256);
    }

    private TestSigner(String key, String secret, SignatureMethod method) {
        this.key = key;
        this.secret = secret;
        this.method = method;
    }

    TestSigner using(SignatureMethod other) {
        return new TestSigner(key, secret, other);
    }

    /** The header of a GET request; the address may not name a parameter twice. */
    public String header(URI uri, Instant at) {
        var oauth = new TreeMap<>(Map.of(
                "oauth_consumer_key", key,
                "oauth_nonce", UUID.randomUUID().toString(),
                "oauth_signature_method", method.name().replace('_', '-'),
                "oauth_timestamp", Long.toString(at.getEpochSecond()),
                "oauth_version", "1.0"));
        var signed = new TreeMap<>(oauth);
        for (var pair :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            var parts = pair.split("=", 2);
            signed.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        var address = uri.getScheme() + "://" + uri.getAuthority() + uri.getRawPath();
        oauth.put("oauth_signature", signature("GET&" + encoded(address) + "&" + encoded(joined(signed, "&", ""))));
        return "OAuth " + joined(oauth, ", ", "\"");
    }

    private String signature(String base) {
        try {
            var mac = Mac.getInstance(method == SignatureMethod.HMAC_SHA1 ? "HmacSHA1" : "HmacSHA256");
            mac.init(new SecretKeySpec((encoded(secret) + "&").getBytes(StandardCharsets.UTF_8), "RAW"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String joined(Map<String, String> parameters, String separator, String quote) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + quote + encoded(entry.getValue()) + quote)
                .collect(Collectors.joining(separator));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
