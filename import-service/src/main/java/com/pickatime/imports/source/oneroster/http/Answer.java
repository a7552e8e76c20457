package com.pickatime.imports.source.oneroster.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A whole HTTP answer; the body may hold personal data and never leaves this package. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

    public static final int UNKNOWN = -1;

    private static final int LOOKED_AT = 1_000;
    private static final Pattern WEB_PAGE_TYPE =
            Pattern.compile("text/html|application/xhtml", Pattern.CASE_INSENSITIVE);
    private static final Pattern WEB_PAGE =
            Pattern.compile("[\\s\\uFEFF]*<(?:!doctype )?html", Pattern.CASE_INSENSITIVE);

    public boolean isOk() {
        return status == 200;
    }

    /** A header's number, or {@link #UNKNOWN}: also below 0, for nothing is counted like that. */
    public long number(String header) {
        var value = headers.getFirst(header);
        try {
            return value == null ? UNKNOWN : Math.max(UNKNOWN, Long.parseLong(value.strip()));
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /** SHA-256 over the body, and over some of the headers. */
    public byte[] digest(String... of) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var header : of) {
                digest.update((header + headers.getOrEmpty(header) + '\n').getBytes(StandardCharsets.UTF_8));
            }
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it says of itself that it is one, as sign-in pages and gateways do, or begins like one. */
    public boolean isWebPage() {
        var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && WEB_PAGE_TYPE.matcher(type).lookingAt()
                || WEB_PAGE.matcher(new String(body, 0, Math.min(body.length, LOOKED_AT), StandardCharsets.UTF_8))
                        .lookingAt();
    }

    /** Hides headers and body. */
    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }
}
