package com.pickatime.sso.accounts;

import com.pickatime.sso.sessions.SignedInPerson;
import org.jspecify.annotations.Nullable;

/**
 * A local administrator's.
 *
 * @param passwordHash null until the invitation was used
 */
record AdministratorCredentials(
        LocalAdministrator who, @Nullable String passwordHash) implements Credentials {

    @Override
    public SignedInPerson person() {
        return who.person();
    }

    @Override
    public String toString() {
        return "AdministratorCredentials[" + who.id() + ']';
    }
}
