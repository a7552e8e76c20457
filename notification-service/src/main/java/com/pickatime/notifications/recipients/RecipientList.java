package com.pickatime.notifications.recipients;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business's name, and its administrators to be told.
 *
 * @param timeZone in which they read times, an IANA id; null for the installation's zone
 */
public record RecipientList(
        String businessName,
        List<Recipient> administrators,
        @Nullable String timeZone) {}
