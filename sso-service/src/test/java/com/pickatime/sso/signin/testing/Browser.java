package com.pickatime.sso.signin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that follows nothing by itself, and keeps Lax cookies from other sites' posts as real ones do. */
public final class Browser {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern HIDDEN = Pattern.compile(
            "<input type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final String site;

    /** With an empty cookie jar. */
    public Browser(String site) {
        this.site = site;
    }

    /** A response as the person sees it. */
    public record Page(int status, String location, String body, Map<String, List<String>> headers) {

        static Page of(HttpResponse<String> response) {
            return new Page(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    response.body(),
                    response.headers().map());
        }

        /** The hidden fields of the page's forms. */
        public Map<String, String> hidden() {
            var fields = new LinkedHashMap<String, String>();
            var matcher = HIDDEN.matcher(body);
            while (matcher.find()) {
                fields.put(matcher.group(1), matcher.group(2).replace("&amp;", "&"));
            }
            return fields;
        }

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
        }
    }

    public Page get(String address) {
        return send(request(address, true).GET().build());
    }

    /** What a page's script would ask for. */
    public Page getJson(String address) {
        return send(request(address, true)
                .setHeader("Accept", "application/json")
                .GET()
                .build());
    }

    /** Posts a form of this site. */
    public Page submit(String address, Map<String, String> form) {
        return send(request(address, true)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", site)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(encode(form)))
                .build());
    }

    /** Posts a form of another site. */
    public Page submitFromElsewhere(String address, Map<String, String> form) {
        return submitFromElsewhere(address, encode(form));
    }

    public Page submitFromElsewhere(String address, String body) {
        return send(request(address, false)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://idp.example")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder request(String address, boolean withCookies) {
        var request = HttpRequest.newBuilder(URI.create(site).resolve(address))
                .timeout(LIMIT)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        if (withCookies && !cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return Page.of(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        var pair = header.split(";", 2)[0].split("=", 2);
        if (header.toLowerCase(Locale.ROOT).contains("max-age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
