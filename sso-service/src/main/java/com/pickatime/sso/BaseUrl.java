package com.pickatime.sso;

import java.net.URI;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where browsers and identity providers reach this service; every address that leaves the house is made from it and never
 * from a request's Host header, which is the sender's to choose.
 *
 * @param baseUrl the setting {@code sso.base-url}: scheme, host and perhaps a port, nothing after them
 */
@ConfigurationProperties("sso")
public record BaseUrl(URI baseUrl) {

    /** Browsers keep a Secure cookie from these without https too, W3C Secure Contexts section 3.1. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** @throws IllegalArgumentException if it is no web site's address, or one without https that is not on this machine */
    public BaseUrl {
        if (baseUrl.getHost() == null
                || !Set.of("", "/").contains(baseUrl.getRawPath())
                || baseUrl.getRawUserInfo() != null
                || baseUrl.getRawQuery() != null
                || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "sso.base-url must be like https://sso.example.org, nothing after the host");
        }
        var isHttps = "https".equals(baseUrl.getScheme());
        if (!isHttps && !("http".equals(baseUrl.getScheme()) && LOOPBACK.contains(baseUrl.getHost()))) {
            throw new IllegalArgumentException(
                    "sso.base-url must begin with https://; http:// is for 127.0.0.1 and localhost only, because browsers"
                            + " send the session cookie nowhere else");
        }
    }

    /** The absolute address of a path of ours, which starts with a slash. */
    public URI resolve(String path) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("a path of this service starts with one slash");
        }
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + path);
    }

    /** The host alone, without the port. */
    public String host() {
        return baseUrl.getHost();
    }

    public boolean isHttps() {
        return "https".equals(baseUrl.getScheme());
    }
}
