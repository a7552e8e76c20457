package com.pickatime.sso.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Settings, and who made them what they are.
 *
 * @param changedAt null when nobody ever set them
 * @param changedBy the subject of that person's or operator's token; null when nobody did
 */
public record StoredSettings(
        SsoSettings settings,
        @Nullable Instant changedAt,
        @Nullable String changedBy) {

    /** Names this version of the settings as an HTTP entity tag. */
    public String tag() {
        return tag(changedAt);
    }

    /** @param changedAt null when nobody ever set them */
    public static String tag(@Nullable Instant changedAt) {
        return '"' + (changedAt == null ? "0" : String.valueOf(changedAt.toEpochMilli())) + '"';
    }
}
