package com.pickatime.imports.connection;

import com.pickatime.imports.source.SourceType;
import org.jspecify.annotations.Nullable;

/**
 * How a business's roster is reached.
 *
 * @param baseUrl null where the service's own setting holds
 * @param sealedKey consumer key, sealed for the business, subject {@code connection}, field {@code consumerKey}
 * @param sealedSecret consumer secret, likewise, field {@code consumerSecret}
 */
public record SourceAccess(
        SourceType type, @Nullable String baseUrl, byte @Nullable [] sealedKey, byte @Nullable [] sealedSecret) {

    /** Hides the sealed parts. */
    @Override
    public String toString() {
        return "SourceAccess[" + type + "]";
    }
}
