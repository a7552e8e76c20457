package com.pickatime.sso.accounts.passwords;

import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes and checks passwords on few threads of their own, with a short queue: many tries at once must not take the
 * service's processors away from everybody else.
 *
 * <p>When the queue is full, the Monos end with a {@link MessagePageException} that asks to come back later.
 */
public class PasswordHasher implements DisposableBean {

    /** bcrypt reads no further. */
    static final int MOST_BYTES = 72;

    private static final int IDLE_SECONDS = 60;
    private static final String NOBODYS_PASSWORD = "nobody has this password";

    private final PasswordEncoder encoder;
    private final Scheduler scheduler;
    private final PasswordPolicy policy = new PasswordPolicy();
    private final String nobodysHash;

    PasswordHasher(PasswordEncoder encoder, PasswordSettings settings) {
        this.encoder = encoder;
        this.scheduler =
                Schedulers.newBoundedElastic(settings.threads(), settings.waiting(), "passwords", IDLE_SECONDS, true);
        this.nobodysHash = hashed(NOBODYS_PASSWORD);
    }

    /**
     * Whether a password is the one that was hashed. It does the same work, one evaluation, when there is no hash to compare
     * with or the password cannot be right, so that nobody learns from the time it takes which accounts there are.
     *
     * @param hash null if there is none that could match
     */
    public Mono<Boolean> matches(String password, @Nullable String hash) {
        return work(() -> {
            var text = normalized(password);
            if (hash == null || text.isEmpty() || size(text) > MOST_BYTES) {
                encoder.matches(NOBODYS_PASSWORD, nobodysHash);
                return false;
            }
            return encoder.matches(text, hash);
        });
    }

    /** A stronger hash of a password that was just found right; empty if the hash is as strong as new ones are. */
    public Mono<String> strengthened(String password, String hash) {
        return encoder.upgradeEncoding(hash) ? work(() -> hashed(normalized(password))) : Mono.empty();
    }

    /**
     * The hash of a new password.
     *
     * @return or an {@link UnfitPasswordException} as the Mono's error
     */
    public Mono<String> hash(NewPassword password) {
        return work(() -> {
            var text = normalized(password.password());
            policy.check(text, password);
            return hashed(text);
        });
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    private String hashed(String text) {
        var hash = encoder.encode(text);
        if (hash == null) {
            throw new IllegalStateException("the encoder gave no hash");
        }
        return hash;
    }

    private <T> Mono<T> work(Callable<T> task) {
        return Mono.fromCallable(task)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> tooBusy());
    }

    /** One form for letters that keyboards compose in different ways (RFC 8265 section 4.2.2). */
    private static String normalized(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static MessagePageException tooBusy() {
        return new MessagePageException(new MessagePage(HttpStatus.SERVICE_UNAVAILABLE, "message.too-busy"));
    }

    static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
