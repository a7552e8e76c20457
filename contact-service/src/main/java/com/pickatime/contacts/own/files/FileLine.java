package com.pickatime.contacts.own.files;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A line of a file, from 1 on with the header's, as a text editor counts them. */
public sealed interface FileLine {

    FileKind kind();

    long line();

    /**
     * One that can be used as far as it alone tells.
     *
     * @param values not empty; those of known columns
     * @param columns whether the file has the column at all is told by whether it is here
     * @param birthDate null for none
     */
    record Row(
            FileKind kind,
            long line,
            boolean delete,
            Map<Column, String> values,
            Set<Column> columns,
            @Nullable LocalDate birthDate)
            implements FileLine {

        /** An id of one of the columns that the kind of file must have. */
        public String id(Column column) {
            var id = values.get(column);
            if (id == null) {
                throw new IllegalArgumentException("a row without " + column + " is refused before");
            }
            return id;
        }

        /** Its own, of a kind that is numbered. */
        public String id() {
            return id(kind.ids().get(0));
        }

        public @Nullable String value(Column column) {
            return values.get(column);
        }

        public boolean has(Column column) {
            return columns.contains(column);
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return kind + " row " + line;
        }
    }

    /**
     * One that cannot be used.
     *
     * @param code stable, for programs
     * @param message what is wrong with which column, and nothing of what stands there
     */
    record Refused(FileKind kind, long line, String code, String message) implements FileLine {}
}
