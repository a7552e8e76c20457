package com.pickatime.sso.contacts;

import java.util.List;

/** A parent who registers, as far as the contact service keeps it. */
public record Registrant(String givenName, String familyName, String email, List<Answer> answers) {

    /**
     * To one of the prompts.
     *
     * @param prompt its id
     * @param asked the words that it was asked with
     */
    public record Answer(String prompt, String asked, String answer) {

        /** Says nothing: an answer may be anything about a person. */
        @Override
        public String toString() {
            return "Answer[" + prompt + "]";
        }
    }

    /** What became of it. */
    public enum Outcome {
        /** The contact is there, now or since an earlier try. */
        MADE,
        /** The address is another contact's. */
        ADDRESS_TAKEN,
        /** The business lets no parents register any more. */
        CLOSED
    }

    public Registrant {
        answers = List.copyOf(answers);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Registrant";
    }
}
