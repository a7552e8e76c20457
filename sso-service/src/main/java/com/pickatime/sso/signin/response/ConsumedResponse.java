package com.pickatime.sso.signin.response;

import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.response.AcceptedResponse;
import org.jspecify.annotations.Nullable;

/**
 * A response that holds, and whom it is about.
 *
 * @param match null if it is of another tenant, so that nobody was looked for
 */
public record ConsumedResponse(
        IdentityProvider identityProvider,
        AcceptedResponse response,
        MappedAttributes mapped,
        @Nullable SignInMatch match) {}
