package com.pickatime.contacts.intake;

import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The change with the highest revision for each document; of two with the same revision the first, as in the store. */
final class LatestChanges {

    private final Map<RosterCollection, Map<String, RosterChange>> byDocument = new EnumMap<>(RosterCollection.class);

    /** Returns the one of the two changes that is not kept; null if there was none before. */
    @Nullable
    RosterChange add(RosterChange change) {
        var documents = byDocument.computeIfAbsent(change.collection(), collection -> new HashMap<>());
        var kept = documents.putIfAbsent(change.id(), change);
        if (kept == null || kept.revision() >= change.revision()) {
            return kept == null ? null : change;
        }
        documents.put(change.id(), change);
        return kept;
    }

    /** Whether the document that {@code change} is about shall be removed in the end. */
    boolean endsWithRemoval(RosterChange change) {
        var last = byDocument.getOrDefault(change.collection(), Map.of()).get(change.id());
        return last != null && last.content() == null;
    }

    void keepOnly(Predicate<RosterChange> wanted) {
        byDocument.values().forEach(documents -> documents.values().removeIf(wanted.negate()));
    }

    List<RosterChange> all() {
        return byDocument.values().stream()
                .flatMap(documents -> documents.values().stream())
                .toList();
    }
}
