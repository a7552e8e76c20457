package com.pickatime.notifications.services;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of whom, or to whom, a mail is.
 *
 * @param active whether mails still reach somebody of this school
 */
public record Person(
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String preferredName,
        @Nullable String email,
        boolean active) {

    /** Somebody who is not there any more; mails about them need no name. */
    public static final Person GONE = new Person(null, null, null, null, false);

    /** As people call them; empty where nobody knows. */
    public String firstName() {
        return Stream.of(preferredName, givenName)
                .filter(Person::isThere)
                .findFirst()
                .map(Objects::requireNonNull)
                .orElse("");
    }

    /** Empty where nobody knows. */
    public String name() {
        return Stream.of(firstName(), familyName).filter(Person::isThere).collect(Collectors.joining(" "));
    }

    private static boolean isThere(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** Names nobody, because whatever has a string form is logged one day. */
    @Override
    public String toString() {
        return "Person[active=" + active + ']';
    }
}
