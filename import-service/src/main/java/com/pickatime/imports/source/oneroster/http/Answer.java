package com.pickatime.imports.source.oneroster.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A whole HTTP answer; the body may hold personal data and never leaves this package. */
public record Answer(int status, HttpHeaders headers, byte[] body) {

    public static final int UNKNOWN = -1;

    public boolean isOk() {
        return status == 200;
    }

    /** A header's number, or {@link #UNKNOWN}. */
    public long number(String header) {
        var value = headers.getFirst(header);
        try {
            return value == null ? UNKNOWN : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /** Whether it says of itself that it is one, as sign-in pages and gateways do. */
    public boolean isWebPage() {
        var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** Hides headers and body. */
    @Override
    public String toString() {
        return "Answer[status=" + status + "]";
    }
}
