package com.pickatime.imports.lifecycle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told about a business's imports.
 *
 * @param sealedAddresses e-mail addresses, sealed for the business, subject {@code administrator}, field {@code email}
 * @param timeZone in which they read times, an IANA id; null for the installation's zone
 * @param since when they became that; names the event that says so
 */
public record Recipients(
        String businessId,
        String businessName,
        List<byte[]> sealedAddresses,
        @Nullable String timeZone,
        Instant since) {}
