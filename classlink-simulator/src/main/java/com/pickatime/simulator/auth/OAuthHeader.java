package com.pickatime.simulator.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The {@code Authorization: OAuth ...} header of a signed request (RFC 5849, 3.5.1).
 *
 * @param parameters decoded, without {@code realm}
 */
record OAuthHeader(Map<String, String> parameters) {

    private static final String SCHEME = "OAuth ";
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)=\"([^\"]*)\"");

    /** Reads a header; one of another scheme, or none, has no parameters. */
    static OAuthHeader parse(@Nullable String authorization) {
        var parameters = new TreeMap<String, String>();
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            var matcher = PARAMETER.matcher(authorization);
            while (matcher.find()) {
                parameters.put(decoded(matcher.group(1)), decoded(matcher.group(2)));
            }
        }
        parameters.remove("realm");
        return new OAuthHeader(parameters);
    }

    /** A parameter by its name without {@code oauth_}, or an empty string. */
    String get(String name) {
        return parameters.getOrDefault("oauth_" + name, "");
    }

    private static String decoded(String text) {
        return UriUtils.decode(text, StandardCharsets.UTF_8);
    }
}
