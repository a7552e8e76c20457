package com.pickatime.imports.connection;

import com.pickatime.imports.plan.roster.RosterChoice;
import java.util.List;
import java.util.Objects;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * What the onboarding team says about a connection.
 *
 * @param tenantId ClassLink's id of the district; null for connections without ClassLink
 * @param administrators e-mail addresses, sealed for the business, subject {@code administrator}, field {@code email}
 * @param timeZone in which mails name times to the administrators, an IANA id; null for the installation's zone
 * @param options the default ones of a document that is older than they are
 */
public record Configuration(
        String businessName,
        @Nullable String tenantId,
        SourceAccess source,
        List<Binary> administrators,
        ContactIdField contactIdField,
        @Nullable String timeZone,
        ImportOptions options) {

    public Configuration {
        options = Objects.requireNonNullElse(options, ImportOptions.DEFAULT);
    }

    /** With the options that count where nobody chose any. */
    public Configuration(
            String businessName,
            @Nullable String tenantId,
            SourceAccess source,
            List<Binary> administrators,
            ContactIdField contactIdField,
            @Nullable String timeZone) {
        this(businessName, tenantId, source, administrators, contactIdField, timeZone, ImportOptions.DEFAULT);
    }

    /** Which part of the roster is wanted. */
    public RosterChoice choice() {
        return options.choice(contactIdField == ContactIdField.IDENTIFIER);
    }

    public List<byte[]> sealedAddresses() {
        return administrators.stream().map(Binary::getData).toList();
    }
}
