package com.pickatime.sso.contacts;

import com.pickatime.platform.access.AccessLevel;
import java.util.List;

/**
 * A contact, as far as a session needs it.
 *
 * @param roles as the roster names them
 * @param level what they may do today
 */
public record SignInContact(String sourceId, String displayName, List<String> roles, AccessLevel level) {

    /** Names nobody. */
    @Override
    public String toString() {
        return "SignInContact[" + level + "]";
    }
}
