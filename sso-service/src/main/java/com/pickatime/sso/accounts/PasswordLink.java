package com.pickatime.sso.accounts;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.sessions.SignedInPerson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a contact choose a password, once; or somebody become one.
 *
 * @param contact who chooses, or who they will be
 * @param email where its letter went, as the contact service compares it
 * @param registration what the contact is to be made of first; null where there is one
 */
public record PasswordLink(
        BusinessId businessId,
        ContactId contact,
        String email,
        @Nullable Registration registration) {

    /** Of somebody who is a contact. */
    PasswordLink(BusinessId businessId, ContactId contact, String email) {
        this(businessId, contact, email, null);
    }

    /** Who somebody will be who is no contact yet; empty for a link of a contact. */
    public Optional<SignInContact> registrant() {
        return Optional.ofNullable(registration).map(Registration::person);
    }

    /** The contact, once they showed that they have the link. */
    public SignedInPerson person(SignInContact current) {
        return ContactCredentials.person(businessId, current);
    }

    @Override
    public String toString() {
        return "PasswordLink[" + contact + ']';
    }
}
