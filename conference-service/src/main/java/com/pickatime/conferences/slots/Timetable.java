package com.pickatime.conferences.slots;

import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The slots that teachers have, none of which are at the same time as another one of theirs. */
final class Timetable {

    private final Set<String> ids = new HashSet<>();
    private final Map<ContactId, NavigableMap<Instant, Slot>> byStart = new HashMap<>();

    Timetable(Collection<Slot> slots) {
        slots.forEach(slot -> {
            ids.add(slot.id());
            byStart.computeIfAbsent(slot.teacher(), teacher -> new TreeMap<>()).put(slot.start(), slot);
        });
    }

    boolean has(Slot slot) {
        return ids.contains(slot.id());
    }

    /** Whether its teacher has another slot at its time. */
    boolean isBusy(Slot slot) {
        var own = byStart.get(slot.teacher());
        if (own == null) {
            return false;
        }
        var before = own.lowerEntry(slot.end());
        return before != null && before.getValue().overlaps(slot);
    }
}
