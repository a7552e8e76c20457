package com.pickatime.contacts.schedules;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.schedules.ReferenceModel.Link;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One business in a store that nobody else uses. */
record World(MongoDatabase database, BusinessId business, MovableClock clock, Instance lasting) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<String> COLLECTIONS = List.of(
            "contacts",
            "security_values",
            "businesses",
            "adoptions",
            "adoption_jobs",
            "matches",
            "match_keys",
            "clearings",
            "leases",
            "summaries");

    static World of(MongoDatabase database, BusinessId business) {
        var clock = new MovableClock();
        return new World(database, business, clock, Instance.on(database, business, clock));
    }

    /** Another instance than {@link #lasting}, which looks but does nothing of its own. */
    Instance fresh() {
        return Instance.on(database, business, clock);
    }

    /** What the store has, to begin from there again. */
    Map<String, List<Document>> all() {
        var all = new HashMap<String, List<Document>>();
        COLLECTIONS.forEach(name -> all.put(
                name,
                Objects.requireNonNull(Flux.from(database.getCollection(name).find())
                        .collectList()
                        .block(LIMIT))));
        return all;
    }

    void replace(Map<String, List<Document>> by) {
        by.forEach((name, documents) -> {
            var collection = database.getCollection(name);
            Mono.from(collection.deleteMany(new Document())).block(LIMIT);
            if (!documents.isEmpty()) {
                Mono.from(collection.insertMany(documents)).block(LIMIT);
            }
        });
    }

    void clear() {
        COLLECTIONS.forEach(name -> Mono.from(database.getCollection(name).deleteMany(new Document()))
                .block(LIMIT));
        Mono.from(database.getCollection("audit").deleteMany(new Document())).block(LIMIT);
    }

    long highestRevision() {
        return Mono.from(database.getCollection("businesses").find(Filters.eq("_id", business.value())))
                .map(document -> document.get("highestRevision", Number.class).longValue())
                .blockOptional(LIMIT)
                .orElse(0L);
    }

    List<Document> documents() {
        return Objects.requireNonNull(
                Flux.from(database.getCollection("contacts").find())
                        .collectList()
                        .block(LIMIT));
    }

    /** Whom each of these source IDs stands for, as everybody looks it up. */
    Map<String, ContactId> holders(List<String> sources) {
        return Objects.requireNonNull(new SourceIds(database)
                .contacts(business, sources)
                .collectMap(holder -> Objects.requireNonNull(holder.sourceId()), ContactView::id)
                .block(LIMIT));
    }

    @Nullable
    Document document(ContactId contact) {
        return Mono.from(database.getCollection("contacts").find(Filters.eq("_id", business + ":" + contact)))
                .block(LIMIT);
    }

    /** As {@link ReferenceModel#state()}. */
    static Map<String, Object> state(List<Document> documents) {
        var state = new TreeMap<String, Object>();
        for (var document : documents) {
            var contact = new ContactView(document);
            if (contact.isContact() || contact.isOwn()) {
                state.put(contact.id().value(), seen(contact));
            }
        }
        return state;
    }

    private static Map<String, Object> seen(ContactView contact) {
        var seen = new TreeMap<String, Object>();
        ReferenceModel.put(seen, "source", contact.sourceId());
        seen.put("present", contact.present());
        seen.put("own", contact.isOwn());
        seen.put("state", contact.state().name());
        seen.put(
                "cleared",
                contact.document().getList("cleared", Document.class, List.of()).stream()
                        .map(aside -> aside.getString("clearing")
                                .substring(contact.businessId().value().length() + 1))
                        .toList());
        ReferenceModel.put(seen, "level", contact.local().getString("accessLevel"));
        var overrides = new TreeMap<String, Object>(contact.overrides());
        overrides.remove("emailGiven");
        seen.put("overrides", overrides.toString());
        seen.put(
                "links",
                ReferenceModel.links(
                        contact.links().stream().map(link -> new Link(link.student(), link.kind(), link.at()))));
        ReferenceModel.put(seen, "mergedInto", contact.mergedInto());
        ReferenceModel.put(seen, "adoptedFrom", contact.adoptedFrom());
        ReferenceModel.put(seen, "succeededBy", contact.succeededBy());
        if (contact.state() != ContactState.MERGED) {
            Stream.of("givenName", "familyName", "email")
                    .forEach(field -> ReferenceModel.put(seen, field, contact.text(field)));
        }
        return seen;
    }
}
