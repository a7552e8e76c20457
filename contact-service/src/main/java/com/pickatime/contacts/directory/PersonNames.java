package com.pickatime.contacts.directory;

import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterFields;
import org.jspecify.annotations.Nullable;

/** What a person is called wherever people are listed; nulls for somebody of whom that is not known. */
public record PersonNames(
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String preferredName) {

    public static final PersonNames UNKNOWN = new PersonNames(null, null, null);

    public static PersonNames of(ContactView view) {
        return new PersonNames(
                view.text(RosterFields.GIVEN_NAME),
                view.text(RosterFields.FAMILY_NAME),
                view.text(RosterFields.PREFERRED_NAME));
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "PersonNames";
    }
}
