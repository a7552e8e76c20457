package com.pickatime.imports.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.roster.Refusal;
import com.pickatime.imports.roster.RosterRow;
import com.pickatime.imports.staging.row.RowSeal;
import com.pickatime.imports.staging.store.StagingDatabase;
import com.pickatime.imports.staging.store.StagingDirectory;
import com.pickatime.imports.staging.store.StagingException;
import com.pickatime.platform.crypto.KeyedHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run's roster on local disk, and the plan that follows from it.
 *
 * <p>First everything is put in, by {@link #add}, {@link #refuse} and {@link #hold}; then {@link #plan} closes it. Every
 * method blocks. Safe for use by several threads; {@link #close} waits for what is under way.
 *
 * <p>Memory stays bounded, about 256 MB outside the heap, whatever the size of the roster. On disk, rows are sealed with a
 * key that lives as long as this object.
 */
public final class Staging implements AutoCloseable {

    private static final int REFUSALS_AT_ONCE = 1_000;

    private final StagingDatabase database;
    private final KeyedHash hash;
    private final RowSeal seal = new RowSeal();
    private final Loader loader;
    private final List<Refusal> newRefusals = new ArrayList<>();
    private @Nullable Plan plan;

    private Staging(StagingDatabase database, KeyedHash hash) {
        this.database = database;
        this.hash = hash;
        loader = new Loader(database, hash, seal);
    }

    /**
     * An empty staging area in a new directory inside {@code directory}.
     *
     * @throws StagingException if the disk does not allow it
     */
    public static Staging open(Path directory, KeyedHash hash) {
        return new Staging(StagingDatabase.create(directory), hash);
    }

    /** Deletes what crashed runs left in {@code directory}; call it before the first run begins. */
    public static void deleteLeftOver(Path directory) {
        StagingDirectory.deleteLeftOver(directory);
    }

    /** Adds rows of any types; of two with one source ID the first stays. */
    public synchronized void add(List<? extends RosterRow> rows) {
        addVersions(rows.stream().map(row -> new RowVersion(row, null)).toList());
    }

    /** Adds rows of any types; of two with one source ID the one modified last stays. */
    public synchronized void addVersions(List<RowVersion> rows) {
        requireUnplanned();
        loader.rows(rows);
    }

    /** Notes a row that could not be read; if its entity is held, it is kept as it is. */
    public synchronized void refuse(Refusal refusal) {
        requireUnplanned();
        newRefusals.add(refusal);
        if (newRefusals.size() == REFUSALS_AT_ONCE) {
            flushRefusals();
        }
    }

    /** Notes that the source says nothing at all about a type, so that what is held of it is kept as it is. */
    public synchronized void keepHeld(RecordType type) {
        requireUnplanned();
        loader.silent(type);
    }

    /** Adds what the contact service holds now; each entity once. */
    public synchronized void hold(List<HeldEntry> entries) {
        requireUnplanned();
        loader.held(entries);
    }

    /** What would change; worked out at the first call. */
    public synchronized Plan plan() {
        if (plan == null) {
            flushRefusals();
            new Resolution(database, hash, seal, loader).resolve();
            var comparison = new Comparison(database);
            comparison.compare();
            var findings = new Findings(database);
            plan = new Plan(comparison.totals(), findings.facts(), comparison.digest(), findings.warnings());
        }
        return plan;
    }

    /**
     * Hands over every change of the plan in batches, each type after those it refers to: organisations, sessions,
     * courses, classes, persons, demographics, enrollments. A batch holds one type.
     *
     * @throws IllegalStateException before {@link #plan}
     */
    public synchronized void changes(int batchSize, Consumer<List<Change>> consumer) {
        if (plan == null) {
            throw new IllegalStateException("there are no changes before there is a plan");
        }
        new ChangeReader(database, seal).read(batchSize, consumer);
    }

    /** How many rows were refused or left out so far. */
    public synchronized long refused() {
        flushRefusals();
        return database.count("SELECT count(*) FROM refusal");
    }

    /** The refusals so far, at most {@code limit}; which ones is not said where there are more. */
    public synchronized List<Refusal> refusals(int limit) {
        flushRefusals();
        var refusals = new ArrayList<Refusal>();
        database.each(
                "SELECT type, position, source_id, field, reason FROM refusal ORDER BY type, position LIMIT " + limit,
                row -> refusals.add(new Refusal(
                        RecordType.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))));
        return refusals;
    }

    /** Deletes everything from the disk. */
    @Override
    public synchronized void close() {
        database.close();
    }

    private void flushRefusals() {
        if (!newRefusals.isEmpty()) {
            loader.refusals(newRefusals);
            newRefusals.clear();
        }
    }

    private void requireUnplanned() {
        if (plan != null) {
            throw new IllegalStateException("nothing can be added once there is a plan");
        }
    }
}
