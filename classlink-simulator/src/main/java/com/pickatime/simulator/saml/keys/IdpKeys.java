package com.pickatime.simulator.saml.keys;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The identity provider's keys; the first one is made when it is first needed, which takes a moment of computing. */
@Component
public class IdpKeys {

    private final Optional<KeyFile> file;
    private final Clock clock;
    private volatile @Nullable KeySet keys;

    IdpKeys(IdentityProviderSettings settings, Clock clock) {
        file = Optional.ofNullable(settings.keyDirectory()).map(KeyFile::new);
        this.clock = clock;
    }

    /** What is signed with. */
    public IdpKey current() {
        return keys().current();
    }

    /** The certificates in the metadata, the one in use first. */
    public List<X509Certificate> published() {
        return keys().published();
    }

    /** Signs with a new key from now on; {@code keepOld} keeps the old certificate in the metadata beside the new one. */
    public synchronized void renew(boolean keepOld) {
        var old = keys().current().certificate();
        use(new KeySet(IdpKeyGenerator.generate(clock.instant()), keepOld ? old : null));
    }

    private synchronized KeySet keys() {
        return keys == null
                ? use(kept().orElseGet(() -> new KeySet(IdpKeyGenerator.generate(clock.instant()), null)))
                : keys;
    }

    private Optional<KeySet> kept() {
        return file.flatMap(KeyFile::read);
    }

    private KeySet use(KeySet used) {
        file.ifPresent(kept -> kept.write(used));
        keys = used;
        return used;
    }
}
