package com.pickatime.contacts.completion;

import com.pickatime.events.ReceiptLine;
import java.util.List;

/**
 * Source and store side by side.
 *
 * @param lines one for each type that the import looked at; none if a later import had already changed the store, because
 *     then a difference would mean nothing
 * @param superseded whether that was so
 */
record Receipt(List<ReceiptLine> lines, boolean superseded) {

    private static final int NOT_COMPARED = -1;

    static Receipt notCompared() {
        return new Receipt(List.of(), true);
    }

    /** Lines whose two sides differ; {@value #NOT_COMPARED} when nothing was compared, which must not look like none. */
    int differences() {
        if (superseded) {
            return NOT_COMPARED;
        }
        return (int) lines.stream().filter(Receipt::differs).count();
    }

    private static boolean differs(ReceiptLine line) {
        return line.getSourceCount() != line.getStoreCount()
                || !line.getSourceDigest().equals(line.getStoreDigest());
    }
}
