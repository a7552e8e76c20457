package com.pickatime.simulator.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The nonces seen lately, each good for one request. */
final class Nonces {

    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private final Duration memory;

    /**
     * Starts empty.
     *
     * @param memory how long a nonce is remembered: as long as its timestamp could pass
     */
    Nonces(Duration memory) {
        this.memory = memory;
    }

    /** Takes a nonce; false if it was taken before. */
    synchronized boolean take(String nonce, Instant now) {
        var oldest = now.minus(memory);
        seen.values().removeIf(oldest::isAfter);
        return seen.putIfAbsent(nonce, now) == null;
    }
}
