package com.pickatime.imports.connection;

import java.util.List;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What the onboarding team says about a connection.
 *
 * @param tenantId ClassLink's id of the district; null for connections without ClassLink
 * @param administrators e-mail addresses, sealed for the business, subject {@code administrator}, field {@code email}
 * @param timeZone in which mails name times to the administrators, an IANA id; null for the installation's zone
 */
public record Configuration(
        String businessName,
        @Nullable String tenantId,
        SourceAccess source,
        List<Binary> administrators,
        ContactIdField contactIdField,
        @Nullable String timeZone) {

    public List<byte[]> sealedAddresses() {
        return administrators.stream().map(Binary::getData).toList();
    }
}
