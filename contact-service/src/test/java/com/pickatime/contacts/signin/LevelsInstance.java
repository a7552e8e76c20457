package com.pickatime.contacts.signin;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;

/** What an instance of the service sets levels by, for tests of several rooms together. */
public final class LevelsInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AccessLevelController controller;

    public LevelsInstance(MongoDatabase database, ContactEdits edits, Clock clock) {
        controller = new AccessLevelController(
                new SignInContacts(database, new SourceIds(database), edits), new AuditLog(database, clock));
    }

    public void set(BusinessId business, ContactId contact, AccessLevel level, Caller by) {
        controller
                .set(business, contact, new AccessLevelController.Change(level.name()), null, by)
                .block(LIMIT);
    }
}
