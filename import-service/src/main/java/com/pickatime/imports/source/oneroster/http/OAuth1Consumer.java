package com.pickatime.imports.source.oneroster.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import reactor.core.publisher.Mono;

/** OAuth 1.0a without a token (RFC 5849): signs exactly the path and query that are sent. */
public record OAuth1Consumer(String key, String secret, SignatureMethod method, Clock clock) implements Credentials {

    @Override
    public Mono<String> authorization(URI uri, RetryingClient client) {
        return Mono.fromSupplier(() -> authorization(uri));
    }

    String authorization(URI uri) {
        return authorization(uri, nonce(), clock.instant().getEpochSecond());
    }

    String authorization(URI uri, String nonce, long timestamp) {
        var oauth = List.of(
                new Parameter("oauth_consumer_key", key),
                new Parameter("oauth_nonce", nonce),
                new Parameter("oauth_signature_method", method.oauthName()),
                new Parameter("oauth_timestamp", Long.toString(timestamp)),
                new Parameter("oauth_version", "1.0"));
        var signed = new ArrayList<>(oauth);
        signed.add(new Parameter("oauth_signature", sign(baseString(uri, oauth))));
        return signed.stream()
                .map(parameter -> parameter.name() + "=\"" + PercentEncoding.encode(parameter.value()) + '"')
                .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    /** RFC 5849, section 3.4.1. */
    static String baseString(URI uri, List<Parameter> oauth) {
        var all = new ArrayList<>(oauth);
        all.addAll(query(uri));
        var normalized = all.stream()
                .map(Parameter::encoded)
                .sorted()
                .map(parameter -> parameter.name() + '=' + parameter.value())
                .collect(Collectors.joining("&"));
        return "GET&" + PercentEncoding.encode(baseUri(uri)) + '&' + PercentEncoding.encode(normalized);
    }

    /** Hides the key and the secret. */
    @Override
    public String toString() {
        return "OAuth1Consumer[method=" + method + "]";
    }

    /** Must not repeat, but may be guessed; a secure source of chance could block an event loop. */
    private static String nonce() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    private String sign(String text) {
        try {
            var mac = Mac.getInstance(method.macAlgorithm());
            var macKey = (PercentEncoding.encode(secret) + '&').getBytes(StandardCharsets.US_ASCII);
            mac.init(new SecretKeySpec(macKey, method.macAlgorithm()));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + method.macAlgorithm(), e);
        }
    }

    private static String baseUri(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean defaultPort = uri.getPort() < 0 || uri.getPort() == ("https".equals(scheme) ? 443 : 80);
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (defaultPort ? "" : ":" + uri.getPort())
                + path;
    }

    private static List<Parameter> query(URI uri) {
        var query = uri.getRawQuery();
        if (query == null || query.isEmpty()) {
            return List.of();
        }
        return List.of(query.split("&")).stream()
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    return equals < 0
                            ? new Parameter(decode(pair), "")
                            : new Parameter(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                })
                .toList();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A name and a value that are signed. */
    record Parameter(String name, String value) implements Comparable<Parameter> {

        Parameter encoded() {
            return new Parameter(PercentEncoding.encode(name), PercentEncoding.encode(value));
        }

        @Override
        public int compareTo(Parameter other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }

        /** Hides the value. */
        @Override
        public String toString() {
            return "Parameter[" + name + "]";
        }
    }
}
