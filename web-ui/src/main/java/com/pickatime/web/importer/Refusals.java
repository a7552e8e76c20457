package com.pickatime.web.importer;

import com.pickatime.web.pages.ListAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that an import left out.
 *
 * @param total of them, of which {@code rows} are those that are kept
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

    /**
     * A part of them.
     *
     * @param type blank for all
     * @param types of which there are any
     * @param kept how many are kept of the type
     * @param next where the next part begins; 0 at the end
     */
    record Shown(
            String importId,
            long total,
            String type,
            List<String> types,
            int kept,
            int from,
            int next,
            List<Row> rows) {

        /** The address of the part that begins there. */
        public String page(int first) {
            var fields = ListAddress.fields("type", type, "from", first == 0 ? "" : String.valueOf(first));
            return ListAddress.of("/importer/{import}", fields, importId) + "#refused";
        }

        public String export() {
            return ListAddress.of("/importer/{import}/refusals/export", ListAddress.fields("type", type), importId);
        }
    }

    Shown shown(String importId, String type, int from) {
        var types = rows.stream().map(Row::type).distinct().sorted().toList();
        var wanted = ListAddress.known(type, types);
        var some = rows.stream()
                .filter(row -> wanted.isEmpty() || row.type().equals(wanted))
                .toList();
        var first = from < 0 || from >= some.size() ? 0 : from;
        var end = Math.min(some.size(), first + SHOWN);
        return new Shown(
                importId,
                total,
                wanted,
                types,
                some.size(),
                first,
                end == some.size() ? 0 : end,
                some.subList(first, end));
    }
}
