package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.ContactView;
import java.util.Collection;
import java.util.Objects;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets journals follow contacts that go on under another source ID, so that their adoption can be taken back still. */
@Component
public class AdoptedSourceIds {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> journals;

    public AdoptedSourceIds(MongoDatabase database) {
        this.journals = database.getCollection(Journal.COLLECTION);
    }

    /** Of contacts as they are now; those that were never adopted have no journal. */
    public Mono<Void> follow(Collection<ContactView> contacts) {
        var models = contacts.stream()
                .filter(contact -> contact.adoptedFrom() != null)
                .<WriteModel<Document>>map(contact -> new UpdateOneModel<>(
                        eq(
                                Match.ID,
                                Match.key(
                                        contact.businessId(),
                                        contact.id(),
                                        Objects.requireNonNull(contact.adoptedFrom()))),
                        set(Match.SOURCE, contact.sourceId())))
                .toList();
        return models.isEmpty()
                ? Mono.empty()
                : Mono.from(journals.bulkWrite(models, UNORDERED)).then();
    }
}
