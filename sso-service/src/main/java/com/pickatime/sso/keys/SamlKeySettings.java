package com.pickatime.sso.keys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long SAML keys are used.
 *
 * @param samlOverlap how long identity providers may go on encrypting for a key that was replaced
 */
@ConfigurationProperties("sso.keys")
record SamlKeySettings(@DefaultValue("30d") Duration samlOverlap) {}
