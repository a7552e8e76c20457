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
        @Nullable String changedBy) {}
