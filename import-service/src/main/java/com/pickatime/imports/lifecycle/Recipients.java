package com.pickatime.imports.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * Who is told about a business's imports.
 *
 * @param sealedAddresses e-mail addresses, sealed for the business, subject {@code administrator}, field {@code email}
 * @param since when they became that; names the event that says so
 */
public record Recipients(String businessId, String businessName, List<byte[]> sealedAddresses, Instant since) {}
