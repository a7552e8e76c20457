package com.pickatime.sso.accounts.passwords;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** bcrypt at its weakest, and which hashes it was asked about. */
public final class RecordingPasswordEncoder implements PasswordEncoder {

    private final BCryptPasswordEncoder bcrypt;
    private final List<String> evaluated = new CopyOnWriteArrayList<>();

    public RecordingPasswordEncoder(int strength) {
        this.bcrypt = new BCryptPasswordEncoder(strength);
    }

    /** The hashes that passwords were compared with since the last call, in order. */
    public List<String> evaluated() {
        var copy = List.copyOf(evaluated);
        evaluated.clear();
        return copy;
    }

    /** The service's passwords on top of this. */
    public PasswordHasher passwords() {
        return new PasswordHasher(this, new PasswordSettings(10, 2, 1000));
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return bcrypt.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        evaluated.add(String.valueOf(hash));
        return bcrypt.matches(password, hash);
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return bcrypt.upgradeEncoding(hash);
    }
}
