package com.pickatime.sso.sessions;

import com.pickatime.sso.saml.NameId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a single logout needs to know of a sign-in, SAML core sections 2.7.2 and 3.7.
 *
 * @param sessionIndex the identity provider's name for its session; null if it gave none
 * @param notOnOrAfter when the identity provider wants the session over; null if it does not care
 */
public record IdpSession(
        String idpEntityId,
        NameId nameId,
        @Nullable String sessionIndex,
        @Nullable Instant notOnOrAfter) {}
