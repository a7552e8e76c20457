package com.pickatime.sso.federation.store;

import java.net.URI;

/** Whose metadata, and from where: what another address served says nothing about this one. */
public record MetadataKey(String businessId, URI url) {}
