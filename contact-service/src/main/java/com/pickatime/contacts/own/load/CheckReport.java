package com.pickatime.contacts.own.load;

import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.contacts.own.load.FileLoad.Findings;
import com.pickatime.contacts.summary.LongHashSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong with which lines, in a few bytes for each. Not for use by several threads at a time. */
final class CheckReport {

    /** Enough to see what is wrong, and few enough for one answer. */
    static final int LISTED = 2_000;

    /** Any odd factor keeps different numbers different; this one, 2^64 over the golden ratio, spreads them. */
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final Map<FileKind, Long> rows = new EnumMap<>(FileKind.class);
    private final List<Refused> listed = new ArrayList<>();
    private final LongHashSet lines = new LongHashSet();
    private long passwords;

    void count(FileKind kind, int some) {
        rows.merge(kind, (long) some, Long::sum);
    }

    void refuse(Refused row) {
        if (lines.add(key(row.kind(), row.line())) && listed.size() < LISTED) {
            listed.add(row);
        }
    }

    void passwords(long some) {
        passwords += some;
    }

    boolean refuses(FileKind kind, long line) {
        return lines.contains(key(kind, line));
    }

    long refused() {
        return lines.size();
    }

    Findings findings() {
        return new Findings(new EnumMap<>(rows), refused(), List.copyOf(listed), passwords);
    }

    /** One number for each pair, spread over all bits, as the set wants its hashes. */
    private static long key(FileKind kind, long line) {
        return (line * FileKind.values().length + kind.ordinal() + 1) * ODD;
    }
}
