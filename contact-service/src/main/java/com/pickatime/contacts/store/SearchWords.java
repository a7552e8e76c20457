package com.pickatime.contacts.store;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words as people are searched by: without case and without marks above or below letters, so that an index finds their
 * beginnings.
 */
public final class SearchWords {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private SearchWords() {}

    /** Of names and the like; a word with a hyphen or an apostrophe in it is found by its later parts too. */
    public static List<String> of(@Nullable String... texts) {
        Set<String> words = new LinkedHashSet<>();
        Arrays.stream(texts)
                .filter(Objects::nonNull)
                .flatMap(text -> BLANKS.splitAsStream(normalised(text)))
                .filter(word -> !word.isEmpty())
                .forEach(word -> addParts(word, words));
        return List.copyOf(words);
    }

    /** As {@link #of}, where there is but one word: an address or a number is found by its beginning alone. */
    public static String normalised(String text) {
        return MARKS.matcher(Normalizer.normalize(text.strip(), Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }

    private static void addParts(String word, Set<String> words) {
        words.add(word);
        if (word.indexOf('@') >= 0) {
            return;
        }
        for (int i = 1; i < word.length(); i++) {
            if (!Character.isLetterOrDigit(word.charAt(i - 1)) && Character.isLetterOrDigit(word.charAt(i))) {
                words.add(word.substring(i));
            }
        }
    }
}
