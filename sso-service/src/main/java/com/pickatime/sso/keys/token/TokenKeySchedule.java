package com.pickatime.sso.keys.token;

import com.pickatime.platform.access.TokenClaims;
import com.pickatime.sso.keys.store.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which token key signs when, and for how long it is published.
 *
 * <p>A key signs until its successor is active, however late that is: a service that was off for months wakes up with a key
 * that everybody knows, and not with one that nobody has seen.
 */
record TokenKeySchedule(TokenKeySettings settings) {

    /** Clocks of two servers, and the instance that has not seen the successor sign yet. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    /** When the key to be made now begins to sign; empty if none is due. {@code keys} are in order. */
    Optional<Instant> successor(List<StoredKey> keys, Instant now) {
        if (keys.isEmpty()) {
            return Optional.of(now);
        }
        var end = activeFrom(keys.get(keys.size() - 1)).plus(settings.tokenLifetime());
        var earliest = now.plus(settings.tokenNotice());
        if (earliest.isBefore(end)) {
            return Optional.empty();
        }
        return Optional.of(earliest);
    }

    /**
     * The newest that is active; the first key of all for an instance whose clock is behind.
     *
     * @throws IllegalStateException if there is no key
     */
    StoredKey signing(List<StoredKey> keys, Instant now) {
        return keys.stream()
                .filter(key -> key.isActive(now))
                .reduce((older, newer) -> newer)
                .or(() -> keys.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("there is no token key yet"));
    }

    /** Those that the last token they signed has outlived. */
    List<StoredKey> retired(List<StoredKey> keys, Instant now) {
        return IntStream.range(0, keys.size() - 1)
                .filter(i -> end(keys.get(i + 1)).isBefore(now))
                .mapToObj(keys::get)
                .toList();
    }

    private static Instant end(StoredKey successor) {
        return activeFrom(successor).plus(TokenClaims.LIFETIME).plus(SLACK);
    }

    private static Instant activeFrom(StoredKey key) {
        return Objects.requireNonNull(key.activeFrom(), "a token key is made with the time it begins to sign");
    }
}
