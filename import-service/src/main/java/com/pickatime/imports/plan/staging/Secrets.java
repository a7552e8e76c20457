package com.pickatime.imports.plan.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.row.Pseudonyms;
import com.pickatime.imports.plan.staging.row.RowSeal;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What stands in the staging database in the place of what must not be read there.
 *
 * <p>Not for use by two threads at once.
 */
final class Secrets {

    private final KeyedHash hash;
    private final RowSeal seal = new RowSeal();
    private final Pseudonyms pseudonyms = new Pseudonyms();

    Secrets(KeyedHash hash) {
        this.hash = hash;
    }

    /** The content hash of a row: of these bytes it is always the same. */
    byte[] hash(byte[] row) {
        return hash.of(row);
    }

    UUID pseudonym(String text) {
        return pseudonyms.of(text);
    }

    /** Encrypts; {@code number} must never be used twice. */
    byte[] seal(long number, byte[] plain) {
        return seal.seal(number, plain);
    }

    byte[] seal(long number, String plain) {
        return seal(number, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Decrypts what was sealed under {@code number}. */
    byte[] open(long number, byte[] sealed) {
        return seal.open(number, sealed);
    }

    String openText(long number, byte[] sealed) {
        return new String(open(number, sealed), StandardCharsets.UTF_8);
    }

    /** An entity's part of the digest over its type. */
    static UUID entry(RecordType type, String sourceId, byte[] hash) {
        var digest = RosterDigest.of(type, sourceId, hash);
        return new UUID(digest.high(), digest.low());
    }

    static RosterDigest digest(UUID entry) {
        return new RosterDigest(entry.getMostSignificantBits(), entry.getLeastSignificantBits());
    }
}
