package com.pickatime.schemas.serde;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where one instance of the registry is, and how to sign in there.
 *
 * @param base without credentials, so that it may be shown
 * @param authorization the header's value; null where nobody signs in
 */
record RegistryAddress(URI base, @Nullable String authorization) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** The address that {@code url} gives; {@code userInfo}, unless empty, goes before what the URL itself holds. */
    static RegistryAddress of(String url, String userInfo) {
        var given = parse(url.strip());
        var credentials = userInfo.isEmpty() ? Objects.requireNonNullElse(given.getUserInfo(), "") : userInfo;
        var path = given.getRawPath().replaceAll("/+$", "");
        var host = given.getPort() < 0 ? given.getHost() : given.getHost() + ':' + given.getPort();
        return new RegistryAddress(
                URI.create(given.getScheme() + "://" + host + path), credentials.isEmpty() ? null : basic(credentials));
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static URI parse(String url) {
        try {
            var parsed = URI.create(url);
            if (parsed.getHost() != null && SCHEMES.contains(parsed.getScheme())) {
                return parsed;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the text: it may hold a password
        }
        throw new ConfigException(SerdeSettings.REGISTRY_URL + " must hold http or https URLs of the schema registry");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
