package com.pickatime.sso.sessions;

/** How somebody showed who they are. */
public enum SignInMethod {
    /** The business's identity provider said so. */
    SAML,
    /** A local administrator's password. */
    PASSWORD
}
