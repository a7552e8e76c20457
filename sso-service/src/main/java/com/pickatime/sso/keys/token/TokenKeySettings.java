package com.pickatime.sso.keys.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long token keys are used.
 *
 * @param tokenLifetime how long one key signs
 * @param tokenNotice how long its successor is published before it signs; longer than anybody keeps the published keys
 */
@ConfigurationProperties("sso.keys")
record TokenKeySettings(
        @DefaultValue("30d") Duration tokenLifetime,
        @DefaultValue("1d") Duration tokenNotice) {

    TokenKeySettings {
        if (tokenNotice.isNegative() || tokenNotice.compareTo(tokenLifetime) >= 0) {
            throw new IllegalArgumentException("sso.keys: token-notice must be shorter than token-lifetime");
        }
    }
}
