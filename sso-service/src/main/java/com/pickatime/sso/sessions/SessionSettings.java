package com.pickatime.sso.sessions;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session lasts.
 *
 * @param idle ends a session that nobody uses for this long
 * @param longest ends every session, however busy
 * @param extendEvery a use is written down at most this often, so that reading a page costs no write
 */
@ConfigurationProperties("sso.sessions")
record SessionSettings(
        @DefaultValue("60m") Duration idle,
        @DefaultValue("12h") Duration longest,
        @DefaultValue("1m") Duration extendEvery) {

    SessionSettings {
        if (extendEvery.compareTo(idle) >= 0 || idle.compareTo(longest) > 0 || extendEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "sso.sessions: extend-every must be shorter than idle, and idle no longer than longest");
        }
    }
}
