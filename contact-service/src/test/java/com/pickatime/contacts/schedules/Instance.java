package com.pickatime.contacts.schedules;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptingInstance;
import com.pickatime.contacts.clearing.ClearingInstance;
import com.pickatime.contacts.directory.EditingInstance;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.intake.ApplyingInstance;
import com.pickatime.contacts.links.LinkingInstance;
import com.pickatime.contacts.own.OwnInstance;
import com.pickatime.contacts.quarantine.DecidingInstance;
import com.pickatime.contacts.signin.LevelsInstance;
import com.pickatime.contacts.sourceindex.IndexingInstance;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import org.apache.kafka.clients.producer.MockProducer;
import org.springframework.kafka.core.KafkaTemplate;

/** All of an instance of the service that changes contacts. */
record Instance(
        ApplyingInstance intake,
        EditingInstance edits,
        LevelsInstance levels,
        OwnInstance own,
        LinkingInstance links,
        DecidingInstance quarantine,
        AdoptingInstance adoption,
        ClearingInstance clearing,
        IndexingInstance index) {

    /** Nothing is told here: the notes stay in the documents. */
    private static final EventPublisher NOWHERE = new EventPublisher(new KafkaTemplate<>(MockProducer::new));

    static Instance on(MongoDatabase database, BusinessId business, Clock clock) {
        var outbox = new ContactOutbox(database, NOWHERE, new Standstill(clock), clock);
        var editing = new EditingInstance(database, clock);
        return new Instance(
                new ApplyingInstance(database, business, outbox, clock),
                editing,
                new LevelsInstance(database, editing.edits(), clock),
                new OwnInstance(database, editing.edits(), clock),
                new LinkingInstance(database, editing.edits(), outbox, clock),
                new DecidingInstance(database, business, editing.edits(), outbox, clock),
                new AdoptingInstance(database, outbox, clock),
                new ClearingInstance(database, outbox, clock),
                new IndexingInstance(database, clock));
    }
}
