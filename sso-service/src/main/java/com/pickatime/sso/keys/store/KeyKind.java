package com.pickatime.sso.keys.store;

/** What a key signs. */
public enum KeyKind {
    TOKEN,
    SAML
}
