package com.pickatime.sso.accounts;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import org.jspecify.annotations.Nullable;

/**
 * A contact's.
 *
 * @param contact as the contact service knows them now
 * @param passwordHash null if they never chose a password, or it was reset
 */
record ContactCredentials(
        BusinessId businessId,
        SignInContact contact,
        @Nullable String passwordHash) implements Credentials {

    @Override
    public SignedInPerson person() {
        return person(businessId, contact);
    }

    static SignedInPerson person(BusinessId businessId, SignInContact contact) {
        return new SignedInPerson(
                businessId,
                contact.contactId().value(),
                contact.displayName(),
                contact.level(),
                SignInMethod.PASSWORD,
                null);
    }

    @Override
    public String toString() {
        return "ContactCredentials[" + contact.contactId() + ']';
    }
}
