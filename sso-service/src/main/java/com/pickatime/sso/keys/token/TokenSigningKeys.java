package com.pickatime.sso.keys.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.pickatime.platform.access.TokenKeys;
import com.pickatime.sso.keys.store.CachedValue;
import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKey;
import com.pickatime.sso.keys.store.StoredKeys;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Signs access tokens, and lets this service verify its own without asking itself over HTTP. */
@Component
public final class TokenSigningKeys implements TokenKeys {

    private static final Logger log = LoggerFactory.getLogger(TokenSigningKeys.class);

    private final StoredKeys store;
    private final TokenKeySchedule schedule;
    private final Clock clock;
    private final CachedValue<Known> known;

    private record Known(List<StoredKey> keys, Map<String, ECKey> parsed) {

        ECKey parsed(StoredKey key) {
            return Objects.requireNonNull(parsed.get(key.kid()));
        }
    }

    TokenSigningKeys(StoredKeys store, TokenKeySettings settings, Clock clock) {
        this.store = store;
        this.schedule = new TokenKeySchedule(settings);
        this.clock = clock;
        this.known = new CachedValue<>(store.all(KeyKind.TOKEN).map(TokenSigningKeys::parse), clock);
    }

    /** The keys of this moment. */
    public Mono<TokenKeyRing> ring() {
        return known.get().map(all -> ring(all, clock.instant()));
    }

    @Override
    public Mono<JWK> find(String keyId) {
        return ring().mapNotNull(ring -> ring.published().getKeyByKeyId(keyId));
    }

    /** Makes a successor when one is due and forgets what has retired; any number of instances may do it at once. */
    Mono<Void> rotate() {
        return store.all(KeyKind.TOKEN).flatMap(keys -> {
            // here and not above: whoever subscribes again, as the scheduler does, asks for the time of then
            var now = clock.instant();
            return Mono.justOrEmpty(schedule.successor(keys, now))
                    .flatMap(from -> add(keys, from, now))
                    .then(store.remove(schedule.retired(keys, now)));
        });
    }

    private Mono<Boolean> add(List<StoredKey> keys, Instant from, Instant now) {
        var number = keys.isEmpty() ? 1 : keys.get(keys.size() - 1).number() + 1;
        return Mono.fromCallable(() -> generate(number, now, from))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(key -> store.add(key).doOnNext(added -> {
                    known.forget();
                    if (added) {
                        log.info("token key {} made, it signs from {}", key.kid(), from);
                    }
                }));
    }

    private TokenKeyRing ring(Known all, Instant now) {
        var retired = schedule.retired(all.keys(), now);
        var signing = schedule.signing(all.keys(), now);
        var published = all.keys().stream()
                .filter(key -> !retired.contains(key))
                .<JWK>map(key -> all.parsed(key).toPublicJWK())
                .toList();
        return new TokenKeyRing(all.parsed(signing), new JWKSet(published));
    }

    private static Known parse(List<StoredKey> keys) {
        return new Known(
                keys, keys.stream().collect(Collectors.toUnmodifiableMap(StoredKey::kid, TokenSigningKeys::parse)));
    }

    private static ECKey parse(StoredKey key) {
        try {
            return ECKey.parse(key.privatePart());
        } catch (ParseException e) {
            throw new IllegalStateException("token key " + key.kid() + " in the store is no EC key", e);
        }
    }

    /** P-256 for ES256, RFC 7518 section 3.4; named by its thumbprint, RFC 7638. */
    private static StoredKey generate(int number, Instant now, Instant from) throws JOSEException {
        var key = new ECKeyGenerator(Curve.P_256)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .keyIDFromThumbprint(true)
                .generate();
        return new StoredKey(
                KeyKind.TOKEN, number, key.getKeyID(), key.toPublicJWK().toJSONString(), key.toJSONString(), now, from);
    }
}
