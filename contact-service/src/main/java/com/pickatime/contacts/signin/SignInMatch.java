package com.pickatime.contacts.signin;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.ContactId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person may come in, and as whom.
 *
 * @param matchedBy which of the two they were found by; null unless {@code outcome} is MATCHED
 * @param contact null unless {@code outcome} is MATCHED
 */
record SignInMatch(
        Outcome outcome,
        @Nullable MatchedBy matchedBy,
        @Nullable Person contact) {

    enum Outcome {
        MATCHED,
        /** No active contact has this id or source ID, or where none was given this e-mail address. */
        UNKNOWN,
        /** Several active contacts share the e-mail address, and no source ID was given. */
        AMBIGUOUS,
        /** The roster says that this person's account is not enabled. */
        DISABLED,
        /** Neither a contact's id nor a source ID nor an e-mail address was given. */
        NOTHING_TO_MATCH
    }

    enum MatchedBy {
        CONTACT_ID,
        SOURCE_ID,
        EMAIL
    }

    /**
     * The contact, as far as a session needs it.
     *
     * @param sourceId to show; null if the roster has no name for the person now
     */
    record Person(
            ContactId contactId, @Nullable String sourceId, String displayName, List<String> roles, AccessLevel level) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Person[" + level + "]";
        }
    }

    static SignInMatch without(Outcome outcome) {
        return new SignInMatch(outcome, null, null);
    }

    static SignInMatch with(Person person, MatchedBy matchedBy) {
        return new SignInMatch(Outcome.MATCHED, matchedBy, person);
    }
}
