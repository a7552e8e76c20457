package com.pickatime.contacts.moves;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads a map of source IDs: a table of two columns, old and new, with or without a header. It is taken as a whole or not at all: of a
 * source ID that stands there twice nobody knows which line is right.
 */
@Component
class MapFile {

    private static final int BATCH = 1_000;
    private static final int LONGEST_ID = 255;

    /** More than a million lines have. */
    private static final long MOST_BYTES = 512L << 20;

    /** Characters of a line; a quotation mark that is never closed takes in all that follows, and shall not take the heap. */
    private static final int LONGEST_LINE = 1 << 16;

    /** Lines that a refusal names. */
    private static final int SHOWN = 10;

    private static final Set<String> OLD_HEADERS = Set.of("old", "oldid", "oldsourceid", "oldsourcedid");
    private static final Set<String> NEW_HEADERS = Set.of("new", "newid", "newsourceid", "newsourcedid");

    /** What spreadsheets take for the begin of a formula, so that an apostrophe stands before it. */
    private static final String FORMULAS = "=+-@\t\r";

    private final Pairs pairs;

    MapFile(Pairs pairs) {
        this.pairs = pairs;
    }

    /** What is wrong with lines, by their number from 1 on; the first few of them. */
    private static final class Wrong {

        private final Map<Long, String> first = new TreeMap<>();
        private long count;

        synchronized void add(long line, String what) {
            count++;
            first.put(line, what);
            if (first.size() > SHOWN) {
                first.remove(((TreeMap<Long, String>) first).lastKey());
            }
        }

        synchronized @Nullable RuntimeException problem() {
            if (count == 0) {
                return null;
            }
            var lines = new ArrayList<String>();
            first.forEach((line, what) -> lines.add("line " + line + " " + what));
            return Problems.invalid(
                    "body",
                    String.join("; ", lines)
                            + (count > lines.size()
                                    ? String.format(Locale.ENGLISH, "; and %,d more", count - lines.size())
                                    : "")
                            + ". Nothing was moved: mend these lines and send the map again");
        }
    }

    /** Keeps the lines for a job, and emits how many there are; a 400 problem names those that are wrong. */
    Mono<Long> read(BusinessId business, String job, Flux<DataBuffer> body) {
        return Mono.usingWhen(
                        blocking(() -> Files.createTempFile("source-ids", ".csv")),
                        file -> DataBufferUtils.write(bounded(body), file).then(keep(business, job, file)),
                        file -> blocking(() -> Files.deleteIfExists(file)))
                .onErrorResume(failure -> pairs.forget(job).then(Mono.error(failure)));
    }

    private static Flux<DataBuffer> bounded(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            var bytes = new AtomicLong();
            return body.handle((buffer, sink) -> {
                if (bytes.addAndGet(buffer.readableByteCount()) > MOST_BYTES) {
                    DataBufferUtils.release(buffer);
                    sink.error(Problems.of(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "The map has more than " + (MOST_BYTES >> 20)
                                    + " MB. Send it in parts, one after the other."));
                } else {
                    sink.next(buffer);
                }
            });
        });
    }

    private Mono<Long> keep(BusinessId business, String job, Path file) {
        return Flux.using(
                        () -> CsvReader.builder()
                                .detectBomHeader(true)
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .allowUnclosedQuote(false)
                                .maxBufferSize(LONGEST_LINE)
                                .ofCsvRecord(file),
                        Flux::fromIterable,
                        MapFile::close)
                .subscribeOn(Schedulers.boundedElastic())
                .buffer(BATCH)
                .as(batches -> keep(business, job, batches))
                .onErrorMap(
                        failure -> failure instanceof CsvParseException || failure instanceof UncheckedIOException,
                        malformed -> Problems.invalid(
                                "body", "must be a table of comma-separated values (RFC 4180) in UTF-8: old,new"));
    }

    private Mono<Long> keep(BusinessId business, String job, Flux<List<CsvRecord>> batches) {
        return Mono.defer(() -> {
            var wrong = new Wrong();
            return batches.concatMap(
                            records -> {
                                var lines = lines(business, job, records, wrong);
                                return lines.isEmpty()
                                        ? Mono.just(0L)
                                        : pairs.keep(lines)
                                                .doOnNext(repeated -> repeated.forEach(wrong::add))
                                                .thenReturn((long) lines.size());
                            },
                            1)
                    .reduce(0L, Long::sum)
                    .flatMap(count -> {
                        var problem = wrong.problem();
                        if (problem != null) {
                            return Mono.error(problem);
                        }
                        return count == 0
                                ? Mono.error(Problems.invalid("body", "must have a line old,new for each source ID"))
                                : Mono.just(count);
                    });
        });
    }

    private static List<Document> lines(BusinessId business, String job, List<CsvRecord> records, Wrong wrong) {
        var lines = new ArrayList<Document>();
        for (var record : records) {
            long number = record.getStartingLineNumber();
            var cells = record.getFields().stream().map(MapFile::cell).toList();
            if (cells.stream().allMatch(String::isEmpty) || number == 1 && isHeader(cells)) {
                continue;
            }
            var what = wrong(cells);
            if (what == null) {
                lines.add(Pair.read(business, job, number, cells.get(0), cells.get(1)));
            } else {
                wrong.add(number, what);
            }
        }
        return lines;
    }

    private static @Nullable String wrong(List<String> cells) {
        if (cells.size() != 2) {
            return "must have two cells with a comma between them: old,new";
        }
        if (cells.stream().anyMatch(String::isEmpty)) {
            return "has an empty cell";
        }
        if (cells.stream().anyMatch(cell -> cell.length() > LONGEST_ID)) {
            return "has a source ID of more than " + LONGEST_ID + " characters";
        }
        return cells.get(0).equals(cells.get(1)) ? "has the same source ID twice" : null;
    }

    private static boolean isHeader(List<String> cells) {
        return cells.size() == 2
                && OLD_HEADERS.contains(letters(cells.get(0)))
                && NEW_HEADERS.contains(letters(cells.get(1)));
    }

    private static String letters(String cell) {
        return cell.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }

    private static String cell(String cell) {
        var text = cell.strip();
        return text.length() > 1 && text.charAt(0) == '\'' && FORMULAS.indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }

    private static void close(CsvReader<CsvRecord> reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
