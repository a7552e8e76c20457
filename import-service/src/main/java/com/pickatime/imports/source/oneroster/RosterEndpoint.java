package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.http.BearerToken;
import com.pickatime.imports.source.oneroster.http.Credentials;
import com.pickatime.imports.source.oneroster.http.OAuth1Consumer;
import com.pickatime.imports.source.oneroster.http.PercentEncoding;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Where a district's OneRoster API answers, and what it wants to hear first. */
public final class RosterEndpoint {

    private final SourceType type;
    private final String base;
    private final Credentials credentials;

    private RosterEndpoint(SourceType type, String base, Credentials credentials) {
        this.type = type;
        this.base = base;
        this.credentials = credentials;
    }

    /**
     * The district's roster behind ClassLink's proxy.
     *
     * @param applicationId ClassLink's oneroster_application_id: it comes percent-encoded, and goes into the path as it is
     * @throws IllegalArgumentException if that makes no address
     */
    public static RosterEndpoint proxy(URI proxy, String applicationId, String bearer) {
        return new RosterEndpoint(
                SourceType.CLASSLINK_PROXY,
                checked(withoutSlash(proxy) + '/' + applicationId + OneRosterVersion.V1_1.path()),
                new BearerToken(bearer));
    }

    /**
     * The district's own server, as most of them are.
     *
     * @param server its address, with or without the path of the API
     * @throws IllegalArgumentException if that makes no address
     */
    public static RosterEndpoint direct(
            URI server, String consumerKey, String consumerSecret, SignatureMethod method, Clock clock) {
        return direct(server, OneRosterVersion.V1_1, new OAuth1Consumer(consumerKey, consumerSecret, method, clock));
    }

    /**
     * The district's own server, whatever it speaks.
     *
     * @param server its address, with or without the path of the API
     * @throws IllegalArgumentException if that makes no address
     */
    public static RosterEndpoint direct(URI server, OneRosterVersion version, Credentials credentials) {
        var base = withoutSlash(server);
        boolean hasPath = server.getRawPath() != null && server.getRawPath().length() > 1;
        return new RosterEndpoint(
                SourceType.CLASSLINK_DIRECT, checked(hasPath ? base : base + version.path()), credentials);
    }

    SourceType type() {
        return type;
    }

    /** @param filter as OneRoster writes it; null for the whole collection */
    URI collection(String name, int limit, long offset, @Nullable String filter) {
        return URI.create(base + '/' + name + "?limit=" + limit + "&offset=" + offset + "&sort=sourcedId&orderBy=asc"
                + (filter == null ? "" : "&filter=" + PercentEncoding.encode(filter)));
    }

    /** Whose roster it is, whoever asks. */
    String address() {
        return base;
    }

    Credentials credentials() {
        return credentials;
    }

    @Override
    public String toString() {
        return "RosterEndpoint[" + base + ", " + credentials + "]";
    }

    private static String withoutSlash(URI uri) {
        var text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String checked(String base) {
        return URI.create(base).toString();
    }
}
