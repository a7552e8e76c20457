package com.pickatime.imports.plan.staging.row;

import com.pickatime.events.RecordType;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.PersonHashes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the staging database in the place of what must not be read there.
 *
 * <p>Not for use by two threads at once.
 */
public final class RowCrypto {

    private final KeyedHash hash;
    private final BusinessId business;
    private final RowSeal seal;
    private final Pseudonyms pseudonyms;
    private final RowBytes rowBytes = new RowBytes();

    public RowCrypto(KeyedHash hash, BusinessId business) {
        this(hash, business, RowSeal.fresh(), Pseudonyms.fresh());
    }

    private RowCrypto(KeyedHash hash, BusinessId business, RowSeal seal, Pseudonyms pseudonyms) {
        this.hash = hash;
        this.business = business;
        this.seal = seal;
        this.pseudonyms = pseudonyms;
    }

    /** The same, for another thread: what one of them seals the other opens. */
    public RowCrypto beside() {
        return new RowCrypto(hash, business, seal.beside(), pseudonyms.beside());
    }

    /** The content hash of a row, the same in every run. */
    public byte[] hash(RosterRow row) {
        return hash.of(CanonicalForm.of(row));
    }

    /** Tells whether a row is still about the same person: of the name, or the birth date; null of rows about nobody. */
    public @Nullable UUID identity(RosterRow row) {
        if (row.payload() instanceof RosterPerson person) {
            return HashUuid.of(PersonHashes.name(hash, business, person.getGivenName(), person.getFamilyName()));
        }
        return row.payload() instanceof RosterDemographics demographics
                ? HashUuid.of(PersonHashes.birthDate(
                        hash, business, Objects.requireNonNull(RosterRow.clear(demographics.getBirthDateCiphertext()))))
                : null;
    }

    /** Tells people with the same number of their district; null of whoever has none. */
    public @Nullable UUID identifier(RosterPerson person) {
        return person.getIdentifier() == null
                ? null
                : HashUuid.of(PersonHashes.identifier(hash, business, person.getIdentifier()));
    }

    /** Tells people with the same address; null of whoever has none. */
    public @Nullable UUID email(RosterPerson person) {
        var email = RosterRow.clear(person.getEmailCiphertext());
        return email == null ? null : HashUuid.of(PersonHashes.email(hash, business, email));
    }

    public UUID pseudonym(String text) {
        return pseudonyms.of(text);
    }

    /** Encrypts; {@code number} must never be used twice. */
    public byte[] seal(long number, RosterRow row) {
        return seal.seal(number, rowBytes.of(row));
    }

    public byte[] seal(long number, String plain) {
        return seal.seal(number, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Decrypts the row that was sealed under {@code number}. */
    public RosterRow open(RecordType type, long number, byte[] sealed) {
        return rowBytes.read(type, seal.open(number, sealed));
    }

    public String openText(long number, byte[] sealed) {
        return new String(seal.open(number, sealed), StandardCharsets.UTF_8);
    }

    /** The person without those of their claims that these pseudonyms stand for. */
    public RosterRow withoutAgents(RosterRow person, Array pseudonymsOfAgents) throws SQLException {
        var gone = new HashSet<>(Arrays.asList((Object[]) pseudonymsOfAgents.getArray()));
        return person.withAgents(((RosterPerson) person.payload())
                .getAgentSourceIds().stream()
                        .filter(agent -> !gone.contains(pseudonym(agent)))
                        .toList());
    }

    /** An entity's part of the digest over its type. */
    public static UUID entry(RecordType type, String sourceId, byte[] hash) {
        var digest = RosterDigest.of(type, sourceId, hash);
        return new UUID(digest.high(), digest.low());
    }

    public static RosterDigest digest(UUID entry) {
        return new RosterDigest(entry.getMostSignificantBits(), entry.getLeastSignificantBits());
    }
}
