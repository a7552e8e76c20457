package com.pickatime.sso.saml.messages;

import java.net.URI;

/**
 * This side of one business's sign-on, as its identity provider knows it.
 *
 * @param entityId at most 1024 characters, SAML core 8.3.6
 * @param assertionConsumerUrl absolute; takes responses by HTTP-POST
 * @param singleLogoutUrl absolute; takes logout requests and responses by HTTP-Redirect
 */
public record ServiceProvider(String entityId, URI assertionConsumerUrl, URI singleLogoutUrl) {}
