package com.pickatime.sso.keys;

import com.pickatime.sso.keys.store.CachedValue;
import com.pickatime.sso.keys.store.KeyKind;
import com.pickatime.sso.keys.store.StoredKey;
import com.pickatime.sso.keys.store.StoredKeys;
import com.pickatime.sso.saml.messages.SamlCredential;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Our SAML keys, for whoever signs a message, shows metadata or decrypts an assertion. */
@Component
public final class SamlKeys {

    private final Clock clock;
    private final SamlKeySettings settings;
    private final CachedValue<Known> known;

    private record Known(List<StoredKey> keys, Map<String, SamlCredential> credentials) {

        SamlCredential credential(StoredKey key) {
            return Objects.requireNonNull(credentials.get(key.kid()));
        }
    }

    SamlKeys(StoredKeys store, SamlKeySettings settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.known = new CachedValue<>(store.all(KeyKind.SAML).map(SamlKeys::read), clock);
    }

    /** The keys of this moment, at most half a minute old. */
    public Mono<SamlKeyRing> ring() {
        return known.get().map(all -> {
            var sequence = new SamlKeySequence(all.keys(), clock.instant(), settings.samlOverlap());
            return new SamlKeyRing(
                    all.credential(sequence.signing()),
                    sequence.listed().stream().map(all::credential).toList());
        });
    }

    /** Has the keys read again at once: this instance changed them. */
    void forget() {
        known.forget();
    }

    private static Known read(List<StoredKey> keys) {
        return new Known(
                keys, keys.stream().collect(Collectors.toUnmodifiableMap(StoredKey::kid, SamlKeyCodec::credential)));
    }
}
