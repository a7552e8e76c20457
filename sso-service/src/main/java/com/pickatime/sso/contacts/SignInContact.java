package com.pickatime.sso.contacts;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A contact, as far as a session needs it.
 *
 * @param sourceId what the roster calls them, to show; null if it calls somebody else so by now
 * @param roles as the roster names them
 * @param level what they may do today
 */
public record SignInContact(
        ContactId contactId, @Nullable String sourceId, String displayName, List<String> roles, AccessLevel level) {

    /** Refuses an answer that does not say who it is about. */
    public SignInContact {
        Objects.requireNonNull(contactId, "a contact has an id");
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "SignInContact[" + level + "]";
    }
}
