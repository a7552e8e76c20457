package com.pickatime.imports.connection;

import com.pickatime.imports.source.SourceType;
import org.jspecify.annotations.Nullable;

/**
 * How a business's roster is reached.
 *
 * @param baseUrl null where the service's own setting holds
 * @param sealedKey consumer key, sealed for the business, subject {@code connection}, field {@code consumerKey}
 * @param sealedSecret consumer secret, likewise, field {@code consumerSecret}
 * @param protocol null where {@link #spoken} has the default
 */
public record SourceAccess(
        SourceType type,
        @Nullable String baseUrl,
        byte @Nullable [] sealedKey,
        byte @Nullable [] sealedSecret,
        @Nullable Protocol protocol) {

    /** One that is spoken to in the default way. */
    public SourceAccess(
            SourceType type, @Nullable String baseUrl, byte @Nullable [] sealedKey, byte @Nullable [] sealedSecret) {
        this(type, baseUrl, sealedKey, sealedSecret, null);
    }

    /** How a district's own server is spoken to; of no meaning for other sources. */
    public Protocol spoken() {
        return protocol == null ? Protocol.DEFAULT : protocol;
    }

    /** Hides the sealed parts. */
    @Override
    public String toString() {
        return "SourceAccess[" + type + "]";
    }
}
