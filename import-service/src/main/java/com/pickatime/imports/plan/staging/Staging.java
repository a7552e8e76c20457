package com.pickatime.imports.plan.staging;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.compare.IdChanges;
import com.pickatime.imports.plan.staging.compare.Listing;
import com.pickatime.imports.plan.staging.compare.Shelf;
import com.pickatime.imports.plan.staging.load.Loader;
import com.pickatime.imports.plan.staging.load.PersonKeys;
import com.pickatime.imports.plan.staging.load.Resolution;
import com.pickatime.imports.plan.staging.result.Buckets;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.ChangedIds;
import com.pickatime.imports.plan.staging.result.ListedChange;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.ShelvedRow;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.plan.staging.store.StagingDatabase;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
            SELECT type, position, seq, sealed, field, reason, unreadable
            FROM (SELECT * FROM refusal UNION ALL SELECT * FROM noted)
            ORDER BY type, position LIMIT\s""";

    private final StagingDatabase database;
    private final RowCrypto crypto;
    private final Loader loader;
    private final PersonKeys keys;
    private final Comparison comparison;
    private final Shelf shelf;
    private final Listing listing;
    private final IdChanges idChanges;
    private final long mostRefused;
    private final List<RowRefusal> newRefusals = new ArrayList<>();
    private final Map<String, RefusedOfPlace> refusedOf = new HashMap<>();

    /** Held, one beside the other, while something is added, and alone while that must have ended. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    private final Set<RecordType> toldChangesAlone = EnumSet.noneOf(RecordType.class);
    private RosterChoice choice = RosterChoice.ALL;
    private volatile @Nullable Plan plan;
    private boolean restoring;
    private @Nullable String school;
    private @Nullable ChangedIds changedIds;

    private Staging(StagingDatabase database, KeyedHash hash, BusinessId business, long mostRefused) {
        this.database = database;
        this.mostRefused = mostRefused;
        crypto = new RowCrypto(hash, business);
        loader = new Loader(database, crypto);
        keys = PersonKeys.create(database, crypto);
        comparison = new Comparison(database, crypto);
        shelf = new Shelf(database, crypto);
        listing = new Listing(database, crypto);
        idChanges = new IdChanges(database, crypto);
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

    /** Says which part of the roster is wanted; all of it where nobody says so. */
    public synchronized void choose(RosterChoice wanted) {
        requireUnplanned();
        choice = wanted;
    }

    /** Adds rows of any types; of two with one source ID the first stays. */
    public void add(List<RosterRow> rows) {
        addVersions(rows.stream().map(row -> new RowVersion(row, null)).toList());
    }

    /** Adds rows of any types; of two with one source ID the one modified last stays. */
    public void addVersions(List<RowVersion> rows) {
        besideOthers(() -> {
            loader.beside().rows(rows);
            keys.beside().rows(rows);
        });
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

    /**
     * Says that what is added was stored once, and shall be again just so: none of what is doubted of a source's rows is, and nothing
     * that is stored stays because no row tells of it. Who is in quarantine stays there.
     *
     * @param ofSchool source ID of the one organisation whose part shall be as it was: the rest stays as it is stored; null for all
     */
    public synchronized void restore(@Nullable String ofSchool) {
        requireUnplanned();
        restoring = true;
        school = ofSchool;
    }

    /** Notes that the source tells of a type only what changed: what is stored of it is kept, but for what is withdrawn. */
    public synchronized void onlyChanges(RecordType type) {
        keepStored(type);
        toldChangesAlone.add(type);
    }

    /** Whether the source told of a type only what changed, and so not who or what is gone. */
    public synchronized boolean hasOnlyChanges(RecordType type) {
        return toldChangesAlone.contains(type);
    }

    /**
     * Notes that the source says of these that they are no more. Where it tells everything of the type, that is no news: what it
     * does not have is gone anyway.
     */
    public synchronized void withdraw(RecordType type, List<String> sourceIds) {
        requireUnplanned();
        loader.withdrawn(type, sourceIds);
    }

    /** Adds what the contact service has stored now; each entity once. */
    public void addStored(List<StoredEntry> entries) {
        besideOthers(() -> {
            loader.beside().stored(entries);
            keys.beside().stored(entries);
        });
    }

    /** What is added costs the more, the more of it has to be sealed: several threads may do that at once. */
    private void besideOthers(Runnable adding) {
        open.readLock().lock();
        try {
            requireUnplanned();
            adding.run();
        } finally {
            open.readLock().unlock();
        }
    }

    /**
     * What would change; worked out at the first call.
     *
     * @throws com.pickatime.imports.plan.staging.load.NothingLeftException if what was chosen leaves nothing
     */
    public synchronized Plan plan() {
        open.writeLock().lock();
        try {
            var known = plan;
            if (known == null) {
                known = planned();
                plan = known;
            }
            return known;
        } finally {
            open.writeLock().unlock();
        }
    }

    private Plan planned() {
        flushRefusals();
        var resolution = new Resolution(database, crypto, loader, choice);
        if (restoring) {
            resolution.restore(school);
        } else {
            resolution.resolve();
        }
        return comparison.plan(choice);
    }

    /** People whom the plan removes under one source ID and adds under another; worked out at the first call. */
    public synchronized ChangedIds changedIds() {
        if (changedIds == null) {
            plan();
            changedIds = idChanges.find();
        }
        return changedIds;
    }

    /** Some of them, from the one of this place on, counted from 0. */
    public synchronized List<ChangedIds.Pair> changedIds(long from, int most) {
        changedIds();
        return idChanges.some(from, most);
    }

    /**
     * Hands over every change of the plan in batches, each type after those it refers to: organisations, sessions,
     * courses, classes, persons, demographics, enrollments. A batch holds one type.
     *
     * @throws IllegalStateException before {@link #plan}
     */
    public synchronized void changes(int batchSize, Consumer<List<Change>> consumer) {
        requirePlanned();
        comparison.changes(batchSize, consumer);
    }

    /**
     * What the roster will hold, dealt out.
     *
     * @throws IllegalStateException before {@link #plan}
     */
    public synchronized Buckets buckets() {
        requirePlanned();
        return comparison.buckets();
    }

    /**
     * Lays out, of what a type will hold, those of {@code number} buckets that are wanted, in the place of what was laid out before.
     *
     * @throws IllegalStateException before {@link #plan}
     */
    public synchronized void shelve(RecordType type, int number, BitSet wanted) {
        requirePlanned();
        shelf.fill(type, number, wanted);
    }

    /** What was laid out, of the buckets from one, inclusive, to another, exclusive: in their order, and in each always in the same. */
    public synchronized List<ShelvedRow> shelved(RecordType type, int from, int to) {
        return shelf.rows(type, from, to);
    }

    /**
     * Puts the plan's changes in order for people, {@code most} of them: first what goes and what changes, then what comes. Gives how
     * many there are in it, and is called once.
     *
     * @throws IllegalStateException before {@link #plan}
     */
    public synchronized long list(int most) {
        requirePlanned();
        return listing.fill(most);
    }

    /** Those from one line, inclusive, to another, exclusive, of what {@link #list} put in order. */
    public synchronized List<ListedChange> listed(long from, long to) {
        return listing.lines(from, to);
    }

    /** How many rows were refused, left out, or are worth a look so far: so many {@link #refusals} there are. */
    public synchronized long refused() {
        flushRefusals();
        return database.count("SELECT (SELECT count(*) FROM refusal) + (SELECT count(*) FROM noted)");
    }

    /** The refusals so far, and the rows that are worth a look, at most {@code limit}; which ones is not said where there are more. */
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
        open.writeLock().lock();
        try {
            database.close();
        } finally {
            open.writeLock().unlock();
        }
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

    private void requirePlanned() {
        if (plan == null) {
            throw new IllegalStateException("there are no changes before there is a plan");
        }
    }

    private void requireUnplanned() {
        if (plan != null) {
            throw new IllegalStateException("nothing can be added once there is a plan");
        }
    }
}
