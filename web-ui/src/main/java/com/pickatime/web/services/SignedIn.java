package com.pickatime.web.services;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who looks at a page.
 *
 * @param subject contact id, or {@code local:} and an id
 * @param token opens the services to what this person may do
 * @param until when the token ends
 * @param network address that the person comes from, for the services' limits; empty if nobody knows
 */
public record SignedIn(
        BusinessId businessId,
        String subject,
        String displayName,
        AccessLevel level,
        String token,
        Instant until,
        Optional<String> network) {

    public boolean isAdministrator() {
        return level == AccessLevel.ADMINISTRATOR;
    }

    /** Whether this is one of pickAtime's own onboarding team. */
    public boolean isTeam() {
        return isAdministrator() && businessId.equals(BusinessId.ONBOARDING_TEAM);
    }

    /** The same person, who looks at another business; the services let the onboarding team alone do that. */
    public SignedIn at(BusinessId business) {
        return new SignedIn(business, subject, displayName, level, token, until, network);
    }

    /** The same person, coming from somewhere. */
    public SignedIn from(Optional<String> address) {
        return new SignedIn(businessId, subject, displayName, level, token, until, address);
    }

    /** Names nobody, and shows no token. */
    @Override
    public String toString() {
        return "SignedIn[" + businessId + ", " + level + "]";
    }
}
