package com.pickatime.contacts.clearing;

import static com.mongodb.client.model.Filters.and;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.CsvLine;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The contacts that a clearing would delete, as a table to keep. */
@Component
class ContactExport {

    private static final int BATCH = 1_000;

    private final MongoCollection<Document> contacts;

    ContactExport(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
    }

    Flux<String> of(BusinessId business, AccessLevel level, String actor) {
        return Flux.just(CsvLine.of(
                        "contactId",
                        "sourceId",
                        "identifier",
                        "roles",
                        "givenName",
                        "familyName",
                        "email",
                        "level",
                        "own",
                        "inRoster",
                        "linkedStudents"))
                .concatWith(Flux.from(contacts.find(and(BusinessRange.of(business), ContactView.any()))
                                .sort(Sorts.ascending(DocumentFields.ID))
                                .batchSize(BATCH))
                        .map(ContactView::new)
                        .filter(contact -> ClearedFields.concerns(contact, level, actor))
                        .map(ContactExport::line));
    }

    private static String line(ContactView contact) {
        return CsvLine.of(
                contact.id().value(),
                text(contact.sourceId()),
                text(contact.text(RosterFields.IDENTIFIER)),
                String.join(" ", contact.roles()),
                text(contact.text(RosterFields.GIVEN_NAME)),
                text(contact.text(RosterFields.FAMILY_NAME)),
                text(contact.text(RosterFields.EMAIL_GIVEN)),
                contact.level().name(),
                String.valueOf(contact.isOwn()),
                String.valueOf(contact.present()),
                contact.links().stream().map(link -> link.student().value()).collect(Collectors.joining(" ")));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
