package com.pickatime.sso.accounts.passwords;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What others know of a person and their school, and would try first. */
record PersonalWords(NewPassword wanted) {

    private static final List<String> PRODUCTS = List.of("pickatime", "classlink");

    /** Names as one word each, in lower case without signs: of the person, the mailbox, the school, and of what this is. */
    List<String> whole() {
        return Stream.of(Stream.of(mailbox()), wanted.personal().stream(), PRODUCTS.stream())
                .flatMap(names -> names)
                .map(GuessEstimator::plain)
                .toList();
    }

    /** Their words, and those of the school's domain. */
    List<String> words() {
        return Stream.of(Stream.of(wanted.email()), wanted.personal().stream(), PRODUCTS.stream())
                .flatMap(names -> names)
                .flatMap(name -> Stream.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")))
                .filter(word -> word.length() > 2)
                .distinct()
                .toList();
    }

    private String mailbox() {
        return wanted.email().replaceFirst("@.*", "");
    }

    @Override
    public String toString() {
        return "PersonalWords";
    }
}
