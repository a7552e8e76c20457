package com.pickatime.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;

/**
 * The two keysets that all services of one installation share, as files of Tink's JSON keyset format in one directory.
 *
 * <p>Add a key to {@value #FIELDS} and make it primary to rotate it: what was sealed before still opens. A new primary key
 * in {@value #HASHES} changes every hash, so the next import sends every record once more.
 */
public final class Keysets {

    static final String FIELDS = "fields.keyset.json";
    static final String HASHES = "hashes.keyset.json";

    static {
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle fields;
    private final KeysetHandle hashes;

    private Keysets(KeysetHandle fields, KeysetHandle hashes) {
        this.fields = fields;
        this.hashes = hashes;
    }

    /** New random keys. */
    public static Keysets generate() {
        try {
            return new Keysets(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                    KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make the keys", e);
        }
    }

    /**
     * The keys that {@code directory} holds.
     *
     * @throws UncheckedIOException if a file is missing or cannot be read
     * @throws IllegalArgumentException if a file is no keyset
     */
    public static Keysets read(Path directory) {
        return new Keysets(readKeyset(directory.resolve(FIELDS)), readKeyset(directory.resolve(HASHES)));
    }

    /**
     * Writes the keys, readable by the owner alone.
     *
     * @throws UncheckedIOException if they cannot be written, or are there already: lost keys are lost data
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            writeKeyset(fields, directory.resolve(FIELDS));
            writeKeyset(hashes, directory.resolve(HASHES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FieldCipher fieldCipher() {
        try {
            return new FieldCipher(fields.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(FIELDS + " holds no key for authenticated encryption", e);
        }
    }

    public KeyedHash keyedHash() {
        try {
            return new KeyedHash(hashes.getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(HASHES + " holds no key for a pseudo-random function", e);
        }
    }

    private static KeysetHandle readKeyset(Path file) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (IOException e) {
            throw new UncheckedIOException("no keyset can be read from " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " is no keyset in Tink's JSON format", e);
        }
    }

    private static void writeKeyset(KeysetHandle keyset, Path file) throws IOException {
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        try {
            Files.writeString(
                    file,
                    TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()),
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the keyset cannot be written as JSON", e);
        }
    }
}
