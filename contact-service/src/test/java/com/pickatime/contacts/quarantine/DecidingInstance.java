package com.pickatime.contacts.quarantine;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.quarantine.QuarantineDecisions.Decision;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;

/** What an instance of the service decides quarantines by, for tests of several rooms together. */
public final class DecidingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final BusinessId business;
    private final QuarantineDecisions decisions;

    public DecidingInstance(
            MongoDatabase database, BusinessId business, ContactEdits edits, ContactOutbox outbox, Clock clock) {
        this.business = business;
        decisions = new QuarantineDecisions(
                database,
                edits,
                new TestRoster(database, business).writer(),
                new HighestRevisions(database),
                new Summaries(database, clock),
                outbox,
                new AuditLog(database, clock),
                clock);
    }

    public void decide(ContactId contact, boolean same, String by) {
        decisions
                .decide(new Edit(business, contact, by, null), same ? Decision.SAME_PERSON : Decision.ANOTHER_PERSON)
                .block(LIMIT);
    }
}
