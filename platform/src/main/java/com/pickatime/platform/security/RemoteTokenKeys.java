package com.pickatime.platform.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.pickatime.platform.access.TokenKeys;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * The issuer's keys, fetched over HTTP and kept.
 *
 * <p>An unknown key id has them fetched again, but not at every stranger's wish: once in {@link #PAUSE} for all callers
 * together. After {@link #FRESH} they are fetched anew, so that a withdrawn key does not stay good. While the issuer is
 * away, the keys that were fetched last stay in use.
 */
final class RemoteTokenKeys implements TokenKeys {

    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(RemoteTokenKeys.class);

    private final WebClient web;
    private final URI address;
    private final Duration timeout;
    private final Clock clock;
    private final AtomicReference<Fetch> latest = new AtomicReference<>(new Fetch(Instant.MIN, Mono.just(Map.of())));

    /** One fetch, made when somebody first asks for its keys; whoever asks later gets the same. */
    private record Fetch(Instant madeAt, Mono<Map<String, JWK>> keys) {

        boolean isOlderThan(Duration age, Instant now) {
            return madeAt.isBefore(now.minus(age));
        }
    }

    /** {@code web} limits how much of an answer is read. */
    RemoteTokenKeys(WebClient web, URI address, Duration timeout, Clock clock) {
        this.web = web;
        this.address = address;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Mono<JWK> find(String keyId) {
        return Mono.defer(() -> notOlderThan(FRESH).keys())
                .onErrorResume(failure -> notOlderThan(PAUSE_WITHOUT_KEYS).keys())
                .flatMap(keys -> keys.containsKey(keyId)
                        ? Mono.just(keys)
                        : notOlderThan(PAUSE).keys())
                .mapNotNull(keys -> keys.get(keyId));
    }

    /** A fetch is only prepared in here, which may happen twice in a race; it is made by whoever asks for its keys. */
    private Fetch notOlderThan(Duration age) {
        var now = clock.instant();
        return latest.updateAndGet(fetch ->
                fetch.isOlderThan(age, now) ? new Fetch(now, fetched(fetch).cache()) : fetch);
    }

    private Mono<Map<String, JWK>> fetched(Fetch before) {
        return web.get()
                .uri(address)
                .retrieve()
                .bodyToMono(String.class)
                .timeout(timeout)
                .map(RemoteTokenKeys::usable)
                .doOnError(failure -> log.warn("the keys at {} cannot be fetched: {}", address, failure.toString()))
                .onErrorResume(
                        failure -> before.keys().filter(keys -> !keys.isEmpty()).switchIfEmpty(Mono.error(failure)));
    }

    private static Map<String, JWK> usable(String keys) {
        try {
            return JWKSet.parse(keys).getKeys().stream()
                    .filter(key -> key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve()))
                    .filter(key -> key.getKeyID() != null)
                    .map(JWK::toPublicJWK)
                    .collect(Collectors.toMap(JWK::getKeyID, key -> key, (first, second) -> first));
        } catch (ParseException e) {
            throw new IllegalArgumentException("they are no JSON Web Key Set", e);
        }
    }
}
