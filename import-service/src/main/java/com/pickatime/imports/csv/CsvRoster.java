package com.pickatime.imports.csv;

import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.Warning;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.staging.Staging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A roster in a zip of OneRoster CSV files that somebody uploaded. */
public final class CsvRoster implements RosterSource {

    private static final List<CsvFile> FILES = List.of(
            CsvFile.ORGS,
            CsvFile.ACADEMIC_SESSIONS,
            CsvFile.COURSES,
            CsvFile.CLASSES,
            CsvFile.USERS,
            CsvFile.ENROLLMENTS,
            CsvFile.DEMOGRAPHICS);

    private static final Warning DEMOGRAPHICS_NOT_SHARED = new Warning(
            "DEMOGRAPHICS_NOT_SHARED",
            0,
            "The upload holds no birth dates, so parents cannot link to their students. Add demographics.csv with the column"
                    + " birthDate (YYYY-MM-DD) and upload again. Birth dates that pickAtime already holds were kept.");

    private final Path zip;
    private final CsvLimits limits;

    public CsvRoster(Path zip, CsvLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    @Override
    public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
        return Mono.fromCallable(() -> copy(staging, progress)).subscribeOn(Schedulers.boundedElastic());
    }

    private SourceReport copy(Staging staging, FetchProgress progress) throws IOException {
        try (var open = RosterZip.open(zip, limits)) {
            var files = new RosterFiles(open, Manifest.read(open), staging, progress);
            var rows = new EnumMap<RecordType, Long>(RecordType.class);
            var warnings = new ArrayList<Warning>();
            for (var file : FILES) {
                boolean held = files.holds(file);
                rows.put(file.type(), held ? files.copy(file) : 0);
                if (!held && file != CsvFile.DEMOGRAPHICS) {
                    staging.keepHeld(file.type());
                    warnings.add(absent(file));
                }
            }
            boolean shared = rows.getOrDefault(RecordType.DEMOGRAPHICS, 0L) > 0;
            if (!shared) {
                warnings.add(DEMOGRAPHICS_NOT_SHARED);
            }
            return new SourceReport(rows, warnings, shared);
        }
    }

    private static Warning absent(CsvFile file) {
        return new Warning(
                "FILE_ABSENT",
                0,
                "The upload holds no " + file.fileName()
                        + ". What pickAtime already holds of it was kept; upload again with that file to bring its rows over.");
    }
}
