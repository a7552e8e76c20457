package com.pickatime.local.stack;

import com.pickatime.platform.crypto.Keysets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The secrets of one local stack, made at its first start and kept in its data directory, readable by the owner alone.
 *
 * @param serviceToken what every request to a service carries
 * @param webhookSecret what ClassLink's notifications are signed with, in the form of Standard Webhooks
 * @param partnerKey what the list of applications is asked for with
 * @param keysets the directory of the keysets
 */
public record Secrets(String serviceToken, String webhookSecret, String partnerKey, Path keysets) {

    private static final int BYTES = 32;

    /** The secrets that {@code data} holds, or new ones when it holds none. */
    static Secrets of(DataDirectory data) {
        var directory = data.resolve("secrets");
        var keysets = directory.resolve("keysets");
        try {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            if (Files.notExists(keysets)) {
                Keysets.generate().write(keysets);
            }
            return new Secrets(
                    keep(directory.resolve("service-token"), HexFormat.of().formatHex(random())),
                    keep(directory.resolve("webhook-secret"), "whsec_" + base64(random())),
                    keep(directory.resolve("partner-key"), HexFormat.of().formatHex(random())),
                    keysets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The service token of the stack whose data is in {@code directory}.
     *
     * @throws StackException if no stack was ever started there
     */
    public static String serviceToken(Path directory) {
        try {
            return Files.readString(directory.resolve("secrets").resolve("service-token"));
        } catch (IOException e) {
            throw new StackException("no stack was started with the data directory " + directory, e);
        }
    }

    @Override
    public String toString() {
        return "Secrets(in " + keysets.getParent() + ")";
    }

    private static String keep(Path file, String fresh) throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, fresh);
        }
        return Files.readString(file);
    }

    private static byte[] random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
