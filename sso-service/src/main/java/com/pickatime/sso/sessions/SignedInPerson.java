package com.pickatime.sso.sessions;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has shown who they are.
 *
 * @param subject the contact's id, or {@code local:} and the ID of a local administrator
 * @param displayName for the person's own eyes; personal data
 * @param level as it was at the sign-in; a token asks again
 * @param saml null for a password sign-in
 */
public record SignedInPerson(
        BusinessId businessId,
        String subject,
        String displayName,
        AccessLevel level,
        SignInMethod method,
        @Nullable IdpSession saml) {

    /** Before the ID of a local administrator, who is no contact and has no source ID. */
    public static final String LOCAL = "local:";

    /** Hides the name. */
    @Override
    public String toString() {
        return "SignedInPerson[" + businessId + "/" + subject + ", " + level + ", " + method + "]";
    }
}
