package com.pickatime.local.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of a browser that sign-on relies on, without the browser: it keeps cookies by host, sends secure ones to this
 * machine without TLS, leaves SameSite=Lax ones out of a POST from another site, and follows redirects.
 */
public final class CookieBrowser {

    private static final int MOST_REDIRECTS = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Cookie> cookies = new ArrayList<>();

    private record Cookie(String host, String name, String value, boolean lax) {

        static Cookie of(URI address, String header) {
            var pair = header.split(";", 2)[0].split("=", 2);
            var flags = header.toLowerCase(Locale.ROOT);
            if (pair[0].startsWith("__Host-")
                    && !(flags.contains("secure") && flags.contains("path=/") && !flags.contains("domain="))) {
                throw new ProductException(0, "a browser drops this cookie: " + pair[0]);
            }
            var ended = flags.contains("max-age=0");
            return new Cookie(address.getHost(), pair[0], ended ? "" : pair[1], flags.contains("samesite=lax"));
        }

        boolean isNamedLike(Cookie other) {
            return host.equals(other.host) && name.equals(other.name);
        }
    }

    /** Goes to an address. */
    public HtmlPage open(URI address) {
        return follow(HttpRequest.newBuilder(address), address, true);
    }

    /** Sends the page's form to where it points, its hidden fields and what was filled in. */
    public HtmlPage submit(HtmlPage page, Map<String, String> filledIn) {
        return submit(page, page.action(), filledIn);
    }

    /** Sends the page's hidden fields and what was filled in to {@code action}. */
    public HtmlPage submit(HtmlPage page, URI action, Map<String, String> filledIn) {
        var fields = page.hiddenFields();
        fields.putAll(filledIn);
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin(page.address()))
                .POST(BodyPublishers.ofString(body));
        return follow(request, action, isSameSite(page.address(), action));
    }

    /** What a script in one of our own pages asks, as JSON. */
    public HttpResponse<String> fetch(String method, URI address, String json) {
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Origin", origin(address))
                .header("Sec-Fetch-Site", "same-origin")
                .header("X-Requested-With", "pickatime")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return send(request, address, true);
    }

    public boolean hasCookie(String host, String name) {
        return cookies.stream().anyMatch(cookie -> cookie.host.equals(host) && cookie.name.equals(name));
    }

    private HtmlPage follow(HttpRequest.Builder first, URI address, boolean sameSite) {
        var at = address;
        var response = send(first.header("Accept", "text/html"), at, sameSite);
        for (int i = 0; i < MOST_REDIRECTS && location(response).isPresent(); i++) {
            at = at.resolve(location(response).get());
            // a GET of the whole page brings Lax cookies wherever it comes from
            response = send(HttpRequest.newBuilder(at).header("Accept", "text/html"), at, true);
        }
        return new HtmlPage(at, response.statusCode(), response.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request, URI address, boolean withLax) {
        var sent = cookies.stream()
                .filter(cookie -> cookie.host.equals(address.getHost()))
                .filter(cookie -> withLax || !cookie.lax)
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            request.setHeader("Cookie", sent);
        }
        try {
            var response = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(header -> keep(Cookie.of(address, header)));
            return response;
        } catch (IOException e) {
            throw new ProductException(0, "no answer from " + origin(address) + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException(0, "interrupted while waiting for " + origin(address));
        }
    }

    private void keep(Cookie cookie) {
        cookies.removeIf(cookie::isNamedLike);
        if (!cookie.value.isEmpty()) {
            cookies.add(cookie);
        }
    }

    /** Where a redirect leads, or a page that gives way to another at once. */
    private static Optional<String> location(HttpResponse<String> response) {
        var headers = response.headers();
        return headers.firstValue("Location")
                .or(() -> headers.firstValue("Refresh").map(refresh -> refresh.replaceFirst("^0; *url=", "")));
    }

    private static boolean isSameSite(URI from, URI to) {
        return from.getHost().equals(to.getHost());
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
