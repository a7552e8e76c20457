package com.pickatime.platform.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names a business. Where somebody gives it that name it has to follow {@link #PATTERN}, because it becomes a part of
 * addresses and keys; one that is only asked for may be anything, and is not found.
 *
 * @param value not blank
 */
public record BusinessId(@JsonValue String value) {

    /** What a business may be called, as a regular expression. */
    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

    /** In words, for whoever sent something else. */
    public static final String RULE = "must be 1 to 63 of a-z, 0-9 and '-', and not begin with '-'";

    /** No school, but pickAtime's own people who connect schools; their accounts are local administrators of it. */
    public static final BusinessId ONBOARDING_TEAM = new BusinessId("onboarding-team");

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    /** Refuses a blank one with an {@link IllegalArgumentException}. */
    @JsonCreator
    public BusinessId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a business has an id");
        }
    }

    /** Whether a business may be given this name. */
    public boolean mayBeGiven() {
        return COMPILED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
