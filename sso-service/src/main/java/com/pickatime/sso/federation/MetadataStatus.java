package com.pickatime.sso.federation;

import com.pickatime.sso.federation.store.FailedFetch;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a business's identity provider.
 *
 * @param identityProvider null when there is no metadata that may be used
 * @param fetchedAt when the metadata came; null when none ever did
 * @param lastFailure the last fetch, if it failed; null if it did not
 */
public record MetadataStatus(
        @Nullable IdentityProvider identityProvider,
        @Nullable Instant fetchedAt,
        @Nullable FailedFetch lastFailure) {}
