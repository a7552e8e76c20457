package com.pickatime.contacts.own;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.own.OwnContactsController.Said;
import com.pickatime.contacts.reading.TestBirthDates;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an instance of the service makes contacts of our own by, for tests of several rooms together. */
public final class OwnInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final OwnContactsController controller;

    public OwnInstance(MongoDatabase database, ContactEdits edits, Clock clock) {
        controller = new OwnContactsController(
                new OwnContacts(
                        database,
                        edits,
                        new SealedBirthDates(TestKeys.cipher(), TestBirthDates.hashes()),
                        new AuditLog(database, clock),
                        new Summaries(database, clock),
                        clock),
                clock);
    }

    public void create(
            BusinessId business,
            PersonRole role,
            String givenName,
            String familyName,
            String identifier,
            @Nullable String email,
            Caller by) {
        controller
                .create(business, new Said(role.name(), givenName, familyName, identifier, email, null, null), by)
                .block(LIMIT);
    }

    public void change(
            BusinessId business,
            ContactId contact,
            PersonRole role,
            String givenName,
            String familyName,
            String identifier,
            @Nullable String email,
            Caller by) {
        controller
                .change(
                        business,
                        contact,
                        new Said(role.name(), givenName, familyName, identifier, email, null, null),
                        null,
                        by)
                .block(LIMIT);
    }
}
