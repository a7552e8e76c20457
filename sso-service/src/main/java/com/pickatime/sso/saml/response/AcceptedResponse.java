package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.NameId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a response that was accepted says, read from signed octets alone.
 *
 * @param assertionId with the issuer the key against replays
 * @param sessionIndex the identity provider's name for its session, null when it gives none
 * @param sessionNotOnOrAfter when our session has to end, null when the identity provider leaves it to us
 * @param usableUntil till then the same response would be accepted again, so that long a replay has to be remembered
 * @param attributes by Name in the order sent, values in the order sent and as written; values may be empty
 * @param sha1Used whether a signature relied on SHA-1, which the business allowed and should be warned of
 */
public record AcceptedResponse(
        String assertionId,
        NameId nameId,
        @Nullable String sessionIndex,
        @Nullable Instant sessionNotOnOrAfter,
        Instant usableUntil,
        Map<String, List<String>> attributes,
        boolean sha1Used) {

    /** Says nothing about the person. */
    @Override
    public String toString() {
        return "AcceptedResponse[assertionId=" + assertionId + ", attributes=" + attributes.size() + "]";
    }
}
