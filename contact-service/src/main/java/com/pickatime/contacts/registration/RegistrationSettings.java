package com.pickatime.contacts.registration;

import java.util.List;
import java.util.Optional;

/**
 * What a business decided about parents who make an account for themselves.
 *
 * @param parentsMayRegister off until an administrator switches it on: whoever has an account is asked for a child's birth date,
 *     and nobody vouches for them
 * @param prompts what they are asked, in this order
 * @param version rises by one with each change; 0 for a business that decided nothing yet
 */
record RegistrationSettings(boolean parentsMayRegister, List<Prompt> prompts, int version) {

    static final int MOST_PROMPTS = 10;
    static final int MOST_CHOICES = 20;
    static final int LONGEST_WORDS = 200;
    static final int LONGEST_ANSWER = 500;

    /**
     * Something that parents are asked.
     *
     * @param id stays when it is worded anew
     * @param choices one of which is the answer; none where it is a text of their own
     */
    record Prompt(String id, String words, List<String> choices, boolean required) {

        Prompt {
            choices = List.copyOf(choices);
        }
    }

    RegistrationSettings {
        prompts = List.copyOf(prompts);
    }

    static RegistrationSettings defaults() {
        return new RegistrationSettings(false, List.of(), 0);
    }

    /** The prompt with this id, if there still is one. */
    Optional<Prompt> prompt(String id) {
        return prompts.stream().filter(prompt -> prompt.id().equals(id)).findAny();
    }

    /** Names this very version of the settings, as an HTTP entity tag. */
    String tag() {
        return '"' + String.valueOf(version) + '"';
    }
}
