package com.pickatime.contacts.intake;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.quarantine.Quarantine;
import com.pickatime.contacts.reading.ReadRecord;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an instance of the service applies records by, without a topic and without counting them. */
public final class ApplyingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ConsumerRecord<byte[], byte[]> ORIGIN =
            new ConsumerRecord<>(Topics.ROSTER_RECORDS, 0, 0, new byte[0], new byte[0]);

    private final HighestRevisions revisions;
    private final TestRoster roster;
    private final Quarantine quarantine;

    public ApplyingInstance(MongoDatabase database, BusinessId business, ContactOutbox outbox, Clock clock) {
        revisions = new HighestRevisions(database);
        roster = new TestRoster(database, business);
        quarantine = new Quarantine(database, new SourceIds(database), outbox, clock);
    }

    /** A change of a person, which may release a quarantine. */
    public static ReadRecord change(RosterChange change, boolean releases) {
        return new ReadRecord.ChangeRecord(ORIGIN, run(change), change, RosterDigest.EMPTY, releases);
    }

    /** Puts the person of a change into quarantine instead. */
    public static ReadRecord quarantine(RosterChange change) {
        return new ReadRecord.QuarantineRecord(ORIGIN, run(change), change.sourceId(), RosterDigest.EMPTY);
    }

    private static RunKey run(RosterChange change) {
        return new RunKey(change.importId(), change.businessId(), change.revision());
    }

    /** As {@link RosterIntake} does, up to where it counts. */
    public void apply(List<ReadRecord> records) {
        var batch = new RosterBatch(records);
        revisions
                .note(batch.revisions())
                .thenMany(Flux.fromIterable(batch.rounds())
                        .concatMap(round -> roster.writer().write(round)))
                .then(Mono.defer(() -> quarantine.apply(batch.marks())))
                .block(LIMIT);
    }
}
