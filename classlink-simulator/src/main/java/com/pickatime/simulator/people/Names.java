package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.SeededRandom;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Given and family names as they are written, with accents, apostrophes and hyphens. */
public final class Names {

    /**
     * A name, and what is left of it in an e-mail address.
     *
     * @param text as written
     * @param mailbox lower-case ASCII letters and apostrophes
     */
    public record Written(String text, String mailbox) {

        static Written of(String text) {
            var bare = Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
            return new Written(text, bare.replaceAll("[^a-z']", ""));
        }
    }

    private static final List<Written> GIVEN = read("given-names.txt");
    private static final List<Written> FAMILY = read("family-names.txt");

    private final SeededRandom random;

    public Names(SeededRandom random) {
        this.random = random;
    }

    Written given(long person) {
        return GIVEN.get(random.below(GIVEN.size(), Trait.GIVEN_NAME, person));
    }

    Written family(long bearer) {
        return FAMILY.get(random.below(FAMILY.size(), Trait.FAMILY_NAME, bearer));
    }

    /** Most people have no middle name. */
    String middle(long person) {
        var drawn = random.below(GIVEN.size() * 3, Trait.MIDDLE_NAME, person);
        return drawn < GIVEN.size() ? GIVEN.get(drawn).text() : "";
    }

    /** The name a school carries. */
    public String ofSchool(int school) {
        return FAMILY.get(random.below(FAMILY.size(), Trait.SCHOOL_NAME, school))
                .text();
    }

    private static List<Written> read(String resource) {
        try (var in = Names.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Written::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
