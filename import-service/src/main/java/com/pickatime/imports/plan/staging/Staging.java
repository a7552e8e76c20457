package com.pickatime.imports.plan.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.load.Loader;
import com.pickatime.imports.plan.staging.load.Resolution;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * One run's roster on local disk, and the plan that follows from it.
 *
 * <p>First everything is put in, by {@link #add}, {@link #refuse} and {@link #addStored}; then {@link #plan} closes it. Every
 * method blocks. Safe for use by several threads; {@link #close} waits for what is under way.
 *
 * <p>Memory stays bounded, whatever the size of the roster. On disk, rows
 * are sealed and source IDs replaced with keys that live as long as this object.
 */
public final class Staging implements AutoCloseable {

    private static final int REFUSALS_AT_ONCE = 1_000;

    /** How many refusals an exception shows. */
    private static final int SHOWN = 3;

    private static final String REFUSALS = """
            SELECT type, position, seq, sealed, field, reason, unreadable FROM refusal
            ORDER BY type, position LIMIT\s""";

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final Loader loader;
    private final Comparison comparison;
    private final long mostRefused;
    private final List<RowRefusal> newRefusals = new ArrayList<>();
    private final Map<String, RefusedOfPlace> refusedOf = new HashMap<>();
    private @Nullable Plan plan;

    private Staging(StagingDatabase database, KeyedHash hash, BusinessId business, long mostRefused) {
        this.database = database;
        this.mostRefused = mostRefused;
        crypto = new RowCrypto(hash, business);
        loader = new Loader(database, crypto);
        comparison = new Comparison(database, crypto);
    }

    /** How many rows of one file or collection were refused, and the first of them. */
    private static final class RefusedOfPlace {

        private final List<RowRefusal> first = new ArrayList<>(SHOWN);
        private long count;

        void add(RowRefusal refusal) {
            count++;
            if (first.size() < SHOWN) {
                first.add(refusal);
            }
        }
    }

    /** As {@link #open(Path, KeyedHash, BusinessId, DataSize, long)}, with as much as the service gives it by default. */
    public static Staging open(Path directory, KeyedHash hash, BusinessId business) {
        return open(directory, hash, business, DataSize.ofMegabytes(256), 250_000);
    }

    /**
     * An empty staging area in a new directory inside {@code directory}.
     *
     * @param business whose roster it is
     * @param memory what the database may use outside the heap
     * @param mostRefused rows of one file or collection that may be refused
     * @throws StagingException if the disk does not allow it
     */
    public static Staging open(Path directory, KeyedHash hash, BusinessId business, DataSize memory, long mostRefused) {
        return new Staging(StagingDatabase.create(directory, memory), hash, business, mostRefused);
    }

    /** Adds rows of any types; of two with one source ID the first stays. */
    public synchronized void add(List<RosterRow> rows) {
        addVersions(rows.stream().map(row -> new RowVersion(row, null)).toList());
    }

    /** Adds rows of any types; of two with one source ID the one modified last stays. */
    public synchronized void addVersions(List<RowVersion> rows) {
        requireUnplanned();
        loader.rows(rows);
    }

    /**
     * Notes a row that could not be read; if its entity is stored, it is kept as it is.
     *
     * @throws TooManyRefusedException if this was one more than may be refused of a file or collection; it was noted
     */
    public synchronized void refuse(RowRefusal refusal) {
        requireUnplanned();
        newRefusals.add(refusal);
        if (newRefusals.size() == REFUSALS_AT_ONCE) {
            flushRefusals();
        }
        var place = refusal.place();
        var refused = refusedOf.computeIfAbsent(place, unseen -> new RefusedOfPlace());
        refused.add(refusal);
        if (refused.count > mostRefused) {
            throw new TooManyRefusedException(place, refused.count, refused.first);
        }
    }

    /** Notes that the source says nothing at all about a type, so that what is stored of it is kept as it is. */
    public synchronized void keepStored(RecordType type) {
        requireUnplanned();
        loader.silent(type);
    }

    /** Adds what the contact service has stored now; each entity once. */
    public synchronized void addStored(List<StoredEntry> entries) {
        requireUnplanned();
        loader.stored(entries);
    }

    /** What would change; worked out at the first call. */
    public synchronized Plan plan() {
        if (plan == null) {
            flushRefusals();
            new Resolution(database, crypto, loader).resolve();
            plan = comparison.plan();
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
        comparison.changes(batchSize, consumer);
    }

    /** How many rows were refused or left out so far. */
    public synchronized long refused() {
        flushRefusals();
        return database.count("SELECT count(*) FROM refusal");
    }

    /** The refusals so far, at most {@code limit}; which ones is not said where there are more. */
    public synchronized List<RowRefusal> refusals(int limit) {
        flushRefusals();
        var refusals = new ArrayList<RowRefusal>();
        database.each(REFUSALS + limit, row -> {
            long number = row.getLong(3);
            var sealed = row.getBytes(4);
            var type = RecordType.valueOf(row.getString(1));
            refusals.add(new RowRefusal(
                    type,
                    row.getString(2),
                    sealed == null ? null : sourceId(type, number, sealed, row.getBoolean(7)),
                    row.getString(5),
                    row.getString(6)));
        });
        return refusals;
    }

    /** Where a file of the run's own may be written; it goes with everything else. */
    public Path file(String name) {
        return database.directory().resolve(name);
    }

    /** Deletes everything from the disk. */
    @Override
    public synchronized void close() {
        database.close();
    }

    /** Of a row that could not be read the source ID alone is kept, of one that points nowhere the row. */
    private String sourceId(RecordType type, long number, byte[] sealed, boolean unreadable) {
        return unreadable
                ? crypto.openText(number, sealed)
                : crypto.open(type, number, sealed).sourceId();
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
