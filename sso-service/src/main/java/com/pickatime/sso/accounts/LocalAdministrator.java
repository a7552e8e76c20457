package com.pickatime.sso.accounts;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;

/** Somebody who administers a business and signs in with a password of ours. */
public record LocalAdministrator(String id, BusinessId businessId, String displayName) {

    /** The subject of this person's sessions and tokens. */
    public String subject() {
        return SignedInPerson.LOCAL + id;
    }

    /** As they are once they showed who they are. */
    public SignedInPerson person() {
        return new SignedInPerson(
                businessId, subject(), displayName, AccessLevel.ADMINISTRATOR, SignInMethod.PASSWORD, null);
    }

    @Override
    public String toString() {
        return "LocalAdministrator[" + id + ']';
    }
}
