package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.RosterIncompleteException;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** The lines of one file, one after the other; blank ones are passed over. */
final class CsvLines implements AutoCloseable {

    private final String fileName;
    private final CloseableIterator<CsvRecord> records;
    private final long most;
    private long lastLine;
    private long lines;

    private CsvLines(String fileName, CloseableIterator<CsvRecord> records, long most) {
        this.fileName = fileName;
        this.records = records;
        this.most = most;
    }

    static CsvLines open(RosterZip zip, String fileName) {
        try {
            var reader = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(zip.read(fileName));
            return new CsvLines(fileName, reader.iterator(), zip.mostRows());
        } catch (CharacterCodingException e) {
            throw Incomplete.notUtf8(fileName);
        } catch (IOException e) {
            throw Incomplete.corrupt(fileName);
        }
    }

    /** The next line, or null after the last. */
    @Nullable
    CsvRecord next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            var line = records.next();
            if (++lines > most + 1) {
                throw Incomplete.tooManyRows(fileName, most);
            }
            lastLine = line.getStartingLineNumber();
            return line;
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
                return Incomplete.notUtf8(fileName);
            }
            if (cause instanceof RosterIncompleteException incomplete) {
                return incomplete;
            }
            if (cause instanceof IOException) {
                return Incomplete.corrupt(fileName);
            }
        }
        return Incomplete.unreadable(fileName, lastLine);
    }
}
