package com.pickatime.imports.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first line of a file: which column stands where. Case and surrounding blanks do not matter, nor do extra columns. */
final class CsvHeader {

    private static final int ABSENT = -1;

    private final CsvFile file;
    private final int size;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();

    CsvHeader(CsvFile file, List<String> names) {
        this.file = file;
        size = names.size();
        for (int i = 0; i < size; i++) {
            var name = names.get(i).strip().toLowerCase(Locale.ROOT);
            if (positions.put(name, i) != null && !name.isEmpty() && !name.startsWith("metadata.")) {
                throw Incomplete.columnTwice(file.fileName(), names.get(i).strip());
            }
        }
        file.columns().forEach(this::require);
    }

    int size() {
        return size;
    }

    boolean has(String column) {
        return position(column) != ABSENT;
    }

    void require(String column) {
        if (!has(column)) {
            throw Incomplete.withoutColumn(file.fileName(), column);
        }
    }

    /** The column's value in a row, or the empty text where the file has no such column. */
    String value(List<String> row, String column) {
        int position = position(column);
        return position == ABSENT ? "" : row.get(position);
    }

    /** What a row of the wrong length has in the place of its sourcedId, or null. */
    @Nullable
    String sourceId(List<String> row) {
        int position = position("sourcedId");
        return position == ABSENT || position >= row.size() || row.get(position).isBlank() ? null : row.get(position);
    }

    private int position(String column) {
        return known.computeIfAbsent(column, name -> {
            var current = positions.get(name.toLowerCase(Locale.ROOT));
            return current == null
                    ? positions.getOrDefault(file.olderName(name).toLowerCase(Locale.ROOT), ABSENT)
                    : current;
        });
    }
}
