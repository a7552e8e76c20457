package com.pickatime.contacts.links;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;

/** What an instance of the service links parents and students by, for tests of several rooms together. */
public final class LinkingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Links links;

    public LinkingInstance(MongoDatabase database, ContactEdits edits, ContactOutbox outbox, Clock clock) {
        links = new Links(database, edits, outbox, clock);
    }

    public void attach(BusinessId business, ContactId parent, ContactId student, String by) {
        links.attach(new Links.Pair(business, parent, student, by), ContactLink.Kind.ADMINISTRATOR)
                .block(LIMIT);
    }

    public void detach(BusinessId business, ContactId parent, ContactId student, String by) {
        links.detach(new Links.Pair(business, parent, student, by)).block(LIMIT);
    }
}
