package com.pickatime.sso.federation;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.saml.metadata.IdentityProvider;

/** A business and its identity provider. */
public record BusinessIdentityProvider(BusinessId businessId, IdentityProvider identityProvider) {}
