package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.platform.text.Blanks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a file: which column stands where. Case and surrounding blanks do not matter, nor do extra columns.
 *
 * <p>No cell of it is ever quoted: in a file without column names it is the first person's data.
 */
final class CsvHeader {

    private static final int ABSENT = -1;

    private final CsvFile file;
    private final int size;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Integer> again = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();

    CsvHeader(CsvFile file, List<String> names) {
        this.file = file;
        size = names.size();
        for (int i = 0; i < size; i++) {
            var name = lowerCase(Blanks.strip(names.get(i)));
            if (positions.putIfAbsent(name, i) != null) {
                again.putIfAbsent(name, i);
            }
        }
        if (file.columns().stream().noneMatch(this::has)) {
            throw whyNone(names);
        }
        file.columns().forEach(this::require);
    }

    private RosterIncompleteException whyNone(List<String> names) {
        // in UTF-16 every other byte of plain text is 0, which is a character of UTF-8 too
        if (names.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            return Incomplete.notUtf8(file.fileName());
        }
        var separator = Separator.in(names);
        if (separator != null) {
            return Incomplete.separated(file.fileName(), separator);
        }
        return names.size() == 1 && lowerCase(names.get(0)).contains("sourcedid,")
                ? Incomplete.oneCell(file.fileName())
                : Incomplete.noColumnNames(file.fileName());
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

    /**
     * The column's value in a row, without the blanks round it. It is the empty text where the file has no such column, or
     * the row ends before it: spreadsheets leave out the last cells of a row when they are empty.
     */
    String value(List<String> row, String column) {
        int position = position(column);
        return position == ABSENT || position >= row.size() ? "" : Blanks.strip(row.get(position));
    }

    /** What a row of the wrong length has in the place of its sourcedId, or null. */
    @Nullable
    String sourceId(List<String> row) {
        var id = value(row, "sourcedId");
        return id.isEmpty() ? null : id;
    }

    private int position(String column) {
        return known.computeIfAbsent(column, name -> {
            var current = single(column, lowerCase(name));
            return current == null ? singleOrAbsent(column, lowerCase(file.olderName(name))) : current;
        });
    }

    private int singleOrAbsent(String column, String name) {
        var position = single(column, name);
        return position == null ? ABSENT : position;
    }

    private @Nullable Integer single(String column, String name) {
        var second = again.get(name);
        var first = positions.get(name);
        if (first != null && second != null) {
            throw Incomplete.columnTwice(file.fileName(), column, first + 1, second + 1);
        }
        return first;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
