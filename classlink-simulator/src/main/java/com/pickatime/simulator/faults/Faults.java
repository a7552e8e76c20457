package com.pickatime.simulator.faults;

import com.pickatime.simulator.district.Edits;
import com.pickatime.simulator.tables.Collection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The faults that are switched on, and the revision of the roster that follows from their coming and going. */
@Component
public class Faults {

    private final Clock clock;
    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
    private final AtomicLong lastId = new AtomicLong();
    private final AtomicLong revision = new AtomicLong(1);
    private final AtomicLong changes = new AtomicLong();

    public Faults(Clock clock) {
        this.clock = clock;
    }

    /** Switches a fault on, beside those that are. */
    public ActiveFault switchOn(Fault fault) {
        var added = new ActiveFault(lastId.incrementAndGet(), fault, clock.instant(), new AtomicInteger());
        active.add(added);
        changes.incrementAndGet();
        noteChange(fault);
        return added;
    }

    /** Switches a fault off and undoes what it changed; false if there is none of this id. */
    public boolean switchOff(long id) {
        return removeIf(candidate -> candidate.id() == id);
    }

    public void switchAllOff() {
        removeIf(candidate -> true);
    }

    /** All that are on, in the order they were switched on; counted ones stay listed until their last request. */
    public List<ActiveFault> active() {
        return List.copyOf(active);
    }

    /** The fault of this type that was switched on last. */
    public <F extends Fault> Optional<F> find(Class<F> type) {
        return all(type).reduce((earlier, later) -> later);
    }

    /** The fault of this type that was switched on last for a collection. */
    public <F extends Fault.OnCollection> Optional<F> find(Class<F> type, Collection collection) {
        return all(type).filter(fault -> fault.collection() == collection).reduce((earlier, later) -> later);
    }

    /** Like {@link #find(Class, Collection)}, and uses up one of the requests the fault is meant for. */
    public <F extends Fault.Counted> Optional<F> take(Class<F> type, Collection collection) {
        for (var candidate : active) {
            if (type.isInstance(candidate.fault())) {
                var fault = type.cast(candidate.fault());
                if (fault.collection() == collection && candidate.take(fault.times())) {
                    forgetIfSpent(candidate, fault.times());
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    /** How often faults were switched on and off: while it stays the same, the same records are shown. */
    public long changes() {
        return changes.get();
    }

    /** Counts a page that is about to be answered. */
    public void countPage(Collection collection) {
        for (var candidate : active) {
            if (candidate.fault() instanceof Fault.Numbered fault && fault.collection() == collection) {
                candidate.hits().incrementAndGet();
            }
        }
    }

    /** The places by which the order of the page that was counted last is turned round. */
    public int shift(Collection collection) {
        return pages(Fault.ShiftingOrder.class, collection)
                .mapToInt(candidate -> candidate.hits().get() - 1)
                .max()
                .orElse(0);
    }

    /** The most records that the page that was counted last may have. */
    public int mostRows(Collection collection) {
        return pages(Fault.ShortPage.class, collection)
                .filter(candidate -> candidate.fault() instanceof Fault.ShortPage fault
                        && candidate.hits().get() == fault.page())
                .mapToInt(candidate -> ((Fault.ShortPage) candidate.fault()).rows())
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** How many records are gone from the start of the collection. */
    public int purged(Collection collection) {
        return pages(Fault.RowsPurged.class, collection)
                .filter(candidate -> candidate.fault() instanceof Fault.RowsPurged fault
                        && candidate.hits().get() > fault.afterPages())
                .mapToInt(candidate -> ((Fault.RowsPurged) candidate.fault()).rows())
                .max()
                .orElse(0);
    }

    /** The edits of people that are in force. */
    public Edits edits() {
        var edits = Edits.NONE;
        for (var candidate : active) {
            if (candidate.fault() instanceof Fault.PeopleRekeyed) {
                edits = edits.rekeyed(candidate.since());
            }
            if (candidate.fault() instanceof Fault.OnPerson change) {
                edits = edits.and(change.sourcedId(), change.edit(candidate.since()));
            }
        }
        return edits;
    }

    /** The revision that the page about to be sent shows. */
    public long revisionOfNextPage() {
        for (var candidate : active()) {
            if (candidate.fault() instanceof Fault.RevisionChange change && !candidate.take(change.afterPages())) {
                active.remove(candidate);
                revision.incrementAndGet();
            }
        }
        return revision.get();
    }

    /** Counts a request that shows a token; whether all tokens that were given are over with it. */
    public boolean endTokens() {
        for (var candidate : active()) {
            if (candidate.fault() instanceof Fault.TokensExpire fault && !candidate.take(fault.afterRequests())) {
                return active.remove(candidate);
            }
        }
        return false;
    }

    private Stream<ActiveFault> pages(Class<? extends Fault.Numbered> type, Collection collection) {
        return active.stream()
                .filter(candidate -> type.isInstance(candidate.fault())
                        && type.cast(candidate.fault()).collection() == collection);
    }

    private <F extends Fault> Stream<F> all(Class<F> type) {
        return active.stream().map(ActiveFault::fault).filter(type::isInstance).map(type::cast);
    }

    private void forgetIfSpent(ActiveFault candidate, int times) {
        if (candidate.hits().get() >= times) {
            active.remove(candidate);
        }
    }

    private boolean removeIf(Predicate<ActiveFault> condition) {
        var gone = active.stream().filter(condition).toList();
        active.removeAll(gone);
        changes.incrementAndGet();
        gone.forEach(removed -> noteChange(removed.fault()));
        return !gone.isEmpty();
    }

    private void noteChange(Fault fault) {
        if (fault instanceof Fault.ChangesRoster) {
            revision.incrementAndGet();
        }
    }
}
