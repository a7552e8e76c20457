package com.pickatime.contacts.directory;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;

/** What an instance of the service edits contacts by, for tests of several rooms together. */
public final class EditingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ContactEdits edits;
    private final ContactEditsController controller;

    public EditingInstance(MongoDatabase database, Clock clock) {
        var sourceIds = new SourceIds(database);
        edits = new ContactEdits(database, sourceIds, clock);
        controller = new ContactEditsController(
                edits,
                new ContactsController(
                        new Contacts(database, sourceIds), new ContactIds(database), new AuditLog(database, clock)),
                new Summaries(database, clock),
                new AuditLog(database, clock),
                clock);
    }

    public ContactEdits edits() {
        return edits;
    }

    public void remove(BusinessId business, ContactId contact, Caller by) {
        controller.remove(business, contact, "", null, by).block(LIMIT);
    }

    public void restore(BusinessId business, ContactId contact, Caller by) {
        controller.restore(business, contact, null, by).block(LIMIT);
    }

    public void override(BusinessId business, ContactId contact, String field, String value, Caller by) {
        controller
                .override(business, contact, field, new ContactEditsController.Better(value), null, by)
                .block(LIMIT);
    }

    public void removeOverride(BusinessId business, ContactId contact, String field, Caller by) {
        controller.removeOverride(business, contact, field, null, by).block(LIMIT);
    }

    public void startGeneration(BusinessId business, ContactId contact, Caller by) {
        controller.startGeneration(business, contact, null, by).block(LIMIT);
    }
}
