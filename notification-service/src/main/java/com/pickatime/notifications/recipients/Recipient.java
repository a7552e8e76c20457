package com.pickatime.notifications.recipients;

import com.pickatime.platform.crypto.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Somebody to be told.
 *
 * @param key a keyed hash in hexadecimal that stands for the address wherever the address must not be
 */
public record Recipient(String key, String address) {

    public static Recipient of(KeyedHash hash, String address) {
        return new Recipient(HexFormat.of().formatHex(hash.of(address.getBytes(StandardCharsets.UTF_8))), address);
    }

    /** Leaves the address out, because whatever has a string form is logged one day. */
    @Override
    public String toString() {
        return "Recipient[" + key + ']';
    }
}
