package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.platform.text.Blanks;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of one file, one after the other; blank ones are passed over, also when separators stand in them. */
final class CsvLines implements AutoCloseable {

    private final RosterZip zip;
    private final String fileName;
    private final CloseableIterator<CsvRecord> records;
    private long lastLine;
    private long lines;

    private CsvLines(RosterZip zip, String fileName, CloseableIterator<CsvRecord> records) {
        this.zip = zip;
        this.fileName = fileName;
        this.records = records;
    }

    static CsvLines open(RosterZip zip, String fileName) {
        try {
            var reader = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(zip.read(fileName));
            return new CsvLines(zip, fileName, reader.iterator());
        } catch (CharacterCodingException e) {
            throw notUtf8(zip, fileName);
        } catch (IOException e) {
            throw Incomplete.corrupt(fileName);
        }
    }

    /** The next line, or null after the last. */
    @Nullable
    CsvRecord next() {
        try {
            while (records.hasNext()) {
                var line = records.next();
                if (++lines > zip.mostRows() + 1) {
                    throw Incomplete.tooManyRows(fileName, zip.mostRows());
                }
                lastLine = line.getStartingLineNumber();
                if (!line.getFields().stream().allMatch(Blanks::isBlank)) {
                    return line;
                }
            }
            return null;
        } catch (CsvParseException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw Incomplete.corrupt(fileName);
        }
    }

    /** The cause is left out where its message may quote the file. */
    private RuntimeException failed(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return notUtf8(zip, fileName);
            }
            if (cause instanceof RosterIncompleteException incomplete) {
                return incomplete;
            }
            if (cause instanceof IOException) {
                return Incomplete.corrupt(fileName);
            }
        }
        if (zip.isDamaged(fileName)) {
            return Incomplete.corrupt(fileName);
        }
        var separator = lastLine == 0 ? separator() : null;
        return separator == null
                ? Incomplete.unreadable(fileName, lastLine)
                : Incomplete.separated(fileName, separator);
    }

    /** Behind a column name in quotation marks anything but a comma is an error already. */
    private @Nullable Separator separator() {
        try (var text = new BufferedReader(zip.read(fileName))) {
            var first = text.readLine();
            return first == null ? null : Separator.in(List.of(first));
        } catch (IOException e) {
            throw Incomplete.corrupt(fileName);
        }
    }

    /** What is damaged is seldom UTF-8 either. */
    private static RosterIncompleteException notUtf8(RosterZip zip, String fileName) {
        return zip.isDamaged(fileName) ? Incomplete.corrupt(fileName) : Incomplete.notUtf8(fileName);
    }
}
