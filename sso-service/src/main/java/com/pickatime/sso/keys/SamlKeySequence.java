package com.pickatime.sso.keys;

import com.pickatime.sso.keys.store.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The SAML keys in their order at one moment.
 *
 * @param keys oldest first
 * @param overlap how long a key stays after its successor began to sign
 */
record SamlKeySequence(List<StoredKey> keys, Instant now, Duration overlap) {

    /** @throws IllegalStateException if there is no key */
    StoredKey signing() {
        return keys.stream()
                .filter(key -> key.isActive(now))
                .reduce((older, newer) -> newer)
                .or(() -> keys.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("there is no SAML key yet"));
    }

    /** The one that was prepared and waits for an operator's word. */
    Optional<StoredKey> waiting() {
        return keys.stream().filter(key -> key.activeFrom() == null).findFirst();
    }

    /** The signing one, the waiting one, and former ones for which there may still be encrypted assertions. */
    List<StoredKey> listed() {
        var signing = signing();
        var retired = retired();
        return Stream.of(
                        Stream.of(signing),
                        keys.stream().filter(key -> key.number() > signing.number()),
                        keys.stream().filter(key -> key.number() < signing.number() && !retired.contains(key)))
                .flatMap(part -> part)
                .toList();
    }

    List<StoredKey> retired() {
        return IntStream.range(0, keys.size() - 1)
                .filter(i -> isOver(keys.get(i + 1)))
                .mapToObj(keys::get)
                .toList();
    }

    int nextNumber() {
        return keys.isEmpty() ? 1 : keys.get(keys.size() - 1).number() + 1;
    }

    private boolean isOver(StoredKey successor) {
        return successor.isActive(now)
                && Objects.requireNonNull(successor.activeFrom()).plus(overlap).isBefore(now);
    }
}
