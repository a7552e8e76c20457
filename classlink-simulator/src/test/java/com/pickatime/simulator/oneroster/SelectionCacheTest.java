package com.pickatime.simulator.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.query.Filter;
import com.pickatime.simulator.tables.Selection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionCacheTest {

    private static final Filter NONE = new Filter(List.of());

    private final SelectionCache selections = new SelectionCache();
    private final AtomicInteger searches = new AtomicInteger();

    @Test
    void searchOnceForAllPages() {
        var first = get(key("/users", 1), 10);

        assertThat(get(key("/users", 1), 10)).isSameAs(first);
        assertThat(searches).hasValue(1);
    }

    @Test
    void searchAgainWhenAFaultWasSwitched() {
        get(key("/users", 1), 10);
        get(key("/users", 2), 10);

        assertThat(searches).hasValue(2);
    }

    @Test
    void forgetWhatWasAskedForLongestAgo() {
        get(key("/a", 1), 3_000_000);
        get(key("/b", 1), 3_000_000);
        get(key("/a", 1), 3_000_000);
        get(key("/c", 1), 3_000_000);
        assertThat(searches).hasValue(3);

        get(key("/a", 1), 3_000_000);
        assertThat(searches).hasValue(3);
        get(key("/b", 1), 3_000_000);
        assertThat(searches).hasValue(4);
    }

    private Selection get(SelectionCache.Key key, int size) {
        return selections.get(key, () -> {
            searches.incrementAndGet();
            return Selection.of(IntStream.range(0, size));
        });
    }

    private static SelectionCache.Key key(String path, long changes) {
        return new SelectionCache.Key(changes, 0, path, NONE, "sourcedId");
    }
}
