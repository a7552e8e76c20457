package com.pickatime.sso.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service presents itself to identity providers.
 *
 * @param signMetadata whether our metadata is signed; off for an identity provider that cannot read signed metadata
 */
@ConfigurationProperties("sso.saml")
record SamlSettings(@DefaultValue("true") boolean signMetadata) {}
