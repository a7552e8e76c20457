package com.pickatime.local.infrastructure.store;

import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which order a search wants its documents, as far as their keys alone can give it. */
enum Order {
    ASCENDING,
    DESCENDING,
    ANY,
    /** By something else than the id: the documents themselves must be sorted. */
    BY_CONTENT;

    static Order of(@Nullable Document sort) {
        if (sort == null || sort.isEmpty()) {
            return ANY;
        }
        var first = sort.entrySet().iterator().next();
        var byKey = first.getKey().equals("_id") || first.getKey().equals("$natural");
        if (!byKey || !(first.getValue() instanceof Number direction)) {
            return BY_CONTENT;
        }
        return direction.intValue() < 0 ? DESCENDING : ASCENDING;
    }

    /** Whether that is the order in which the documents are held. */
    boolean isAsHeld() {
        return this == ASCENDING || this == ANY;
    }

    void arrange(List<Key> keys) {
        switch (this) {
            case ASCENDING -> keys.sort(Comparator.naturalOrder());
            case DESCENDING -> keys.sort(Comparator.reverseOrder());
            case ANY, BY_CONTENT -> {}
        }
    }
}
