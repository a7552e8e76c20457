package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.ProcessedRecord;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.reading.ReadRecord;
import com.pickatime.contacts.reading.RefusalReason;
import com.pickatime.contacts.store.QuarantineMark;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterContent;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class RosterBatchTest {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final RosterContent CONTENT = new RosterContent(new byte[16], new BsonDocument());

    private final AtomicLong offsets = new AtomicLong();

    @Test
    void writesOfSeveralChangesToOneDocumentOnlyTheNewest() {
        var newest = upsert("s1", 3);
        var other = upsert("s2", 1);

        assertThat(batch(upsert("s1", 2), newest, upsert("s1", 1), other).rounds())
                .singleElement()
                .satisfies(round -> assertThat(round).containsExactlyInAnyOrder(newest, other));
    }

    @Test
    void writesOfTwoChangesWithOneRevisionTheFirstAsTheStoreWould() {
        var first = upsert("s1", 2);
        var second = new RosterChange(
                RosterCollection.CONTACTS,
                BUSINESS,
                "s1",
                2,
                new ImportId("run-2"),
                new RosterContent(new byte[16], BsonDocument.parse("{a: 1}")));

        assertThat(batch(first, second).rounds()).containsExactly(List.of(first));
    }

    @Test
    void writesTheFieldsThatARemovalOvertookBeforeTheRemoval() {
        var last = upsert("s1", 2);
        var removal = remove("s1", 3);

        assertThat(batch(upsert("s1", 1), last, removal).rounds()).containsExactly(List.of(last), List.of(removal));
        assertThat(batch(removal, upsert("s1", 1), last).rounds()).containsExactly(List.of(last), List.of(removal));
    }

    @Test
    void writesARemovalBeforeTheReturnThatOvertookIt() {
        var removal = remove("s1", 3);
        var returned = upsert("s1", 5);

        assertThat(batch(upsert("s1", 1), removal, upsert("s1", 4), returned).rounds())
                .containsExactly(List.of(removal), List.of(returned));
        assertThat(batch(upsert("s1", 1), upsert("s1", 4), returned).rounds()).containsExactly(List.of(returned));
    }

    @Test
    void keepsTheSameSourceIdInTwoCollectionsApart() {
        var person = upsert("s1", 1);
        var securityValue =
                new RosterChange(RosterCollection.SECURITY_VALUES, BUSINESS, "s1", 1, new ImportId("run-1"), CONTENT);

        assertThat(batch(person, securityValue).rounds())
                .singleElement()
                .satisfies(round -> assertThat(round).containsExactlyInAnyOrder(person, securityValue));
    }

    @Test
    void knowsTheHighestRevisionAndTheImportsOfEachBusiness() {
        var batch = batch(upsert("s1", 2), upsert("s2", 5), upsert("s3", 2));

        assertThat(batch.revisions()).isEqualTo(Map.of(BUSINESS, 5L));
        assertThat(batch.runs()).containsExactlyInAnyOrder(run(2), run(5));
    }

    @Test
    void countsEveryRecordAlsoThoseItDoesNotWrite() {
        var processed = batch(upsert("s1", 1), upsert("s1", 2)).processed();

        assertThat(processed)
                .extracting(ProcessedRecord::outcome)
                .containsExactly(ProcessedRecord.Outcome.APPLIED, ProcessedRecord.Outcome.APPLIED);
    }

    @Test
    void turnsWhatTheStoreRefusedIntoRefusals() {
        var refused = upsert("s1", 1);
        var batch = batch(refused, upsert("s2", 1)).without(List.of(refused));

        assertThat(batch.refusals())
                .singleElement()
                .extracting(ReadRecord.RefusedRecord::reason)
                .isEqualTo(RefusalReason.REFUSED_BY_STORE);
        assertThat(batch.processed())
                .extracting(ProcessedRecord::outcome)
                .containsExactly(ProcessedRecord.Outcome.REFUSED, ProcessedRecord.Outcome.APPLIED);
        assertThat(batch.rounds().get(0)).hasSize(1);
    }

    @Test
    void letsARefusedRecordsImportTouchNothing() {
        var refused = new ReadRecord.RefusedRecord(origin(), RefusalReason.MISSING_FIELD, run(9), RosterDigest.EMPTY);
        var ended = new ReadRecord.BarrierRecord(origin(), run(1), new Barrier(0, RosterDigest.EMPTY));

        var batch = new RosterBatch(List.of(refused, ended));

        assertThat(batch.revisions()).isEqualTo(Map.of(BUSINESS, 1L));
        assertThat(batch.barriers()).containsExactly(ended);
        assertThat(batch.rounds()).isEmpty();
    }

    @Test
    void tellsOfEachContactWhatTheHighestRevisionSaysOfItsQuarantine() {
        var begins = new ReadRecord.QuarantineRecord(origin(), run(4), "s1", RosterDigest.EMPTY);
        var earlier = new ReadRecord.QuarantineRecord(origin(), run(2), "s2", RosterDigest.EMPTY);
        var released = new ReadRecord.ChangeRecord(origin(), run(3), upsert("s2", 3), RosterDigest.EMPTY, true);
        var another = new ReadRecord.ChangeRecord(origin(), run(3), upsert("s1", 3), RosterDigest.EMPTY, true);

        var batch = new RosterBatch(List.of(begins, earlier, released, another));

        assertThat(batch.marks())
                .containsExactlyInAnyOrder(
                        new QuarantineMark(BUSINESS, "s1", 4, true), new QuarantineMark(BUSINESS, "s2", 3, false));
        assertThat(batch.revisions()).isEqualTo(Map.of(BUSINESS, 4L));
        assertThat(batch.without(List.of(released.change())).marks())
                .as("whose row the store refused stays in quarantine")
                .contains(new QuarantineMark(BUSINESS, "s2", 2, true));
    }

    private RosterBatch batch(RosterChange... changes) {
        return new RosterBatch(Arrays.stream(changes)
                .<ReadRecord>map(change -> new ReadRecord.ChangeRecord(
                        origin(), run(change.revision()), change, RosterDigest.EMPTY, false))
                .toList());
    }

    private ConsumerRecord<byte[], byte[]> origin() {
        return new ConsumerRecord<>(Topics.ROSTER_RECORDS, 0, offsets.getAndIncrement(), new byte[0], new byte[0]);
    }

    private static RunKey run(long revision) {
        return new RunKey(new ImportId("run-" + revision), BUSINESS, revision);
    }

    private static RosterChange upsert(String sourceId, long revision) {
        return new RosterChange(
                RosterCollection.CONTACTS, BUSINESS, sourceId, revision, new ImportId("run-" + revision), CONTENT);
    }

    private static RosterChange remove(String sourceId, long revision) {
        return new RosterChange(
                RosterCollection.CONTACTS, BUSINESS, sourceId, revision, new ImportId("run-" + revision), null);
    }
}
