package com.pickatime.sso.sessions;

/** How somebody showed who they are. */
public enum SignInMethod {
    /** The business's identity provider said so. */
    SAML,
    /** A password of ours, a local administrator's or a contact's. */
    PASSWORD
}
