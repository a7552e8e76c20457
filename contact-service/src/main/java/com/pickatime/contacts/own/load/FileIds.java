package com.pickatime.contacts.own.load;

import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.summary.LongHashSet;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** Which ids the files list, in a few bytes for each. Not for use by several threads at a time. */
final class FileIds {

    private final BusinessId business;
    private final Map<FileKind, LongHashSet> seen = new EnumMap<>(FileKind.class);
    private final Map<FileKind, LongHashSet> deleted = new EnumMap<>(FileKind.class);
    private final Map<FileKind, LongHashSet> refused = new EnumMap<>(FileKind.class);

    FileIds(BusinessId business) {
        this.business = business;
    }

    /** What the files say of an id. */
    enum Said {
        LISTED,
        DELETED,
        NOTHING
    }

    /** Whether this is the first row with the id. */
    boolean add(FileKind kind, String id, boolean delete) {
        long hash = hash(kind, id);
        if (delete) {
            set(deleted, kind).add(hash);
        }
        return set(seen, kind).add(hash);
    }

    /** The row that was added cannot be used. */
    void refuse(FileKind kind, String id) {
        set(refused, kind).add(hash(kind, id));
    }

    Said of(FileKind kind, String id) {
        long hash = hash(kind, id);
        if (!set(seen, kind).contains(hash) || set(refused, kind).contains(hash)) {
            return Said.NOTHING;
        }
        return set(deleted, kind).contains(hash) ? Said.DELETED : Said.LISTED;
    }

    private static LongHashSet set(Map<FileKind, LongHashSet> sets, FileKind kind) {
        return sets.computeIfAbsent(kind, created -> new LongHashSet());
    }

    /** The bits of the derived id that are its own: as good as any hash. */
    private long hash(FileKind kind, String id) {
        var derived = UUID.fromString(ContactId.own(business, kind.name(), id).value());
        return derived.getMostSignificantBits() ^ derived.getLeastSignificantBits();
    }
}
