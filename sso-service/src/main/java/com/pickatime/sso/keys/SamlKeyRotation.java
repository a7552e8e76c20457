package com.pickatime.sso.keys;

import com.pickatime.platform.web.Problems;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKey;
import com.pickatime.sso.keys.store.StoredKeys;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Replaces the SAML key in two steps, each on an operator's word.
 *
 * <p>No clock may do it: an identity provider refuses what an unknown key signed, and only people know when each of them has
 * read the metadata that lists the new key.
 */
@Component
class SamlKeyRotation {

    private static final Logger log = LoggerFactory.getLogger(SamlKeyRotation.class);

    private final StoredKeys store;
    private final SamlKeys keys;
    private final SamlKeySettings settings;
    private final Made made;

    /** What a new key is made of. */
    @Component
    record Made(BaseUrl baseUrl, Clock clock) {

        Mono<StoredKey> key(int number, @Nullable Instant activeFrom) {
            return Mono.fromCallable(() -> {
                        var now = clock.instant();
                        return SamlKeyCodec.stored(
                                SelfSignedCredentials.create(baseUrl.host(), now), number, now, activeFrom);
                    })
                    .subscribeOn(Schedulers.boundedElastic());
        }
    }

    SamlKeyRotation(StoredKeys store, SamlKeys keys, SamlKeySettings settings, Made made) {
        this.store = store;
        this.keys = keys;
        this.settings = settings;
        this.made = made;
    }

    /** The keys that the metadata lists, the signing one first. */
    Mono<SamlKeySequence> sequence() {
        return store.all(KeyKind.SAML)
                .map(all -> new SamlKeySequence(all, made.clock().instant(), settings.samlOverlap()));
    }

    /** Makes the very first key, which nobody has to be told about; of several instances one makes it. */
    Mono<Void> begin() {
        return sequence()
                .filter(sequence -> sequence.keys().isEmpty())
                .flatMap(sequence -> add(sequence, made.clock().instant()))
                .then();
    }

    /** Adds a successor to the metadata, which does not sign yet; one that waits already is left as it is. */
    Mono<SamlKeySequence> prepare() {
        return sequence()
                .flatMap(sequence -> sequence.waiting().isPresent()
                        ? Mono.just(sequence)
                        : add(sequence, null).then(sequence()));
    }

    /** Lets the successor sign. */
    Mono<SamlKeySequence> activate() {
        return sequence()
                .flatMap(sequence -> Mono.justOrEmpty(sequence.waiting()))
                .switchIfEmpty(
                        Mono.error(() -> Problems.conflict("no key waits for its activation; send \"prepare\" first,"
                                + " and wait until every identity provider has read the new metadata")))
                .flatMap(key -> store.activate(key, made.clock().instant()).doOnNext(activated -> {
                    keys.forget();
                    log.info("SAML key {} signs from now on", key.kid());
                }))
                .then(sequence());
    }

    /** Forgets keys whose time is over. */
    Mono<Void> sweep() {
        return sequence().map(SamlKeySequence::retired).flatMap(store::remove);
    }

    private Mono<Boolean> add(SamlKeySequence sequence, @Nullable Instant activeFrom) {
        return made.key(sequence.nextNumber(), activeFrom).flatMap(store::add).doOnNext(added -> keys.forget());
    }
}
