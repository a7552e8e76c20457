package com.pickatime.contacts.intake;

import com.pickatime.contacts.ledger.ProcessedRecord;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.reading.ReadRecord;
import com.pickatime.contacts.reading.ReadRecord.BarrierRecord;
import com.pickatime.contacts.reading.ReadRecord.ChangeRecord;
import com.pickatime.contacts.reading.ReadRecord.QuarantineRecord;
import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import com.pickatime.contacts.store.QuarantineMark;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.platform.ids.BusinessId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of one poll, in order within each partition. */
record RosterBatch(List<ReadRecord> records) {

    /**
     * The changes to write, in rounds that must follow each other; no round has two changes of one document.
     *
     * <p>Of several changes to one document only the highest revision is written. A removal is the exception: the fields
     * of the change that it overtook are kept with the removed document, so they go first; and so does a removal that was
     * overtaken, because who was away and came back may be another one.
     */
    List<List<RosterChange>> rounds() {
        var last = new LatestChanges();
        var contents = new LatestChanges();
        var removals = new LatestChanges();
        of(ChangeRecord.class).map(ChangeRecord::change).forEach(change -> {
            var older = last.add(change);
            if (older != null) {
                (older.content() == null ? removals : contents).add(older);
            }
        });
        contents.keepOnly(last::endsWithRemoval);
        removals.keepOnly(change -> !last.endsWithRemoval(change));
        var overtaken =
                Stream.concat(contents.all().stream(), removals.all().stream()).toList();
        return Stream.of(overtaken, last.all())
                .filter(round -> !round.isEmpty())
                .toList();
    }

    /** Who is put into quarantine or released: of each contact what the highest revision says. */
    Collection<QuarantineMark> marks() {
        return Stream.concat(
                        of(QuarantineRecord.class).map(record -> mark(record.run(), record.sourceId(), true)),
                        of(ChangeRecord.class)
                                .filter(ChangeRecord::releases)
                                .map(record ->
                                        mark(record.run(), record.change().sourceId(), false)))
                .collect(Collectors.toMap(
                        mark -> List.of(mark.businessId(), mark.sourceId()),
                        mark -> mark,
                        BinaryOperator.maxBy(Comparator.comparingLong(QuarantineMark::revision))))
                .values();
    }

    private static QuarantineMark mark(RunKey run, String sourceId, boolean begins) {
        return new QuarantineMark(run.businessId(), sourceId, run.revision(), begins);
    }

    /** The highest revision by business. */
    Map<BusinessId, Long> revisions() {
        var revisions = new HashMap<BusinessId, Long>();
        runs().forEach(run -> revisions.merge(run.businessId(), run.revision(), Math::max));
        return revisions;
    }

    /** The imports that anything usable in this batch belongs to. */
    Set<RunKey> runs() {
        var runs = new LinkedHashSet<RunKey>();
        RunKey last = null;
        for (var record : records) {
            var run =
                    record instanceof RefusedRecord ? null : record.processed().run();
            if (run != null && !run.equals(last)) {
                runs.add(run);
                last = run;
            }
        }
        return runs;
    }

    List<BarrierRecord> barriers() {
        return of(BarrierRecord.class).toList();
    }

    List<RefusedRecord> refusals() {
        return of(RefusedRecord.class).toList();
    }

    List<ProcessedRecord> processed() {
        return records.stream().map(ReadRecord::processed).toList();
    }

    /** The same batch after the store refused some of its changes. */
    RosterBatch without(List<RosterChange> refused) {
        return refused.isEmpty()
                ? this
                : new RosterBatch(records.stream()
                        .map(record -> record instanceof ChangeRecord changed && isAmong(refused, changed.change())
                                ? changed.refusedByStore()
                                : record)
                        .toList());
    }

    private static boolean isAmong(List<RosterChange> changes, RosterChange wanted) {
        return changes.stream().anyMatch(change -> change == wanted);
    }

    private <T extends ReadRecord> Stream<T> of(Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }
}
