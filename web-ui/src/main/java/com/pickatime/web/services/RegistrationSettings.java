package com.pickatime.web.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether parents may make an account for themselves, and what they are asked then.
 *
 * @param prompts in the order in which they are asked
 */
public record RegistrationSettings(boolean parentsMayRegister, List<Prompt> prompts) {

    /** Where the contact service keeps them. */
    public static final String PATH = "/businesses/{business}/registration-settings";

    /**
     * Something that parents are asked.
     *
     * @param id null for one that the contact service does not have yet
     * @param choices one of which is the answer; none where it is a text
     */
    public record Prompt(@Nullable String id, String words, List<String> choices, boolean required) {

        public Prompt {
            choices = List.copyOf(choices);
        }
    }

    public RegistrationSettings {
        prompts = List.copyOf(prompts);
    }

    public RegistrationSettings letting(boolean may) {
        return new RegistrationSettings(may, prompts);
    }

    public Optional<Prompt> prompt(String id) {
        return prompts.stream().filter(prompt -> id.equals(prompt.id())).findAny();
    }

    /** With this prompt in the place of the one with its id, or at the end where it has none. */
    public RegistrationSettings with(Prompt wanted) {
        var changed = new ArrayList<>(prompts);
        var id = wanted.id();
        if (id == null) {
            changed.add(wanted);
        } else {
            changed.replaceAll(prompt -> id.equals(prompt.id()) ? wanted : prompt);
        }
        return new RegistrationSettings(parentsMayRegister, changed);
    }

    public RegistrationSettings without(String id) {
        return new RegistrationSettings(
                parentsMayRegister,
                prompts.stream().filter(prompt -> !id.equals(prompt.id())).toList());
    }

    /** With the prompt so many places further down; no further than to an end. */
    public RegistrationSettings moving(String id, int places) {
        var changed = new ArrayList<>(prompts);
        IntStream.range(0, changed.size())
                .filter(i -> id.equals(changed.get(i).id()))
                .findFirst()
                .ifPresent(i -> {
                    var moved = changed.remove(i);
                    changed.add(Math.max(0, Math.min(changed.size(), i + places)), moved);
                });
        return new RegistrationSettings(parentsMayRegister, changed);
    }
}
