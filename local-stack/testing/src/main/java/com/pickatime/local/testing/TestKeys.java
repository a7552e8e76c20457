package com.pickatime.local.testing;

import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The keys that all tests of this JVM share, as an installation's services do. */
public final class TestKeys {

    private static final Keysets KEYSETS = Keysets.generate();
    private static final Path DIRECTORY = write();

    private TestKeys() {}

    public static FieldCipher cipher() {
        return KEYSETS.fieldCipher();
    }

    public static KeyedHash hash() {
        return KEYSETS.keyedHash();
    }

    /** For the setting {@code pickatime.keysets}. */
    public static Path directory() {
        return DIRECTORY;
    }

    private static Path write() {
        try {
            var directory = Files.createTempDirectory("keysets");
            KEYSETS.write(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
