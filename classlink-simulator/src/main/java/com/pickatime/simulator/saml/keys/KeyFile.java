package com.pickatime.simulator.saml.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of an identity provider in a PKCS #12 file; who may read the file may have them. */
final class KeyFile {

    private static final String CURRENT = "current";
    private static final String PREVIOUS = "previous";

    /** The format wants a password; it protects nothing here. */
    private static final char[] PASSWORD = "simulator".toCharArray();

    private final Path file;

    KeyFile(Path directory) {
        file = directory.resolve("identity-provider.p12");
    }

    Optional<KeySet> read() {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            var key = new IdpKey((PrivateKey) store.getKey(CURRENT, PASSWORD), certificate(store, CURRENT));
            return Optional.of(new KeySet(key, store.containsAlias(PREVIOUS) ? certificate(store, PREVIOUS) : null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    void write(KeySet keys) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry(CURRENT, keys.current().privateKey(), PASSWORD, new Certificate[] {
                keys.current().certificate()
            });
            setPrevious(store, keys.previous());
            try (var out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
    }

    private static void setPrevious(KeyStore store, @Nullable X509Certificate previous)
            throws GeneralSecurityException {
        if (previous != null) {
            store.setCertificateEntry(PREVIOUS, previous);
        }
    }

    private static X509Certificate certificate(KeyStore store, String alias) throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(alias);
    }
}
