package com.pickatime.contacts.own.load;

import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.files.FileLine;
import com.pickatime.contacts.own.files.FileLine.Row;
import com.pickatime.contacts.own.files.FileLines;
import com.pickatime.contacts.own.files.FilesLimits;
import com.pickatime.contacts.own.files.FilesRefusedException;
import com.pickatime.contacts.own.files.FilesZip;
import com.pickatime.contacts.own.load.FileLoad.Position;
import com.pickatime.contacts.own.load.FileLoad.Problem;
import com.pickatime.contacts.summary.Summaries;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Loads files: reads them once to check them as a whole, and once more to write them, chunk by chunk.
 *
 * <p>Whoever goes on with a load checks anew, because what is refused is kept in memory alone, and skips the chunks that are
 * written. A chunk that was written and not noted is written again and then changes nothing.
 */
@Component
final class FileLoader {

    private final FileLoads loads;
    private final SentZips zips;
    private final FileCheck check;
    private final FileWriter writer;
    private final Summaries summaries;
    private final int chunkSize;
    private final Scheduler blocking = Schedulers.boundedElastic();

    FileLoader(
            FileLoads loads,
            SentZips zips,
            FileCheck check,
            FileWriter writer,
            Summaries summaries,
            FileLoadSettings settings) {
        this.loads = loads;
        this.zips = zips;
        this.check = check;
        this.writer = writer;
        this.summaries = summaries;
        this.chunkSize = settings.chunkSize();
    }

    /** Some lines of a file in their order, and where they were read. */
    private record Chunk(FileKind kind, int number, List<FileLine> lines) {}

    /** Files that were found to be as they must be, and which of their lines are not. */
    private record Checked(Optional<Problem> problem, CheckReport report) {}

    /** Brings a load to its end; fails if it cannot be now. */
    Mono<Void> load(FileLoad load) {
        return Mono.usingWhen(
                        temporaryFile(),
                        file -> zips.writeTo(file, load)
                                .then(Mono.usingWhen(open(file, load), zip -> load(load, zip), this::close))
                                .onErrorResume(FilesRefusedException.class, refused -> refuse(load, refused))
                                .onErrorResume(
                                        NoSuchFileException.class,
                                        gone -> loads.failed(
                                                load,
                                                new Problem(
                                                        "ZIP_GONE", "The zip is not there any more. Send it again."))),
                        file -> Mono.fromCallable(() -> Files.deleteIfExists(file))
                                .subscribeOn(blocking))
                .then(Mono.defer(() -> zips.delete(load.id())));
    }

    private Mono<Path> temporaryFile() {
        return Mono.fromCallable(() -> Files.createTempFile("own-files-", ".zip"))
                .subscribeOn(blocking);
    }

    private Mono<FilesZip> open(Path file, FileLoad load) {
        return Mono.fromCallable(() -> {
                    var zip = FilesZip.open(file, load.options().encoding(), FilesLimits.DEFAULTS);
                    // what is open can be read without its name, and a crash leaves nobody's data behind; Windows waits
                    // until it is closed
                    if (!file.toFile().delete()) {
                        file.toFile().deleteOnExit();
                    }
                    return zip;
                })
                .subscribeOn(blocking);
    }

    private Mono<Void> close(AutoCloseable opened) {
        return Mono.<Void>fromCallable(() -> {
                    opened.close();
                    return null;
                })
                .subscribeOn(blocking);
    }

    private Mono<Void> refuse(FileLoad load, FilesRefusedException refused) {
        return loads.refused(load, new Problem(refused.code(), refused.what()), null);
    }

    private Mono<Void> load(FileLoad load, FilesZip zip) {
        var checking = load.state() == FileLoad.State.WRITING ? Mono.<Void>empty() : loads.checking(load);
        return checking.then(Mono.defer(() -> check(load, zip))).flatMap(checked -> {
            var found = checked.report().findings();
            return checked.problem()
                    // once writing began it was decided
                    .filter(problem -> load.state() != FileLoad.State.WRITING)
                    .map(problem -> loads.refused(load, problem, found))
                    .orElseGet(() -> loads.writing(load, found)
                            .then(write(load, zip, checked.report()))
                            .then(summaries.outdate(load.business()))
                            .then(loads.loaded(load)));
        });
    }

    private Mono<Checked> check(FileLoad load, FilesZip zip) {
        return Mono.defer(() -> {
            var ids = new FileIds(load.business());
            var report = new CheckReport();
            var objections = new ArrayList<Problem>();
            return ofEach(
                            load,
                            zip,
                            (kind, lines) -> chunks(kind, lines)
                                    .concatMap(
                                            chunk -> check.check(load.business(), kind, chunk.lines(), ids, report), 0)
                                    .then(Mono.fromRunnable(() -> {
                                        report.passwords(lines.passwords());
                                        lines.evidence()
                                                .objection(load.options().bothOrders())
                                                .map(refused -> new Problem(refused.code(), refused.what()))
                                                .ifPresent(objections::add);
                                    })))
                    .then(Mono.fromSupplier(() ->
                            new Checked(objections.stream().findFirst().or(() -> badRows(load, report)), report)));
        });
    }

    private static Optional<Problem> badRows(FileLoad load, CheckReport report) {
        return report.refused() == 0 || load.options().keepGood()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "BAD_ROWS",
                        "%s cannot be used, so nothing was loaded. Correct that and load the files again, or load the other rows alone with keepGood=true."
                                .formatted(report.refused() == 1 ? "1 row" : report.refused() + " rows")));
    }

    private Mono<Void> write(FileLoad load, FilesZip zip, CheckReport report) {
        return ofEach(
                load,
                zip,
                (kind, lines) -> chunks(kind, lines)
                        .filter(chunk -> !load.reached().covers(kind, chunk.number()))
                        .concatMap(chunk -> write(load, chunk, report), 0)
                        .then());
    }

    /** One file after the other; opened and closed on threads that may wait. */
    private Mono<Void> ofEach(FileLoad load, FilesZip zip, BiFunction<FileKind, FileLines, Mono<Void>> work) {
        return Flux.fromStream(() -> zip.kinds().stream().sorted())
                .concatMap(kind -> Mono.usingWhen(
                        Mono.fromCallable(() -> zip.lines(kind, load.options().dateOrder(), today(load)))
                                .subscribeOn(blocking),
                        lines -> work.apply(kind, lines),
                        this::close))
                .then();
    }

    private Mono<Void> write(FileLoad load, Chunk chunk, CheckReport report) {
        var rows = chunk.lines().stream()
                .filter(Row.class::isInstance)
                .map(Row.class::cast)
                .filter(row -> !report.refuses(row.kind(), row.line()))
                .toList();
        return writer.write(load, chunk.kind(), rows)
                .flatMap(written -> loads.reached(
                        load, chunk.kind(), new Position(chunk.kind().ordinal(), chunk.number() + 1), written));
    }

    /** The last day that a birth date can be: of when the files were sent, so that it stays the same through any number of tries. */
    private static LocalDate today(FileLoad load) {
        return load.at().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
    }

    /** Read one ahead of what is done with them, on threads that may wait. */
    private Flux<Chunk> chunks(FileKind kind, FileLines lines) {
        return Flux.<Chunk, Integer>generate(() -> 0, (number, sink) -> {
                    var chunk = new Chunk(kind, number, some(lines));
                    if (!chunk.lines().isEmpty()) {
                        sink.next(chunk);
                    }
                    if (chunk.lines().size() < chunkSize) {
                        sink.complete();
                    }
                    return number + 1;
                })
                .subscribeOn(blocking)
                .publishOn(blocking, 1);
    }

    private List<FileLine> some(FileLines lines) {
        var some = new ArrayList<FileLine>();
        while (some.size() < chunkSize) {
            var line = lines.next();
            if (line == null) {
                break;
            }
            some.add(line);
        }
        return some;
    }
}
