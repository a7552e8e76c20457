package com.pickatime.conferences.conference;

import com.pickatime.platform.web.Problems;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids that are the same each time, so that what is made twice is there once. */
public final class NamedIds {

    private static final int LONGEST_KEY = 200;

    private NamedIds() {}

    /** A name-based UUID (RFC 9562, version 3); other parts are another name, whatever characters they have. */
    public static String of(String... parts) {
        var name = new StringBuilder();
        for (var part : parts) {
            name.append(part.length()).append(':').append(part);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * Of what a request makes; fails with a 400 problem if the key cannot be one.
     *
     * @param key the header Idempotency-Key; null for a new id each time
     * @param scope in which the key names the request
     */
    public static String ofRequest(@Nullable String key, String... scope) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problems.invalid("Idempotency-Key", "must have from 1 to " + LONGEST_KEY + " characters");
        }
        return of(of(scope), key);
    }
}
