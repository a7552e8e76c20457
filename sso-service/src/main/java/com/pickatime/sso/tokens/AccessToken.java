package com.pickatime.sso.tokens;

import java.time.Duration;

/** A signed access token, and how long it is good for from now. */
public record AccessToken(String value, Duration lifetime) {

    /** Hides the token, which is as good as a password. */
    @Override
    public String toString() {
        return "AccessToken[" + lifetime + "]";
    }
}
