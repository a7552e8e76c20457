package com.pickatime.imports.source.csv;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.imports.source.csv.RosterFiles.Copied;
import com.pickatime.imports.source.csv.RosterFiles.Presence;
import com.pickatime.imports.source.reading.RowReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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

    private final Path zip;
    private final CsvLimits limits;
    private final Clock clock;

    public CsvRoster(Path zip, CsvLimits limits, Clock clock) {
        this.zip = zip;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
        return Mono.fromCallable(() -> copy(staging, progress)).subscribeOn(Schedulers.boundedElastic());
    }

    private SourceReport copy(Staging staging, FetchProgress progress) throws IOException {
        var reader = new RowReader(clock);
        try (var open = RosterZip.open(zip, limits)) {
            var manifest = Manifest.read(open);
            var files = new RosterFiles(open, manifest, staging, progress, reader);
            var rows = new EnumMap<RecordType, Long>(RecordType.class);
            var inactive = new EnumMap<RecordType, Long>(RecordType.class);
            var warnings = new ArrayList<Warning>();
            boolean shared = false;
            for (var file : FILES) {
                var presence = files.presence(file);
                var copied = presence == Presence.THERE ? files.copy(file) : Copied.NOTHING;
                rows.put(file.type(), copied.usable());
                inactive.put(file.type(), copied.inactive());
                if (file == CsvFile.DEMOGRAPHICS) {
                    shared = manifest.hasDelta() || copied.usable() + copied.refused() > 0;
                } else if (presence != Presence.THERE) {
                    staging.keepStored(file.type());
                    if (!manifest.hasDelta()) {
                        warnings.add(leftOut(file, presence));
                    }
                }
                if (file == CsvFile.USERS
                        && presence == Presence.THERE
                        && files.presence(CsvFile.ROLES) == Presence.DENIED) {
                    warnings.add(withoutRolesOfTheirOwn());
                }
                if (file == CsvFile.DEMOGRAPHICS && !shared) {
                    warnings.add(withoutBirthDates(presence));
                }
            }
            if (manifest.hasDelta()) {
                warnings.add(SourceWords.CHANGES_ONLY);
            }
            warnings.addAll(reader.warnings());
            return new SourceReport(SourceType.FILE, rows, inactive, warnings, shared, manifest.hasDelta(), null);
        }
    }

    private static Warning leftOut(CsvFile file, Presence presence) {
        return new Warning(
                "FILE_ABSENT",
                0,
                what(file, presence)
                        + " What pickAtime already holds of it was kept; upload again with that file to bring its"
                        + " rows over.");
    }

    private static Warning withoutRolesOfTheirOwn() {
        return new Warning(
                "FILE_ABSENT",
                0,
                what(CsvFile.ROLES, Presence.DENIED) + " Only the roles that users.csv gives were counted.");
    }

    private static Warning withoutBirthDates(Presence presence) {
        var what = presence == Presence.THERE
                ? "demographics.csv holds no birth dates."
                : what(CsvFile.DEMOGRAPHICS, presence);
        return new Warning(
                "DEMOGRAPHICS_NOT_SHARED",
                0,
                what
                        + " So parents cannot link to their students. Upload again with demographics.csv and its column birthDate"
                        + " (YYYY-MM-DD) filled in. Birth dates that pickAtime already holds were kept.");
    }

    private static String what(CsvFile file, Presence presence) {
        return switch (presence) {
            case DENIED ->
                "manifest.csv calls " + file.fileName() + " absent, so the file of that name was not read; set file."
                        + file.property() + " to bulk there if it shall be.";
            case EMPTY -> file.fileName() + " is empty.";
            case ABSENT, THERE -> "The upload holds no " + file.fileName() + ".";
        };
    }
}
