package com.pickatime.sso.signin.store;

/** Why somebody was sent to the identity provider. */
public enum LoginPurpose {
    SIGN_IN,
    /** An administrator tries the settings out; nobody is signed in by it. */
    TEST
}
