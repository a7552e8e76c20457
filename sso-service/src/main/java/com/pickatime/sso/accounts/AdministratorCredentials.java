package com.pickatime.sso.accounts;

import org.jspecify.annotations.Nullable;

/**
 * What a password sign-in needs to know of an administrator.
 *
 * @param passwordHash null until the invitation was used
 */
public record AdministratorCredentials(
        LocalAdministrator who, @Nullable String passwordHash) {

    @Override
    public String toString() {
        return "AdministratorCredentials[" + who.id() + ']';
    }
}
