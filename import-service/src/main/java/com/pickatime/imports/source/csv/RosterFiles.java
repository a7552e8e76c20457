package com.pickatime.imports.source.csv;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.reading.DateOrder;
import com.pickatime.imports.source.reading.RecordBatch;
import com.pickatime.imports.source.reading.RowReader;
import com.pickatime.imports.source.reading.UnreadableRowException;
import com.pickatime.platform.text.Blanks;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Copies the files of one zip into the staging area, a bounded number of rows at a time. */
final class RosterFiles {

    private static final int BATCH = 5_000;

    private final RosterZip zip;
    private final Manifest manifest;
    private final Staging staging;
    private final FetchProgress progress;
    private final RowReader reader;
    private final UserRoles userRoles = new UserRoles();
    private final Map<CsvFile, DateOrder> dateOrders = new EnumMap<>(CsvFile.class);

    RosterFiles(RosterZip zip, Manifest manifest, Staging staging, FetchProgress progress, RowReader reader) {
        this.zip = zip;
        this.manifest = manifest;
        this.staging = staging;
        this.progress = progress;
        this.reader = reader;
    }

    /** What there is of a file. */
    enum Presence {
        THERE,
        ABSENT,
        /** There, but the manifest calls it absent. */
        DENIED,
        /** There, but without even a first line. */
        EMPTY
    }

    /** How many rows of a file can be used, how many say that something is no more, and how many are bad. */
    record Copied(long usable, long inactive, long refused) {

        static final Copied NOTHING = new Copied(0, 0, 0);
    }

    /** Anything but {@code THERE} only of files that a roster can do without. */
    Presence presence(CsvFile file) {
        if (file == CsvFile.ROLES && manifest.isDelta(file)) {
            throw Incomplete.rolesOfDelta();
        }
        boolean there = zip.has(file.fileName());
        boolean needed = file.isRequired() && !manifest.hasDelta();
        if (needed && manifest.denies(file)) {
            throw Incomplete.denied(file);
        }
        if (!there && manifest.promises(file)) {
            throw Incomplete.promised(file);
        }
        if (!there && needed) {
            throw Incomplete.missing(file);
        }
        if (!there || manifest.denies(file)) {
            return there ? Presence.DENIED : Presence.ABSENT;
        }
        return needed || hasLines(file) ? Presence.THERE : Presence.EMPTY;
    }

    private boolean hasLines(CsvFile file) {
        try (var lines = CsvLines.open(zip, file.fileName())) {
            return lines.next() != null;
        }
    }

    /** Copies one file. */
    Copied copy(CsvFile file) {
        if (manifest.isDelta(file)) {
            staging.onlyChanges(file.type());
        }
        try (var lines = CsvLines.open(zip, file.fileName())) {
            var header = header(file, lines);
            if (file == CsvFile.USERS) {
                readRoles(header.has("role"));
            }
            return copy(file, header, lines);
        }
    }

    private Copied copy(CsvFile file, CsvHeader header, CsvLines lines) {
        long records = 0;
        long usable = 0;
        long inactive = 0;
        long refused = 0;
        for (var line = lines.next(); line != null; ) {
            var batch = reader.batch(file.type());
            for (; line != null && batch.records() < BATCH; line = lines.next()) {
                read(file, header, line, batch);
            }
            batch.copyInto(staging);
            records += batch.records();
            usable += batch.usable();
            inactive += batch.inactive();
            refused += batch.refused();
            progress.fetched(file.type(), records, FetchProgress.UNKNOWN);
            stopIfCancelled();
        }
        return new Copied(usable, inactive, refused);
    }

    private void read(CsvFile file, CsvHeader header, CsvRecord line, RecordBatch batch) {
        var position = position(file, line);
        var values = line.getFields();
        if (fits(header, values)) {
            batch.add(row(file, header, values), position);
        } else {
            batch.refuse(position, header.sourceId(values), "row", raggedness(header, values));
        }
    }

    private CsvRow row(CsvFile file, CsvHeader header, List<String> values) {
        return new CsvRow(header, values, userRoles, () -> dateOrder(file));
    }

    /**
     * What all dates of a file prove together. Looked for only when a date is met that could be read in two ways, because it
     * means reading the file once more.
     */
    private DateOrder dateOrder(CsvFile file) {
        var known = dateOrders.get(file);
        if (known != null) {
            return known;
        }
        var order = DateOrder.UNPROVEN;
        try (var lines = CsvLines.open(zip, file.fileName())) {
            var header = header(file, lines);
            for (var line = lines.next(); line != null; line = lines.next()) {
                for (var column : file.dateColumns()) {
                    order = order.after(header.value(line.getFields(), column));
                }
            }
        }
        dateOrders.put(file, order);
        return order;
    }

    /** Values are missing at the end of a row, or empty ones are too many, where spreadsheets were at work. */
    private static boolean fits(CsvHeader header, List<String> values) {
        return values.size() <= header.size()
                || values.subList(header.size(), values.size()).stream().allMatch(Blanks::isBlank);
    }

    private static String raggedness(CsvHeader header, List<String> values) {
        return "has " + values.size() + " values where the header has " + header.size() + " columns";
    }

    private void readRoles(boolean usersHaveRoles) {
        var presence = presence(CsvFile.ROLES);
        if (presence != Presence.THERE) {
            if (!usersHaveRoles) {
                throw Incomplete.withoutRoles(presence);
            }
            return;
        }
        try (var lines = CsvLines.open(zip, CsvFile.ROLES.fileName())) {
            var header = header(CsvFile.ROLES, lines);
            for (var line = lines.next(); line != null; line = lines.next()) {
                readRole(header, line);
            }
        }
    }

    private void readRole(CsvHeader header, CsvRecord line) {
        var row = row(CsvFile.ROLES, header, line.getFields());
        var user = row.reference("user");
        var role = row.text("role");
        if (!fits(header, line.getFields())) {
            refuseRole(line, user, "row", raggedness(header, line.getFields()));
        } else if (user == null || role == null) {
            refuseRole(line, user, user == null ? "userSourcedId" : "role", "is missing");
        } else {
            addRole(row, user, role, line);
        }
    }

    private void addRole(CsvRow row, String user, String role, CsvRecord line) {
        try {
            if (!reader.isOver(row)) {
                userRoles.add(user, role, row.reference("org"));
            }
        } catch (UnreadableRowException e) {
            refuseRole(line, user, e.field(), e.reason());
        }
    }

    private void refuseRole(CsvRecord line, @Nullable String user, String field, String reason) {
        staging.refuse(new RowRefusal(RecordType.PERSON, position(CsvFile.ROLES, line), user, field, reason));
    }

    /** Excel's own line about the separator may stand before the column names. */
    private static CsvHeader header(CsvFile file, CsvLines lines) {
        var first = lines.next();
        if (first != null && String.join(",", first.getFields()).equalsIgnoreCase("sep=,")) {
            first = lines.next();
        }
        if (first == null) {
            throw Incomplete.empty(file.fileName());
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
