package com.pickatime.imports.connection;

import com.pickatime.imports.source.oneroster.OneRosterVersion;
import org.jspecify.annotations.Nullable;

/**
 * How a district's own server wants to be spoken to.
 *
 * @param tokenUrl where tokens are got; null without {@link Authentication#OAUTH2}
 */
public record Protocol(
        Authentication authentication, @Nullable String tokenUrl, OneRosterVersion oneRosterVersion) {

    static final Protocol DEFAULT = new Protocol(Authentication.OAUTH1, null, OneRosterVersion.V1_1);
}
