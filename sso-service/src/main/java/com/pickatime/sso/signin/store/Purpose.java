package com.pickatime.sso.signin.store;

/** Why somebody was sent to the identity provider. */
public enum Purpose {
    SIGN_IN,
    /** An administrator tries the settings out; nobody is signed in by it. */
    TEST
}
