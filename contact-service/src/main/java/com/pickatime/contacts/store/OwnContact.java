package com.pickatime.contacts.store;

import com.pickatime.events.PersonRole;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A contact that people make here, in the fields that a roster's contact has.
 *
 * @param identifier what the business itself calls the person
 * @param birthDate null for none
 */
public record OwnContact(
        ContactId id,
        PersonRole role,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String identifier,
        @Nullable String email,
        @Nullable SealedBirthDate birthDate) {

    /** What a birth date is stored as: sealed for the business and the contact's id, and as a hash to compare by. */
    public record SealedBirthDate(byte[] ciphertext, byte[] hash) {}

    /** The whole document of a new contact. */
    public Document document(BusinessId business) {
        return new Document(DocumentFields.ID, ContactKey.of(business, id))
                .append(DocumentFields.BUSINESS, business.value())
                .append(DocumentFields.PRESENT, false)
                .append(DocumentFields.OWN, true)
                .append(DocumentFields.ROSTER, fields());
    }

    /** What stands under {@link DocumentFields#ROSTER}. */
    public Document fields() {
        var fields = new Document(RosterFields.ROLES, List.of(role.name()));
        append(fields, RosterFields.GIVEN_NAME, givenName);
        append(fields, RosterFields.FAMILY_NAME, familyName);
        append(fields, RosterFields.IDENTIFIER, identifier);
        append(fields, RosterFields.EMAIL_GIVEN, email);
        append(fields, RosterFields.EMAIL, email == null ? null : email.toLowerCase(Locale.ROOT));
        if (birthDate != null) {
            fields.append(RosterFields.BIRTH_DATE_HASH, new Binary(birthDate.hash()))
                    .append(RosterFields.BIRTH_DATE, new Binary(birthDate.ciphertext()));
        }
        for (var order : ListOrder.values()) {
            fields.append(order.field(), order.of(List.of(role.name()), givenName, familyName, null));
        }
        var words = SearchWords.of(
                RosterFields.SEARCHED.stream().map(fields::getString).toArray(String[]::new));
        return words.isEmpty() ? fields : fields.append(RosterFields.WORDS, words);
    }

    private static void append(Document fields, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.append(name, value);
        }
    }

    /** Names nobody: contacts are personal data. */
    @Override
    public String toString() {
        return "OwnContact[" + role + "]";
    }
}
