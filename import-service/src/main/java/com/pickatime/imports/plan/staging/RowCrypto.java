package com.pickatime.imports.plan.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.row.CanonicalForm;
import com.pickatime.imports.plan.staging.row.Pseudonyms;
import com.pickatime.imports.plan.staging.row.RowBytes;
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
final class RowCrypto {

    private final KeyedHash hash;
    private final RowSeal seal = new RowSeal();
    private final Pseudonyms pseudonyms = new Pseudonyms();
    private final RowBytes rowBytes = new RowBytes();

    RowCrypto(KeyedHash hash) {
        this.hash = hash;
    }

    /** The content hash of a row, the same in every run. */
    byte[] hash(RosterRow row) {
        return hash.of(CanonicalForm.of(row));
    }

    UUID pseudonym(String text) {
        return pseudonyms.of(text);
    }

    /** Encrypts; {@code number} must never be used twice. */
    byte[] seal(long number, RosterRow row) {
        return seal.seal(number, rowBytes.of(row));
    }

    byte[] seal(long number, String plain) {
        return seal.seal(number, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Decrypts the row that was sealed under {@code number}. */
    RosterRow open(RecordType type, long number, byte[] sealed) {
        return rowBytes.read(type, seal.open(number, sealed));
    }

    String openText(long number, byte[] sealed) {
        return new String(seal.open(number, sealed), StandardCharsets.UTF_8);
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
