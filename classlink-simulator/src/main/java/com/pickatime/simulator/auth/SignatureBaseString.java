package com.pickatime.simulator.auth;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** The text that a two-legged OAuth 1.0a request signs (RFC 5849, 3.4.1). */
final class SignatureBaseString {

    private record Parameter(String name, String value) {

        private String encoded() {
            return SignatureBaseString.encoded(name) + "=" + SignatureBaseString.encoded(value);
        }
    }

    private SignatureBaseString() {}

    static String of(String method, URI uri, OAuthHeader header) {
        var parameters = new ArrayList<>(inQuery(uri.getRawQuery()));
        header.parameters().forEach((name, value) -> {
            if (!name.equals("oauth_signature")) {
                parameters.add(new Parameter(name, value));
            }
        });
        var normalized = parameters.stream().map(Parameter::encoded).sorted().collect(Collectors.joining("&"));
        return method.toUpperCase(Locale.ROOT) + "&" + encoded(address(uri)) + "&" + encoded(normalized);
    }

    /** Everything but the unreserved characters of RFC 3986 is escaped. */
    static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static List<Parameter> inQuery(@Nullable String query) {
        return query == null
                ? List.of()
                : Stream.of(query.split("&", -1))
                        .filter(pair -> !pair.isEmpty())
                        .map(SignatureBaseString::parameter)
                        .toList();
    }

    private static Parameter parameter(String pair) {
        var equals = pair.indexOf('=');
        var name = equals < 0 ? pair : pair.substring(0, equals);
        var value = equals < 0 ? "" : pair.substring(equals + 1);
        return new Parameter(decoded(name), decoded(value));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String address(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        var isDefaultPort = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        var port = isDefaultPort ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + uri.getRawPath();
    }
}
