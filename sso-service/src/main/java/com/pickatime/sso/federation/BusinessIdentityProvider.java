package com.pickatime.sso.federation;

import com.pickatime.sso.saml.metadata.IdentityProvider;

/** A business and its identity provider. */
public record BusinessIdentityProvider(String businessId, IdentityProvider identityProvider) {}
