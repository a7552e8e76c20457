package com.pickatime.contacts.signin;

import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterFields;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Who had a source ID when an administrator set the access level. Districts give source IDs out again, and nobody shall
 * find somebody else's level with theirs.
 *
 * @param revision of the contact at that time
 * @param birthDate its hash; {@link #NO_BIRTH_DATE} if none was known
 */
public record LevelGrant(
        long revision, @Nullable String givenName, @Nullable String familyName, Binary birthDate) {

    public static final Binary NO_BIRTH_DATE = new Binary(new byte[0]);

    private static final String REVISION = "revision";
    private static final String BIRTH_DATE = "birthDateHash";

    /** To whom a contact is now. */
    public static LevelGrant to(Document contact, Binary birthDate) {
        var roster = contact.get(DocumentFields.ROSTER, new Document());
        return new LevelGrant(
                contact.get(DocumentFields.REVISION, 0L),
                roster.getString(RosterFields.GIVEN_NAME),
                roster.getString(RosterFields.FAMILY_NAME),
                birthDate);
    }

    static @Nullable LevelGrant of(@Nullable Document document) {
        return document == null
                ? null
                : new LevelGrant(
                        document.getLong(REVISION),
                        document.getString(RosterFields.GIVEN_NAME),
                        document.getString(RosterFields.FAMILY_NAME),
                        document.get(BIRTH_DATE, NO_BIRTH_DATE));
    }

    /** As it stands in the contact. */
    public Document document() {
        return new Document(REVISION, revision)
                .append(RosterFields.GIVEN_NAME, givenName)
                .append(RosterFields.FAMILY_NAME, familyName)
                .append(BIRTH_DATE, birthDate);
    }

    /**
     * Whether a contact is still the same person: not removed since, and not with another name and another birth date. Where
     * no birth date tells, another given and another family name do.
     */
    boolean isFor(Document contact, Binary birthDateNow) {
        if (wasRemovedSince(contact, revision)) {
            return false;
        }
        var now = to(contact, birthDateNow);
        boolean sameGiven = Objects.equals(givenName, now.givenName);
        boolean sameFamily = Objects.equals(familyName, now.familyName);
        boolean tells = birthDate.length() > 0 && birthDateNow.length() > 0;
        return tells ? birthDate.equals(birthDateNow) || (sameGiven && sameFamily) : sameGiven || sameFamily;
    }

    static boolean wasRemovedSince(Document contact, long revision) {
        return contact.get(DocumentFields.REMOVED_REVISION, 0L) > revision;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "LevelGrant[" + revision + "]";
    }
}
