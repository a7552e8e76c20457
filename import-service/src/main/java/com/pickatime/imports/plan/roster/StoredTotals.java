package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much the contact service has stored of each type, and the digest over it. */
public final class StoredTotals {

    private final Map<RecordType, Total> totals = new EnumMap<>(RecordType.class);
    private long entries;
    private long highestRevision;
    private @Nullable String lastChange;
    private OwnContacts own = OwnContacts.NONE;

    /**
     * One type's part.
     *
     * @param digest as {@link RosterDigest} sums entries
     */
    public record Total(long count, RosterDigest digest) {

        static final Total NONE = new Total(0, RosterDigest.EMPTY);

        private Total plus(Total other) {
            return new Total(count + other.count, digest.plus(other.digest));
        }
    }

    public void add(List<StoredEntry> stored) {
        for (var entry : stored) {
            if (entry.gone()) {
                continue;
            }
            var digest = RosterDigest.of(entry.type(), entry.sourceId(), entry.hash());
            totals.merge(entry.type(), new Total(1, digest), Total::plus);
        }
        entries += stored.size();
    }

    /** Adds what is stored of one type, as it is known already. */
    public void add(RecordType type, Total total) {
        if (total.count() > 0) {
            totals.merge(type, total, Total::plus);
            entries += total.count();
        }
    }

    public void lastChange(@Nullable String name) {
        lastChange = name;
    }

    /** Names what was changed last otherwise than by an import; null where the contact service does not say. */
    public @Nullable String lastChange() {
        return lastChange;
    }

    public void highestRevision(long highest) {
        highestRevision = highest;
    }

    /** The highest revision that the contact service has ever written for the business; what is not above it is stale. */
    public long highestRevision() {
        return highestRevision;
    }

    public void own(OwnContacts contacts) {
        own = contacts;
    }

    /** Contacts that the business made itself; none where anything of a roster is stored. */
    public OwnContacts own() {
        return own;
    }

    public long entries() {
        return entries;
    }

    /** Whether nothing of a roster is stored; who was in one once does not count. */
    public boolean isEmpty() {
        return totals.isEmpty();
    }

    /** What is stored of {@code type}, which may be nothing. */
    public Total of(RecordType type) {
        return totals.getOrDefault(type, Total.NONE);
    }
}
