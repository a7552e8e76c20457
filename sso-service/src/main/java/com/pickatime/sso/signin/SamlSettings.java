package com.pickatime.sso.signin;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this service presents itself to identity providers.
 *
 * @param signMetadata whether our metadata is signed; off for an identity provider that cannot read signed metadata
 * @param clockSkew how far the identity provider's clock may be from ours, either way; at most ten minutes, since so much
 *     longer a stolen response would be good
 */
@Validated
@ConfigurationProperties("sso.saml")
public record SamlSettings(
        @DefaultValue("true") boolean signMetadata,

        @DurationMin(seconds = 0) @DurationMax(minutes = 10) @DefaultValue("3m")
        Duration clockSkew) {}
