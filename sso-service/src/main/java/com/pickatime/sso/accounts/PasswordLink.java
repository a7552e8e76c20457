package com.pickatime.sso.accounts;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.sessions.SignedInPerson;

/**
 * Lets a contact choose a password, once.
 *
 * @param email where its letter went, as the contact service compares it
 */
public record PasswordLink(BusinessId businessId, ContactId contact, String email) {

    /** The contact, once they showed that they have the link. */
    public SignedInPerson person(SignInContact current) {
        return ContactCredentials.person(businessId, current);
    }

    @Override
    public String toString() {
        return "PasswordLink[" + contact + ']';
    }
}
