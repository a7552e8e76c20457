package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.index.PrimaryIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchesTest {

    private static final List<Key> KEYS =
            IntStream.range(0, 1000).mapToObj(PrimaryIndex::keyOf).toList();

    @Test
    void looksAtNoMoreThanAFewBeforeTheyAreTaken() {
        var looked = new ArrayList<Key>();
        var matches = new Matches(KEYS.iterator(), Integer.MAX_VALUE, keys -> {
            looked.addAll(keys);
            return List.of(new Document("n", looked.size()));
        });

        assertThat(looked).isEmpty();
        matches.next();

        assertThat(looked).hasSizeBetween(1, 200);
    }

    @Test
    void looksAtOneWhenOneIsWanted() {
        var strides = new ArrayList<Integer>();
        var matches = new Matches(KEYS.iterator(), 1, keys -> {
            strides.add(keys.size());
            return List.of(new Document());
        });

        matches.next();

        assertThat(strides).containsExactly(1);
    }

    @Test
    void goesOnPastWhatDoesNotMatch() {
        var last = KEYS.get(999);
        var matches = new Matches(
                KEYS.iterator(),
                Integer.MAX_VALUE,
                keys -> keys.contains(last) ? List.of(new Document("found", true)) : List.of());

        assertThat(matches.next()).isEqualTo(new Document("found", true));
        assertThat(matches.hasNext()).isFalse();
        assertThatThrownBy(matches::next).isInstanceOf(NoSuchElementException.class);
    }
}
