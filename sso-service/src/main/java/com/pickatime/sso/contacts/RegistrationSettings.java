package com.pickatime.sso.contacts;

import java.util.List;

/**
 * What a business decided about parents who make an account for themselves.
 *
 * @param prompts what they are asked besides their name and address
 */
public record RegistrationSettings(boolean parentsMayRegister, List<Prompt> prompts) {

    /**
     * Something that parents are asked.
     *
     * @param choices one of which is the answer; none where it is a text of their own
     */
    public record Prompt(String id, String words, List<String> choices, boolean required) {

        public Prompt {
            choices = List.copyOf(choices);
        }
    }

    public RegistrationSettings {
        prompts = List.copyOf(prompts);
    }
}
