package com.pickatime.sso.settings;

/** Who signs a business's people in. */
public enum SsoProvider {
    /** Nobody: there is local sign-in alone. */
    NONE,
    CLASSLINK_SAML,
    GENERIC_SAML
}
