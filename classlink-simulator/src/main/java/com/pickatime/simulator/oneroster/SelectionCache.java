package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.query.Filter;
import com.pickatime.simulator.tables.Selection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Keeps what was selected last, so that only the first of many pages has to search for it. */
@Component
class SelectionCache {

    /** 32 MB. */
    private static final long MOST_INDEXES = 8_000_000;

    private final Map<Key, Selection> kept = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What a selection follows from.
     *
     * @param changes of the faults
     * @param purged how many records are gone from the start
     * @param path as it was asked for
     * @param order the field that is compared
     */
    record Key(long changes, int purged, String path, Filter filter, String order) {}

    /** The selection, searched for if it is not at hand. */
    Selection get(Key key, Supplier<Selection> search) {
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        var found = search.get();
        keep(key, found);
        return found;
    }

    private void keep(Key key, Selection found) {
        synchronized (kept) {
            kept.put(key, found);
            var oldest = kept.entrySet().iterator();
            long weight = kept.values().stream().mapToLong(Selection::weight).sum();
            while (weight > MOST_INDEXES && oldest.hasNext()) {
                weight -= oldest.next().getValue().weight();
                oldest.remove();
            }
        }
    }
}
