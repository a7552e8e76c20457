package com.pickatime.sso.federation.store;

import com.pickatime.platform.ids.BusinessId;
import java.net.URI;

/** Whose metadata, and from where: what another address served says nothing about this one. */
public record MetadataKey(BusinessId businessId, URI url) {}
