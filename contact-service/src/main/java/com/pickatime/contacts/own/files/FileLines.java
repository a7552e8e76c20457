package com.pickatime.contacts.own.files;

import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.contacts.own.files.FileLine.Row;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of one file below its header, one after the other; blank ones are passed over. */
public final class FileLines implements AutoCloseable {

    private static final int LONGEST_ID = 255;

    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the sign between; more than any name has. */
    private static final int LONGEST_VALUE = 320;

    /** Characters of a line; a quotation mark that is never closed takes in all that follows, and shall not take the heap. */
    private static final int LONGEST_LINE = 1 << 20;

    private static final String DELETE = "delete";

    private final FileKind kind;
    private final FileHeader header;
    private final Set<Column> columns;
    private final DateReading dates;
    private final DateEvidence evidence;
    private final long most;
    private final Encoding encoding;
    private final CloseableIterator<CsvRecord> records;
    private long lastLine;
    private long rows;
    private long passwords;

    FileLines(FileKind kind, FileHeader header, DateReading dates, Reader text, long most, Encoding encoding) {
        this.kind = kind;
        this.header = header;
        this.columns = header.columns().stream()
                .filter(column -> column != null)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Column.class)));
        this.dates = dates;
        this.evidence = new DateEvidence(dates.order());
        this.most = most;
        this.encoding = encoding;
        this.records = CsvReader.builder()
                .fieldSeparator(header.separator())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_LINE)
                .ofCsvRecord(text)
                .iterator();
        skipHeader();
    }

    /** The next line, or null after the last. */
    public @Nullable FileLine next() {
        for (var record = read(); record != null; record = read()) {
            var cells = FilesZip.stripped(record.getFields());
            if (!cells.stream().allMatch(String::isEmpty)) {
                if (++rows > most) {
                    throw new FilesRefusedException(
                            "TOO_MANY_ROWS",
                            "The %s file has more than %d rows. Load it in parts.".formatted(kind.title(), most));
                }
                return line(record.getStartingLineNumber(), cells);
            }
        }
        return null;
    }

    /** What the dates that were read so far show. */
    public DateEvidence evidence() {
        return evidence;
    }

    /** Rows so far that had a password, which is read over. */
    public long passwords() {
        return passwords;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private void skipHeader() {
        for (var record = read(); record != null; record = read()) {
            if (!FilesZip.stripped(record.getFields()).stream().allMatch(String::isEmpty)) {
                return;
            }
        }
    }

    private @Nullable CsvRecord read() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            var record = records.next();
            lastLine = record.getStartingLineNumber();
            return record;
        } catch (CsvParseException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    /** The cause is left out where its message may quote the file. */
    private RuntimeException failed(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return FilesZip.notDecodable("The " + kind.title() + " file", encoding);
            }
            if (cause instanceof FilesRefusedException refused) {
                return refused;
            }
            if (cause instanceof IOException) {
                return FilesZip.corrupt("The " + kind.title() + " file");
            }
        }
        return new FilesRefusedException(
                "UNCLOSED_QUOTE",
                "The %s file cannot be read on behind line %d: a value there begins with a quotation mark that is closed nowhere. Remove it."
                        .formatted(kind.title(), lastLine));
    }

    private FileLine line(long number, List<String> cells) {
        var values = new EnumMap<Column, String>(Column.class);
        for (int i = 0; i < cells.size(); i++) {
            var column = i < header.columns().size() ? header.columns().get(i) : null;
            if (column != null && !cells.get(i).isEmpty()) {
                values.put(column, cells.get(i));
            }
        }
        if (values.remove(Column.PASSWORD) != null) {
            passwords++;
        }
        if (cells.stream().skip(header.columns().size()).anyMatch(cell -> !cell.isEmpty())) {
            return new Refused(
                    kind,
                    number,
                    "TOO_MANY_VALUES",
                    "has more values than the file has columns: put a value that has the separator in it in quotation marks");
        }
        return row(number, values);
    }

    private FileLine row(long number, Map<Column, String> values) {
        for (var column : kind.ids()) {
            var id = values.get(column);
            if (id == null) {
                return refused(number, "MISSING_ID", column, "is empty");
            }
            if (id.length() > LONGEST_ID) {
                return refused(number, "TOO_LONG", column, "has more than " + LONGEST_ID + " characters");
            }
        }
        var action = values.getOrDefault(Column.ACTION, "").toLowerCase(Locale.ROOT);
        if (!action.isEmpty() && !action.equals(DELETE)) {
            return refused(number, "UNKNOWN_ACTION", Column.ACTION, "must be empty or delete");
        }
        return action.isEmpty()
                ? checked(number, values)
                : new Row(kind, number, true, Map.copyOf(values), columns, null);
    }

    private FileLine checked(long number, Map<Column, String> values) {
        if (kind.isOfPeople() && !values.containsKey(Column.FIRST_NAME) && !values.containsKey(Column.LAST_NAME)) {
            return refused(number, "MISSING_NAME", Column.LAST_NAME, "is empty, and so is the first name");
        }
        for (var value : values.entrySet()) {
            if (value.getValue().length() > LONGEST_VALUE) {
                return refused(number, "TOO_LONG", value.getKey(), "has more than " + LONGEST_VALUE + " characters");
            }
        }
        var email = values.get(Column.EMAIL);
        if (email != null && (email.indexOf('@') < 1 || email.chars().anyMatch(Character::isWhitespace))) {
            return refused(number, "NO_EMAIL_ADDRESS", Column.EMAIL, "must be an e-mail address");
        }
        var date = kind == FileKind.STUDENT ? values.get(Column.SECURITY_VALUE) : null;
        if (date == null) {
            return new Row(kind, number, false, Map.copyOf(values), columns, null);
        }
        var reading = dates.read(date);
        evidence.add(reading, number);
        return reading.read() == null ? noDate(number, reading) : row(number, values, reading.read());
    }

    private Row row(long number, Map<Column, String> values, LocalDate birthDate) {
        return new Row(kind, number, false, Map.copyOf(values), columns, birthDate);
    }

    private FileLine noDate(long number, DateOrder.Reading reading) {
        return reading.contradicts()
                ? refused(
                        number,
                        "OTHER_DATE_ORDER",
                        Column.SECURITY_VALUE,
                        "is a date only as " + dates.order().other().inWords())
                : refused(
                        number,
                        "NO_DATE",
                        Column.SECURITY_VALUE,
                        "must be a date from 1900 to today, as " + dates.order().inWords());
    }

    private Refused refused(long number, String code, Column column, String what) {
        return new Refused(kind, number, code, column.title() + " " + what);
    }
}
