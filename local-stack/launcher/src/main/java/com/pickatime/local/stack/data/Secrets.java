package com.pickatime.local.stack.data;

import com.pickatime.platform.crypto.Keysets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * The secrets of one local stack, made at its first start and kept in its data directory, readable by the owner alone.
 *
 * @param clients what each client shows for its tokens
 * @param webhookSecret what ClassLink's notifications are signed with, in the form of Standard Webhooks
 * @param partnerKey what the list of applications is asked for with
 * @param keysets the directory of the keysets
 */
public record Secrets(Map<ServiceClient, String> clients, String webhookSecret, String partnerKey, Path keysets) {

    private static final int BYTES = 32;

    /** What a person may have to type once: 80 bits. */
    private static final int PASSWORD_DIGITS = 20;

    /** The secrets that {@code data} holds, or new ones when it holds none. */
    public static Secrets of(DataDirectory data) {
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
                    clients(directory),
                    keep(directory.resolve("webhook-secret"), "whsec_" + base64(random())),
                    keep(directory.resolve("partner-key"), HexFormat.of().formatHex(random())),
                    keysets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What {@code client} of the stack whose data is in {@code data} shows for its tokens.
     *
     * @throws StackException if no stack was ever started there
     */
    public static String of(ServiceClient client, Path data) {
        try {
            return Files.readString(file(data.resolve("secrets"), client));
        } catch (IOException e) {
            throw new StackException("no stack was started with the data directory " + data, e);
        }
    }

    /**
     * What the administrator of the demo on {@code data} signs in with; another one for each directory.
     *
     * @throws StackException if no stack was ever started there
     */
    public static String password(Path data) {
        try {
            return keep(
                    data.resolve("secrets").resolve("demo-password"),
                    HexFormat.of().formatHex(random()).substring(0, PASSWORD_DIGITS));
        } catch (IOException e) {
            throw new StackException("no stack was started with the data directory " + data, e);
        }
    }

    /** What {@code client} shows for its tokens. */
    public String of(ServiceClient client) {
        return Objects.requireNonNull(clients.get(client));
    }

    @Override
    public String toString() {
        return "Secrets(in " + keysets.getParent() + ")";
    }

    private static Map<ServiceClient, String> clients(Path directory) throws IOException {
        var clients = new EnumMap<ServiceClient, String>(ServiceClient.class);
        for (var client : ServiceClient.values()) {
            clients.put(client, keep(file(directory, client), HexFormat.of().formatHex(random())));
        }
        return clients;
    }

    private static Path file(Path directory, ServiceClient client) {
        return directory.resolve("client-" + client.id());
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
