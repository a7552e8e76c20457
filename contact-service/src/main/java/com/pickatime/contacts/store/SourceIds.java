package com.pickatime.contacts.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which contact a source ID stands for.
 *
 * <p>A source ID leads to the contact that it made first, whose id is derived from it. A contact that the source ID left, or a
 * document that is no contact, names under {@code redirects} to whom it went. Whoever holds it says so by its own source ID,
 * and imports write to no other: so giving it up and naming the successor is one change of one document, and at no moment have
 * two contacts the same source ID.
 */
@Component
public class SourceIds {

    /** From the derived id to where it was sent, from there to where it went meanwhile, and back. */
    private static final int MOST_STEPS = 5;

    private static final int MOST_GENERATIONS = 100;

    private static final Bson IDENTITY =
            Projections.include(DocumentFields.BUSINESS, DocumentFields.SOURCE, DocumentFields.REDIRECTS);

    /** What the roster says of somebody, and goes with the source ID. */
    private static final List<String> ROSTERS = List.of(
            DocumentFields.REVISION,
            DocumentFields.ROSTER_REVISION,
            DocumentFields.REMOVED_REVISION,
            DocumentFields.QUARANTINE_REVISION,
            DocumentFields.IMPORT,
            DocumentFields.PRESENT,
            DocumentFields.HASH,
            DocumentFields.PROJECTION,
            DocumentFields.ROSTER);

    private final MongoCollection<Document> contacts;

    public SourceIds(MongoDatabase database) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
    }

    /** A source ID of a business. */
    private record Source(BusinessId businessId, String sourceId) {

        static Source of(RosterChange change) {
            return new Source(change.businessId(), change.sourceId());
        }

        /** The contact that the source ID made first, and the name of its redirects. */
        ContactId first() {
            return ContactId.first(businessId, sourceId);
        }

        String firstKey() {
            return ContactKey.of(businessId, first());
        }
    }

    /** The document that holds a source ID. */
    private record Holder(Source source, Document document) {}

    /** Documents to read, and for which source IDs. */
    private record Step(Map<String, List<Source>> wanted, Set<Source> sent) {

        static Step first(Collection<Source> sources) {
            return new Step(
                    sources.stream().distinct().collect(Collectors.groupingBy(Source::firstKey, Collectors.toList())),
                    Set.of());
        }
    }

    /** The contacts that these source IDs stand for, whatever their state, in no particular order. */
    public Flux<ContactView> contacts(BusinessId businessId, Collection<String> sourceIds) {
        return holders(businessId, sourceIds).filter(ContactView::isContact);
    }

    /** As {@link #contacts}, and what has a source ID without being a contact yet. */
    public Flux<ContactView> holders(BusinessId businessId, Collection<String> sourceIds) {
        var sources = sourceIds.stream()
                .filter(Predicate.not(String::isEmpty))
                .map(sourceId -> new Source(businessId, sourceId))
                .toList();
        return follow(Step.first(sources), null, MOST_STEPS).map(holder -> new ContactView(holder.document()));
    }

    /** As {@link #contacts}, for one; empty if it stands for nobody. */
    public Mono<ContactView> contact(BusinessId businessId, String sourceId) {
        return contacts(businessId, List.of(sourceId)).next();
    }

    /**
     * Where changes of contacts belong that met a document which did not take them: the ids of the documents, for those whose
     * source ID went elsewhere at any time.
     */
    Mono<Map<RosterChange, String>> redirected(List<RosterChange> met) {
        var byKey = met.stream().collect(Collectors.toMap(RosterChange::id, change -> change));
        return Flux.from(contacts.find(and(in(DocumentFields.ID, byKey.keySet()), exists(DocumentFields.REDIRECTS)))
                        .projection(Projections.include(DocumentFields.ID)))
                .mapNotNull(document -> byKey.get(document.getString(DocumentFields.ID)))
                .collect(Collectors.toMap(Source::of, change -> change))
                .flatMap(changes -> follow(Step.first(changes.keySet()), IDENTITY, MOST_STEPS)
                        .collectMap(
                                holder -> Objects.requireNonNull(changes.get(holder.source())),
                                holder -> holder.document().getString(DocumentFields.ID)));
    }

    private Flux<Holder> follow(Step step, @Nullable Bson projection, int steps) {
        if (step.wanted().isEmpty() || steps == 0) {
            return Flux.empty();
        }
        return Flux.from(contacts.find(in(DocumentFields.ID, step.wanted().keySet()))
                        .projection(projection))
                .collectList()
                .flatMapMany(read -> {
                    var holders = new ArrayList<Holder>();
                    var next = new Step(new HashMap<>(), new HashSet<>());
                    var unfinished = new ArrayList<Holder>();
                    for (var document : read) {
                        for (var source :
                                step.wanted().getOrDefault(document.getString(DocumentFields.ID), List.of())) {
                            if (source.sourceId().equals(document.getString(DocumentFields.SOURCE))) {
                                holders.add(new Holder(source, document));
                            } else if (step.sent().contains(source) && isFirst(source, document)) {
                                unfinished.add(new Holder(source, document));
                            } else {
                                send(source, document, next);
                            }
                        }
                    }
                    var back = unfinished.stream().map(Holder::source).toList();
                    return Flux.fromIterable(holders)
                            .concatWith(Flux.fromIterable(unfinished)
                                    .concatMap(this::comeBack)
                                    .thenMany(Flux.defer(() -> follow(Step.first(back), projection, steps - 1))))
                            .concatWith(Flux.defer(() -> follow(next, projection, steps - 1)));
                });
    }

    private static boolean isFirst(Source source, Document document) {
        return source.firstKey().equals(document.getString(DocumentFields.ID));
    }

    private static void send(Source source, Document document, Step next) {
        var to = sentTo(source, document);
        if (to != null) {
            var key = ContactKey.of(source.businessId(), to);
            next.wanted().computeIfAbsent(key, created -> new ArrayList<>()).add(source);
            next.sent().add(source);
        }
    }

    /** To whom a document sends a source ID, for whoever goes the way step by step; null for nobody. */
    public static @Nullable ContactId sentTo(BusinessId businessId, String sourceId, Document document) {
        return sentTo(new Source(businessId, sourceId), document);
    }

    private static @Nullable ContactId sentTo(Source source, Document document) {
        var to = document.get(DocumentFields.REDIRECTS, new Document())
                .getString(source.first().value());
        return to == null ? null : new ContactId(to);
    }

    /**
     * The next contact that a source ID makes, because it was given to somebody else: nobody sees it until the source ID was
     * {@linkplain #move moved} to it, and nothing of its predecessor is in it.
     */
    public Mono<ContactId> prepareNext(ContactView holder, String sourceId) {
        return prepareNext(holder, sourceId, 0);
    }

    /**
     * The same, of a contact to which nothing of its predecessor shall come with the source ID either: only what a roster says
     * above {@code revision} does.
     */
    public Mono<ContactId> prepareNext(ContactView holder, String sourceId, long revision) {
        var businessId = holder.businessId();
        return Flux.range(holder.generation() + 1, MOST_GENERATIONS)
                .concatMap(
                        generation -> {
                            var id = ContactId.derived(businessId, sourceId, generation);
                            return Mono.from(contacts.insertOne(
                                            prepared(businessId, sourceId, id, generation, revision)))
                                    .thenReturn(id)
                                    // somebody began the same and did not end it, or is about to: no id is used twice
                                    .onErrorResume(DuplicateKeys::isCauseOf, taken -> Mono.empty());
                        },
                        1)
                .next();
    }

    /** Nobody sees it until a roster says something of it above {@code revision}. */
    static Document prepared(BusinessId businessId, String sourceId, ContactId id, int generation, long revision) {
        return new Document(DocumentFields.ID, ContactKey.of(businessId, id))
                .append(DocumentFields.BUSINESS, businessId)
                .append(DocumentFields.SOURCE, sourceId)
                .append(DocumentFields.GENERATION, generation)
                .append(DocumentFields.REVISION, revision)
                .append(DocumentFields.ROSTER_REVISION, revision)
                .append(DocumentFields.REMOVED_REVISION, revision)
                .append(DocumentFields.QUARANTINE_REVISION, revision);
    }

    /**
     * Lets a contact that has no source ID wait for one; false if it has one already. The contact that the source ID made first
     * has nothing to wait for, since that is where the way begins.
     */
    public Mono<Boolean> prepare(BusinessId businessId, ContactId contact, String sourceId) {
        if (contact.equals(ContactId.first(businessId, sourceId))) {
            return Mono.from(contacts.find(and(
                                    eq(DocumentFields.ID, ContactKey.of(businessId, contact)),
                                    eq(DocumentFields.SOURCE, null)))
                            .first())
                    .hasElement();
        }
        return Mono.from(contacts.updateOne(
                        and(
                                eq(DocumentFields.ID, ContactKey.of(businessId, contact)),
                                in(DocumentFields.SOURCE, Arrays.asList(null, sourceId))),
                        waiting(sourceId)))
                .map(result -> result.getMatchedCount() == 1);
    }

    private static Bson waiting(String sourceId) {
        return combine(
                set(DocumentFields.SOURCE, sourceId),
                set(DocumentFields.REVISION, 0L),
                set(DocumentFields.ROSTER_REVISION, 0L),
                set(DocumentFields.REMOVED_REVISION, 0L));
    }

    /**
     * As {@link #prepare}, of a contact that people made here, as a part of a bulk write.
     *
     * @param asRead what the contact must be
     */
    public static WriteModel<Document> preparing(ContactView own, String sourceId, Bson asRead) {
        return new UpdateOneModel<>(
                and(
                        eq(DocumentFields.ID, own.document().getString(DocumentFields.ID)),
                        eq(DocumentFields.SOURCE, null),
                        asRead),
                waiting(sourceId));
    }

    /** Lets a contact that people made here not wait any more for a source ID that it cannot have. */
    public static WriteModel<Document> givingUp(ContactView own, String sourceId) {
        return new UpdateOneModel<>(
                and(
                        eq(DocumentFields.ID, own.document().getString(DocumentFields.ID)),
                        eq(DocumentFields.SOURCE, sourceId),
                        eq(DocumentFields.OWN, true),
                        eq(DocumentFields.REVISION, 0L)),
                combine(
                        unset(DocumentFields.SOURCE),
                        unset(DocumentFields.REVISION),
                        unset(DocumentFields.ROSTER_REVISION),
                        unset(DocumentFields.REMOVED_REVISION)));
    }

    /**
     * Moves a source ID from who holds it to a prepared contact, with what the roster said last; false if the holder is not
     * what it was when it was read, so that nothing was moved.
     *
     * @param holder as it was read; null if the source ID never made a contact
     * @param noted to be set on the holder with the move
     */
    public Mono<Boolean> move(
            BusinessId businessId, String sourceId, @Nullable ContactView holder, ContactId to, Bson... noted) {
        var source = new Source(businessId, sourceId);
        if (holder == null) {
            return Mono.from(contacts.insertOne(new Document(DocumentFields.ID, source.firstKey())
                            .append(DocumentFields.BUSINESS, businessId)
                            .append(
                                    DocumentFields.REDIRECTS,
                                    new Document(source.first().value(), to))))
                    .thenReturn(true)
                    .onErrorResume(DuplicateKeys::isCauseOf, met -> Mono.just(false));
        }
        var document = holder.document();
        return Mono.from(contacts.updateOne(leaving(sourceId, holder), left(source, to, noted)))
                .flatMap(result -> result.getMatchedCount() == 0
                        ? Mono.just(false)
                        : shorten(source, document, to)
                                .then(handOver(source, document, to))
                                .thenReturn(true));
    }

    /**
     * As {@link #move}, as a part of a bulk write: whether it was done the holder {@linkplain #wentTo tells}, and {@link #shortening} and
     * {@link #handingOver} are to follow.
     */
    public static WriteModel<Document> moving(String sourceId, ContactView holder, ContactId to, Bson... noted) {
        return new UpdateOneModel<>(
                leaving(sourceId, holder), left(new Source(holder.businessId(), sourceId), to, noted));
    }

    private static Bson leaving(String sourceId, ContactView holder) {
        return and(
                eq(DocumentFields.ID, holder.document().getString(DocumentFields.ID)),
                eq(DocumentFields.SOURCE, sourceId),
                holder.asRead());
    }

    private static Bson left(Source source, ContactId to, Bson... noted) {
        return combine(Stream.concat(
                        Stream.of(
                                unset(DocumentFields.SOURCE),
                                set(DocumentFields.FORMER_SOURCE, source.sourceId()),
                                set(DocumentFields.PRESENT, false),
                                set(redirect(source), to.value())),
                        Stream.of(noted))
                .toList());
    }

    /** Whether a source ID left this contact for that one. */
    public static boolean wentTo(ContactView from, String sourceId, ContactId to) {
        return from.sourceId() == null && to.equals(sentTo(new Source(from.businessId(), sourceId), from.document()));
    }

    /** Once a source ID moved: lets its way begin with where it went; empty if it does already. */
    public static Optional<WriteModel<Document>> shortening(ContactView from, String sourceId, ContactId to) {
        var source = new Source(from.businessId(), sourceId);
        return isFirst(source, from.document())
                ? Optional.empty()
                : Optional.of(new UpdateOneModel<>(
                        eq(DocumentFields.ID, source.firstKey()), set(redirect(source), to.value())));
    }

    /**
     * What makes a contact say what the roster said of it before it had the source ID, unless something newer is there.
     *
     * @param said the document of the contact that had it
     * @param present whether the roster had it when it left
     */
    public static List<Bson> handingOver(Document said, ContactView to, boolean present) {
        var has = to.document();
        var changes = new ArrayList<Bson>();
        if (isNewer(said, has, DocumentFields.REVISION)) {
            copy(said, changes, DocumentFields.REVISION, DocumentFields.IMPORT);
            changes.add(set(DocumentFields.PRESENT, present));
        }
        if (isNewer(said, has, DocumentFields.ROSTER_REVISION)) {
            copy(
                    said,
                    changes,
                    DocumentFields.ROSTER_REVISION,
                    DocumentFields.HASH,
                    DocumentFields.PROJECTION,
                    DocumentFields.ROSTER);
        }
        if (isNewer(said, has, DocumentFields.REMOVED_REVISION)) {
            copy(said, changes, DocumentFields.REMOVED_REVISION);
        }
        if (isNewer(said, has, DocumentFields.QUARANTINE_REVISION)) {
            copy(said, changes, DocumentFields.QUARANTINE_REVISION);
        }
        return changes;
    }

    /** A contact that no import wrote since it was read, and that stands for this source ID. */
    public static Bson asTold(ContactView read, String sourceId) {
        var document = read.document();
        return and(
                eq(DocumentFields.ID, document.getString(DocumentFields.ID)),
                eq(DocumentFields.SOURCE, sourceId),
                eq(DocumentFields.ROSTER_REVISION, document.get(DocumentFields.ROSTER_REVISION)),
                eq(DocumentFields.REMOVED_REVISION, document.get(DocumentFields.REMOVED_REVISION)),
                read.asRead());
    }

    /** What the roster says of a contact, and goes with its source ID. */
    public static Document said(ContactView holder) {
        var said = new Document();
        ROSTERS.stream()
                .filter(holder.document()::containsKey)
                .forEach(field -> said.append(field, holder.document().get(field)));
        return said;
    }

    /** What takes all that from a contact that a source ID leaves, but for what a move sets of it. */
    public static List<Bson> unsaid() {
        return ROSTERS.stream()
                .filter(field -> !field.equals(DocumentFields.PRESENT) && !field.equals(DocumentFields.ROSTER))
                .map(field -> unset(field))
                .toList();
    }

    private static boolean isNewer(Document one, Document other, String revision) {
        return number(one, revision) > number(other, revision);
    }

    private static long number(Document document, String revision) {
        var number = document.get(revision, Number.class);
        return number == null ? 0 : number.longValue();
    }

    private static void copy(Document from, List<Bson> changes, String... fields) {
        Arrays.stream(fields).filter(from::containsKey).forEach(field -> changes.add(set(field, from.get(field))));
    }

    /** So that ways stay short however often a source ID moves. */
    private Mono<Void> shorten(Source source, Document from, ContactId to) {
        if (isFirst(source, from)) {
            return Mono.empty();
        }
        return to.equals(source.first())
                ? follow(Step.first(List.of(source)), IDENTITY, MOST_STEPS).then()
                : Mono.from(contacts.updateOne(eq(DocumentFields.ID, source.firstKey()), set(redirect(source), to)))
                        .then();
    }

    /**
     * Ends a move back to the contact that the source ID made first. It still names where it had sent the source ID, so whoever
     * finds that one sending it back ends the move, should it have been cut off here.
     */
    private Mono<Void> comeBack(Holder first) {
        var source = first.source();
        return Mono.from(contacts.updateOne(
                        and(
                                eq(DocumentFields.ID, source.firstKey()),
                                eq(DocumentFields.SOURCE, null),
                                eq(redirect(source), sentTo(source, first.document()))),
                        combine(
                                set(DocumentFields.SOURCE, source.sourceId()),
                                set(DocumentFields.REVISION, 0L),
                                set(DocumentFields.ROSTER_REVISION, 0L),
                                set(DocumentFields.REMOVED_REVISION, 0L),
                                // kept, so that a writer who met the redirect before looks here again
                                set(redirect(source), source.first()))))
                .then();
    }

    /** What the roster said goes along, unless something newer is there. A cut here is mended by the next import. */
    private Mono<Void> handOver(Source source, Document from, ContactId to) {
        var said = ROSTERS.stream()
                .filter(from::containsKey)
                .map(field -> set(field, from.get(field)))
                .toList();
        return Mono.from(contacts.updateOne(
                        and(
                                eq(DocumentFields.ID, ContactKey.of(source.businessId(), to)),
                                eq(DocumentFields.SOURCE, source.sourceId()),
                                lt(DocumentFields.REVISION, from.get(DocumentFields.REVISION))),
                        combine(said)))
                .then();
    }

    private static String redirect(Source source) {
        return DocumentFields.REDIRECTS + '.' + source.first().value();
    }

    /** The field in which a document says where this source ID went. */
    static String redirect(BusinessId businessId, String sourceId) {
        return redirect(new Source(businessId, sourceId));
    }
}
