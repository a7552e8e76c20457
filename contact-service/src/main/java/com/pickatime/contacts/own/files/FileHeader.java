package com.pickatime.contacts.own.files;

import com.pickatime.platform.text.Blanks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a file that is not blank: what the file lists, what separates its values, and which column stands where.
 *
 * <p>No cell of it is ever repeated: in a file without column names it is the first person's data.
 *
 * @param columns null for a column that is not known and is read over
 */
record FileHeader(FileKind kind, char separator, List<@Nullable Column> columns) {

    private static final int LONGEST = 10_000;

    /** @param shown what to call the file */
    static FileHeader read(Reader file, String shown, Encoding encoding) throws IOException {
        try (var reader = new BufferedReader(file)) {
            var line = firstLine(reader);
            if (line == null) {
                throw new FilesRefusedException(
                        "EMPTY_FILE",
                        shown + " is empty. Leave it out, or write its column names into the first line.");
            }
            return of(line, shown);
        } catch (CharacterCodingException e) {
            throw FilesZip.notDecodable(shown, encoding);
        }
    }

    private static @Nullable String firstLine(BufferedReader reader) throws IOException {
        var line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && line.length() < LONGEST; c = reader.read()) {
            if (c != '\n' && c != '\r') {
                line.append((char) c);
            } else if (!Blanks.isBlank(line.toString())) {
                break;
            } else {
                line.setLength(0);
            }
        }
        return Blanks.isBlank(line.toString()) ? null : line.toString();
    }

    private static FileHeader of(String line, String shown) {
        char separator = line.indexOf('\t') >= 0 ? '\t' : ',';
        var columns = new ArrayList<@Nullable Column>();
        for (var name : line.split(String.valueOf(separator), -1)) {
            columns.add(Column.named(name));
        }
        var known = columns.stream().filter(Objects::nonNull).toList();
        var distinct = known.isEmpty() ? EnumSet.noneOf(Column.class) : EnumSet.copyOf(known);
        if (distinct.size() < known.size()) {
            throw new FilesRefusedException(
                    "COLUMN_TWICE",
                    "%s has the column %s twice. Leave one of them out."
                            .formatted(
                                    shown,
                                    distinct.stream()
                                            .filter(column -> known.indexOf(column) != known.lastIndexOf(column))
                                            .map(Column::title)
                                            .collect(Collectors.joining(" and the column "))));
        }
        var kind = FileKind.with(distinct).orElseThrow(() -> unknown(line, shown, distinct));
        return new FileHeader(kind, separator, columns);
    }

    private static FilesRefusedException unknown(String line, String shown, Set<Column> known) {
        if (known.isEmpty() && line.indexOf(';') >= 0) {
            return new FilesRefusedException(
                    "OTHER_SEPARATOR",
                    shown + " seems to be separated by semicolons. Save it with tabs or commas between the values.");
        }
        return new FilesRefusedException(
                "UNKNOWN_COLUMNS",
                shown + " does not begin with the column names of one of the six files: TeacherID (Teacher), StudentID"
                        + " (Student), ClassID and TeacherID (Class), ClassID and StudentID (Enrollment), ParentID (Parent),"
                        + " ParentID and StudentID (Parent-Student Relationship), each with its further columns, in any"
                        + " order.");
    }
}
