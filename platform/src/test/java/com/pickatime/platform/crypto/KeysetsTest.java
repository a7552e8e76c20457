package com.pickatime.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetsTest {

    private static final byte[] CONTENT = "a record".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @Test
    void keepsTheKeysInFiles() {
        var keysets = Keysets.generate();
        keysets.write(directory.resolve("keys"));

        var read = Keysets.read(directory.resolve("keys"));

        assertThat(read.keyedHash().of(CONTENT)).isEqualTo(keysets.keyedHash().of(CONTENT));
        var sealed = keysets.fieldCipher().seal(new BusinessId("b"), "s", "email", "a@example.org");
        assertThat(read.fieldCipher().open(new BusinessId("b"), "s", "email", sealed))
                .isEqualTo("a@example.org");
    }

    @Test
    void hashesDifferentlyWithEveryKey() {
        assertThat(Keysets.generate().keyedHash().of(CONTENT))
                .hasSize(KeyedHash.LENGTH)
                .isNotEqualTo(Keysets.generate().keyedHash().of(CONTENT));
    }

    @Test
    void letsTheOwnerAloneReadTheFiles() throws IOException {
        Keysets.generate().write(directory);

        assertThat(Files.getPosixFilePermissions(directory.resolve(Keysets.FIELDS)))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void neverReplacesKeys() {
        Keysets.generate().write(directory);

        assertThatThrownBy(() -> Keysets.generate().write(directory)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void saysWhichFileIsMissingOrBroken() throws IOException {
        assertThatThrownBy(() -> Keysets.read(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(Keysets.FIELDS);

        Files.writeString(directory.resolve(Keysets.FIELDS), "{}");

        assertThatThrownBy(() -> Keysets.read(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Keysets.FIELDS);
    }
}
