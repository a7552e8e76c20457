package com.pickatime.sso.accounts;

import com.pickatime.sso.sessions.SignedInPerson;
import org.jspecify.annotations.Nullable;

/** What a password sign-in needs to know of an account. */
public sealed interface Credentials permits AdministratorCredentials, ContactCredentials {

    /** Who comes in with the right password. */
    SignedInPerson person();

    /** Null until a password was chosen. */
    @Nullable
    String passwordHash();
}
