package com.pickatime.imports.csv;

import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.Refusal;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.reading.RecordBatch;
import com.pickatime.imports.staging.Staging;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Copies the files of one zip into the staging area, a bounded number of rows at a time. */
final class RosterFiles {

    private static final int BATCH = 5_000;

    private final RosterZip zip;
    private final Manifest manifest;
    private final Staging staging;
    private final FetchProgress progress;
    private final UserRoles userRoles = new UserRoles();

    RosterFiles(RosterZip zip, Manifest manifest, Staging staging, FetchProgress progress) {
        this.zip = zip;
        this.manifest = manifest;
        this.staging = staging;
        this.progress = progress;
    }

    /** True when the zip holds the file and its manifest does not deny it. */
    boolean holds(CsvFile file) {
        if (manifest.isDelta(file)) {
            throw Incomplete.delta(file.fileName());
        }
        boolean there = zip.has(file.fileName()) && !manifest.denies(file);
        if (!there && (file.isRequired() || manifest.promises(file))) {
            throw Incomplete.missing(file);
        }
        return there;
    }

    /** Copies one file, and tells how many of its rows can be used. */
    long copy(CsvFile file) throws IOException {
        try (var lines = CsvLines.open(zip, file.fileName())) {
            var header = header(file, lines);
            if (file == CsvFile.USERS && !header.has("role")) {
                readRoles();
            }
            return copy(file, header, lines);
        }
    }

    private long copy(CsvFile file, CsvHeader header, CsvLines lines) {
        long records = 0;
        long usable = 0;
        for (var line = lines.next(); line != null; ) {
            var batch = new RecordBatch(file.type());
            for (; line != null && batch.records() < BATCH; line = lines.next()) {
                read(file, header, line, batch);
            }
            batch.copyInto(staging);
            records += batch.records();
            usable += batch.usable();
            progress.fetched(file.type(), records, FetchProgress.UNKNOWN);
            stopIfCancelled();
        }
        return usable;
    }

    private void read(CsvFile file, CsvHeader header, CsvRecord line, RecordBatch batch) {
        var position = position(file, line);
        var values = line.getFields();
        if (fits(header, values)) {
            batch.add(new CsvRow(header, values, userRoles), position);
        } else {
            batch.refuse(position, header.sourceId(values), "row", raggedness(header, values));
        }
    }

    /** Empty values beyond the last column are what spreadsheets leave behind, and say nothing. */
    private static boolean fits(CsvHeader header, List<String> values) {
        return values.size() >= header.size()
                && values.subList(header.size(), values.size()).stream().allMatch(String::isBlank);
    }

    private static String raggedness(CsvHeader header, List<String> values) {
        return "has " + values.size() + " values where the header has " + header.size() + " columns";
    }

    private void readRoles() throws IOException {
        if (!holds(CsvFile.ROLES)) {
            throw Incomplete.withoutColumn(CsvFile.USERS.fileName(), "role, and the zip holds no roles.csv");
        }
        try (var lines = CsvLines.open(zip, CsvFile.ROLES.fileName())) {
            var header = header(CsvFile.ROLES, lines);
            for (var line = lines.next(); line != null; line = lines.next()) {
                readRole(header, line);
            }
        }
    }

    private void readRole(CsvHeader header, CsvRecord line) {
        if (!fits(header, line.getFields())) {
            refuseRole(line, "row", raggedness(header, line.getFields()));
            return;
        }
        var row = new CsvRow(header, line.getFields(), userRoles);
        var user = row.reference("user");
        var role = row.text("role");
        if (user == null || role == null) {
            refuseRole(line, user == null ? "userSourcedId" : "role", "is missing");
        } else if (!"tobedeleted".equalsIgnoreCase(row.text("status"))) {
            userRoles.add(user, role, row.reference("org"));
        }
    }

    private void refuseRole(CsvRecord line, String field, String reason) {
        staging.refuse(new Refusal(RecordType.PERSON, position(CsvFile.ROLES, line), null, field, reason));
    }

    private static CsvHeader header(CsvFile file, CsvLines lines) {
        var first = lines.next();
        if (first == null) {
            throw Incomplete.withoutColumn(file.fileName(), file.columns().get(0));
        }
        return new CsvHeader(file, first.getFields());
    }

    private static String position(CsvFile file, CsvRecord line) {
        return file.fileName() + ":" + line.getStartingLineNumber();
    }

    private static void stopIfCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the import was cancelled");
        }
    }
}
