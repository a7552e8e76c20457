package com.pickatime.sso.saml;

import org.jspecify.annotations.Nullable;

/**
 * The name an identity provider gave a person, SAML core 2.2.3; a logout names the person by the same four parts.
 *
 * @param value never blank; opaque unless the format says otherwise
 * @param format a URI, or null when the identity provider leaves it open
 */
public record NameId(
        String value,
        @Nullable String format,
        @Nullable String nameQualifier,
        @Nullable String spNameQualifier) {

    public NameId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a name is never blank");
        }
    }

    /** Hides the value, which is often an e-mail address. */
    @Override
    public String toString() {
        return "NameId[format=" + format + "]";
    }
}
