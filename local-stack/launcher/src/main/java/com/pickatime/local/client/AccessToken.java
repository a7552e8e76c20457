package com.pickatime.local.client;

import java.time.Instant;

/** What opens the services until it ends. */
public record AccessToken(String value, Instant endsAt) {

    String authorization() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "AccessToken(until " + endsAt + ")";
    }
}
