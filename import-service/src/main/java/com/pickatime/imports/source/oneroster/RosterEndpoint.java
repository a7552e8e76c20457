package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.http.BearerToken;
import com.pickatime.imports.source.oneroster.http.Credentials;
import com.pickatime.imports.source.oneroster.http.OAuth1Consumer;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import java.net.URI;
import java.time.Clock;

/** Where a district's OneRoster API answers, and what it wants to hear first. */
public final class RosterEndpoint {

    private static final String API_PATH = "/ims/oneroster/v1p1";

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
                checked(withoutSlash(proxy) + '/' + applicationId + API_PATH),
                new BearerToken(bearer));
    }

    /**
     * The district's own server.
     *
     * @param server its address, with or without the path of the API
     * @throws IllegalArgumentException if that makes no address
     */
    public static RosterEndpoint direct(
            URI server, String consumerKey, String consumerSecret, SignatureMethod method, Clock clock) {
        var base = withoutSlash(server);
        boolean hasPath = server.getRawPath() != null && server.getRawPath().length() > 1;
        return new RosterEndpoint(
                SourceType.CLASSLINK_DIRECT,
                checked(hasPath ? base : base + API_PATH),
                new OAuth1Consumer(consumerKey, consumerSecret, method, clock));
    }

    SourceType type() {
        return type;
    }

    URI collection(String name, int limit, long offset) {
        return URI.create(base + '/' + name + "?limit=" + limit + "&offset=" + offset + "&sort=sourcedId&orderBy=asc");
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
