package com.pickatime.web.importer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that an import left out.
 *
 * @param total of them, of which {@code rows} are the first ones
 */
record Refusals(long total, List<Row> rows) {

    static final Refusals NONE = new Refusals(0, List.of());

    private static final int SHOWN = 200;

    /**
     * A row without its values.
     *
     * @param position file and line, or collection and row
     * @param sourceId null when the row does not tell it
     */
    record Row(String type, String position, @Nullable String sourceId, String field, String reason) {}

    Refusals shown() {
        return new Refusals(total, rows.stream().limit(SHOWN).toList());
    }
}
