package com.pickatime.sso.signin;

import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.SignedInPerson;

/**
 * A session that is opened as soon as the browser comes for it.
 *
 * @param solicited whether that browser asked to be signed in
 */
record PendingSession(SignedInPerson who, String returnTo, boolean solicited) {

    /** Whether it would silently turn a browser that is one person's into another's. */
    boolean wouldReplace(Session present) {
        return !solicited
                && !(present.who().businessId().equals(who.businessId())
                        && present.who().subject().equals(who.subject()));
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "PendingSession[" + who.businessId() + "]";
    }
}
