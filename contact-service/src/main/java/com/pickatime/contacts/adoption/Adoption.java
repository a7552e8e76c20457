package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptionJobs.Phase;
import com.pickatime.contacts.adoption.Journal.Next;
import com.pickatime.contacts.adoption.Journal.State;
import com.pickatime.contacts.adoption.Journal.Step;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.Match.Problem;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.contacts.signin.LevelGrant;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.ContactAdopted;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes one contact of two: the one of our own takes the source ID and goes on, and the one that an import made is merged into it.
 *
 * <p>What is to be done next is read from the two contacts themselves, whoever did what there is. So a run that was cut off anywhere goes on
 * where it stood, and doing a step twice changes nothing. Many pairs make a step together.
 */
@Component
class Adoption implements Indexed {

    private static final int CHUNK = 500;

    /** What an import crosses is looked at again. */
    private static final int MOST_ROUNDS = 200;

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;
    private final MongoCollection<Document> journals;
    private final Matches matches;
    private final Referrers referrers;
    private final ContactOutbox outbox;
    private final Summaries summaries;
    private final Clock clock;

    Adoption(
            MongoDatabase database,
            Matches matches,
            Referrers referrers,
            ContactOutbox outbox,
            Summaries summaries,
            Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.securityValues = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
        this.journals = database.getCollection(Journal.COLLECTION);
        this.matches = matches;
        this.referrers = referrers;
        this.outbox = outbox;
        this.summaries = summaries;
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(journals.createIndex(Indexes.ascending(Journal.STATE)))
                .then(Expiry.createIndex(journals, Expiry.FIELD));
    }

    /** What adopting would move, by kind. */
    Mono<Map<String, Long>> preview(BusinessId business) {
        return Flux.defer(() -> matches.find(business, Matches.Search.of(Decision.ACCEPTED)))
                .buffer(CHUNK)
                .concatMap(some -> read(
                                business,
                                some.stream()
                                        .map(match -> new Journal(
                                                business, match.own(), match.roster(), match.sourceId(), null))
                                        .toList())
                        .flatMap(this::preview))
                .reduce(new LinkedHashMap<>(), (sum, more) -> {
                    more.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
                    return sum;
                });
    }

    private Mono<Map<String, Long>> preview(Read read) {
        var counts = new LinkedHashMap<String, Long>();
        for (var kind : List.of(
                "contacts", "notPossible", "names", "emails", "levels", "overrides", "links", "linksOfOthers")) {
            counts.put(kind, 0L);
        }
        var possible = new ArrayList<Journal>();
        for (var pair : read.journals()) {
            if (next(pair, read).step() == Step.GIVE_UP) {
                counts.merge("notPossible", 1L, Long::sum);
                continue;
            }
            possible.add(pair);
            var own = read.own(pair);
            var roster = read.roster(pair);
            var moved = Moved.of(
                    own,
                    own.document().get(DocumentFields.ROSTER, new Document()),
                    roster,
                    roster.document(),
                    LevelGrant.NO_BIRTH_DATE);
            counts.merge("contacts", 1L, Long::sum);
            counts.merge("names", differs(own, roster, RosterFields.GIVEN_NAME, RosterFields.FAMILY_NAME), Long::sum);
            counts.merge("emails", differs(own, roster, RosterFields.EMAIL), Long::sum);
            counts.merge("levels", moved.level() == null ? 0L : 1L, Long::sum);
            counts.merge(
                    "overrides",
                    moved.overrides().keySet().stream()
                            .filter(RosterFields.OVERRIDABLE::contains)
                            .count(),
                    Long::sum);
            counts.merge("links", (long) moved.links().size(), Long::sum);
        }
        var gone = possible.stream().map(Journal::roster).collect(Collectors.toSet());
        return referrers
                .of(read.business(), gone)
                .map(parent -> parent.links().stream()
                        .filter(link -> gone.contains(link.student()))
                        .count())
                .reduce(0L, Long::sum)
                .map(links -> {
                    counts.put("linksOfOthers", links);
                    return counts;
                });
    }

    /** What the contact is called otherwise from then on. */
    private static long differs(ContactView own, ContactView roster, String... fields) {
        return Stream.of(fields)
                        .anyMatch(field -> !own.overrides().containsKey(field)
                                && !Objects.equals(own.text(field), roster.text(field)))
                ? 1
                : 0;
    }

    /** Adopts all that is accepted, and leaves what cannot be adopted undecided with the reason. */
    Mono<Void> adoptAccepted(BusinessId business, String by, JobProgress<Phase> progress) {
        progress.begin(Phase.ADOPTING);
        return adoptAfter(business, "", by, progress);
    }

    private Mono<Void> adoptAfter(BusinessId business, String key, String by, JobProgress<Phase> progress) {
        return summaries
                .outdate(business)
                .then(matches.acceptedAfter(business, key, CHUNK))
                .expand(some -> some.size() < CHUNK
                        ? Mono.empty()
                        : matches.acceptedAfter(
                                business, some.get(some.size() - 1).key(business), CHUNK))
                .filter(some -> !some.isEmpty())
                .concatMap(some -> adopt(business, some, by).doOnSuccess(done -> progress.add(some.size())), 1)
                .then(summaries.outdate(business));
    }

    /** Adopts some, all of them a step at a time. */
    Mono<Void> adopt(BusinessId business, Collection<Match> some, String by) {
        var open = some.stream().collect(Collectors.toMap(match -> match.key(business), Function.identity()));
        return Mono.defer(() -> round(business, open, by).then(Mono.fromCallable(open::isEmpty)))
                .repeat(MOST_ROUNDS)
                .takeUntil(done -> done)
                .last()
                .flatMap(done -> done
                        ? Mono.<Void>empty()
                        : Mono.error(new IllegalStateException("contacts change faster than they are adopted")));
    }

    /** The contacts and journals of some pairs as they are now. */
    private record Read(BusinessId business, List<Journal> journals, Map<String, ContactView> contacts) {

        @Nullable
        ContactView find(String key) {
            return contacts.get(key);
        }

        ContactView own(Journal pair) {
            return Objects.requireNonNull(contacts.get(pair.ownKey()));
        }

        ContactView roster(Journal pair) {
            return Objects.requireNonNull(contacts.get(pair.rosterKey()));
        }
    }

    private Mono<Read> read(BusinessId business, List<Journal> pairs) {
        var ids = pairs.stream()
                .flatMap(pair -> Stream.of(pair.ownKey(), pair.rosterKey()))
                .toList();
        return Flux.from(contacts.find(in(DocumentFields.ID, ids)))
                .map(ContactView::new)
                .collectMap(view -> view.document().getString(DocumentFields.ID))
                .map(views -> new Read(business, pairs, views));
    }

    private Mono<List<Journal>> journals(BusinessId business, Collection<Match> some) {
        return Flux.from(journals.find(in(
                        Match.ID,
                        some.stream().map(match -> match.key(business)).toList())))
                .collectMap(document -> document.getString(Match.ID))
                .map(known -> some.stream()
                        .map(match -> new Journal(
                                business,
                                match.own(),
                                match.roster(),
                                match.sourceId(),
                                known.get(match.key(business))))
                        .toList());
    }

    /** The next step of each that is not through. */
    private Mono<Void> round(BusinessId business, Map<String, Match> open, String by) {
        return journals(business, open.values())
                .flatMap(pairs -> read(business, pairs))
                .flatMap(read -> {
                    var steps = new EnumMap<Step, List<Journal>>(Step.class);
                    var problems = new HashMap<Match, Problem>();
                    for (var pair : read.journals()) {
                        var next = next(pair, read);
                        steps.computeIfAbsent(next.step(), made -> new ArrayList<>())
                                .add(pair);
                        if (next.problem() != null) {
                            problems.put(Objects.requireNonNull(open.get(pair.key())), next.problem());
                        }
                    }
                    return prepare(steps.getOrDefault(Step.PREPARE, List.of()), read, by)
                            .then(move(steps.getOrDefault(Step.MOVE, List.of()), read, by))
                            .then(handOver(steps.getOrDefault(Step.HAND_OVER, List.of()), read, by))
                            .then(end(business, steps.getOrDefault(Step.END, List.of()), open, by))
                            .then(giveUp(steps.getOrDefault(Step.GIVE_UP, List.of()), read))
                            .then(matches.failed(business, problems))
                            .then(Mono.fromRunnable(() -> Stream.of(Step.END, Step.GIVE_UP)
                                    .flatMap(step -> steps.getOrDefault(step, List.of()).stream())
                                    .forEach(pair -> open.remove(pair.key()))));
                });
    }

    private static Next next(Journal pair, Read read) {
        var own = read.find(pair.ownKey());
        var roster = read.find(pair.rosterKey());
        if (own == null) {
            return Next.givingUp(Problem.OWN_CONTACT_CHANGED);
        }
        if (roster == null) {
            return Next.givingUp(Problem.ROSTER_CONTACT_CHANGED);
        }
        boolean waits = pair.sourceId().equals(own.sourceId());
        if (waits && SourceIds.wentTo(roster, pair.sourceId(), pair.own())) {
            return Next.to(own.isOwn() ? Step.HAND_OVER : Step.END);
        }
        if (!pair.sourceId().equals(roster.sourceId()) || !roster.isActive() || roster.isOwn()) {
            return Next.givingUp(Problem.ROSTER_CONTACT_CHANGED);
        }
        if (!own.isOwn() || !own.isActive() || !(waits || own.sourceId() == null)) {
            return Next.givingUp(Problem.OWN_CONTACT_CHANGED);
        }
        return Next.to(waits ? Step.MOVE : Step.PREPARE);
    }

    /** What our own contact was is kept, and it waits for the source ID: as it was kept, or not at all. */
    private Mono<Void> prepare(List<Journal> pairs, Read read, String by) {
        var kept = pairs.stream()
                .<WriteModel<Document>>map(pair -> begin(pair, read.own(pair), by))
                .toList();
        var prepared = pairs.stream()
                .map(pair -> {
                    var own = read.own(pair);
                    return SourceIds.preparing(
                            own,
                            pair.sourceId(),
                            and(
                                    eq(DocumentFields.OWN, true),
                                    eq(DocumentFields.ROSTER, own.document().get(DocumentFields.ROSTER)),
                                    own.asRead()));
                })
                .toList();
        return write(journals, kept).then(write(contacts, prepared));
    }

    private WriteModel<Document> begin(Journal pair, ContactView own, String by) {
        int attempt = pair.state() == State.ADOPTING ? pair.attempt() : pair.attempt() + 1;
        return new UpdateOneModel<>(
                eq(Match.ID, pair.key()),
                combine(
                        set(Match.BUSINESS, pair.business().value()),
                        set(Match.OWN, pair.own().value()),
                        set(Match.ROSTER, pair.roster().value()),
                        set(Match.SOURCE, pair.sourceId()),
                        set(Journal.STATE, State.ADOPTING.name()),
                        set(Journal.ATTEMPT, attempt),
                        set(Journal.BY, by),
                        set(Journal.AT, Date.from(clock.instant())),
                        set(
                                Journal.ORIGINAL,
                                new Document(
                                                DocumentFields.ROSTER,
                                                own.document().get(DocumentFields.ROSTER))
                                        .append(DocumentFields.LOCAL, own.local())),
                        unset(Journal.MOVED),
                        unset(Journal.REFERRERS),
                        unset(Journal.LATEST),
                        unset(Expiry.FIELD)),
                new UpdateOptions().upsert(true));
    }

    private Mono<Void> move(List<Journal> pairs, Read read, String by) {
        return write(
                contacts,
                pairs.stream()
                        .map(pair -> SourceIds.moving(
                                pair.sourceId(),
                                read.roster(pair),
                                pair.own(),
                                set(DocumentFields.STATE, ContactState.MERGED.name()),
                                set(
                                        LocalFields.path(LocalFields.MERGED_INTO),
                                        pair.own().value()),
                                referrers.stamp(read.roster(pair), by)))
                        .toList());
    }

    /** The contact is the roster's from here on. What it gets is kept before, to be taken back. */
    private Mono<Void> handOver(List<Journal> pairs, Read read, String by) {
        if (pairs.isEmpty()) {
            return Mono.empty();
        }
        return MatchReport.birthDates(
                        securityValues, read.business(), pairs.stream().map(Journal::sourceId))
                .flatMap(dates -> {
                    var shortened = pairs.stream()
                            .flatMap(pair ->
                                    SourceIds.shortening(read.roster(pair), pair.sourceId(), pair.own()).stream())
                            .toList();
                    var kept = new ArrayList<WriteModel<Document>>();
                    var handed = new ArrayList<WriteModel<Document>>();
                    for (var pair : pairs) {
                        var moved = moved(pair, read, dates.getOrDefault(pair.sourceId(), LevelGrant.NO_BIRTH_DATE));
                        kept.add(new UpdateOneModel<>(eq(Match.ID, pair.key()), set(Journal.MOVED, moved.document())));
                        handed.add(handing(pair, read, moved, by));
                    }
                    return write(contacts, shortened)
                            .then(write(journals, kept))
                            .then(write(contacts, handed));
                });
    }

    private static Moved moved(Journal pair, Read read, Binary birthDate) {
        var own = read.own(pair);
        var roster = read.roster(pair);
        // an import may have told the new holder already; what was redelivered to it is older than what it is handed
        var said = own.rosterRevision() > roster.rosterRevision() ? own.document() : roster.document();
        return Moved.of(own, pair.original().get(DocumentFields.ROSTER, new Document()), roster, said, birthDate);
    }

    private WriteModel<Document> handing(Journal pair, Read read, Moved moved, String by) {
        var own = read.own(pair);
        var changes =
                new ArrayList<Bson>(SourceIds.handingOver(read.roster(pair).document(), own, true));
        changes.addAll(moved.changes(own));
        changes.add(unset(DocumentFields.OWN));
        changes.add(
                set(LocalFields.path(LocalFields.ADOPTED_FROM), pair.roster().value()));
        changes.add(referrers.stamp(own, by));
        return new UpdateOneModel<>(SourceIds.asTold(own, pair.sourceId()), combine(changes));
    }

    private Mono<Void> end(BusinessId business, List<Journal> pairs, Map<String, Match> open, String by) {
        if (pairs.isEmpty()) {
            return Mono.empty();
        }
        var ended = pairs.stream()
                .<WriteModel<Document>>map(pair -> new UpdateOneModel<>(
                        and(eq(Match.ID, pair.key()), eq(Journal.STATE, State.ADOPTING.name())),
                        combine(
                                set(Journal.STATE, State.ADOPTED.name()),
                                set(Expiry.FIELD, Date.from(clock.instant().plus(Journal.KEPT))),
                                outbox.note(
                                        pair.eventId(State.ADOPTED),
                                        business,
                                        new ContactAdopted(
                                                pair.roster().value(),
                                                pair.own().value())))))
                .toList();
        return referrers
                .turn(business, pairs, by)
                .then(write(journals, ended))
                .then(matches.adopted(
                        business,
                        pairs.stream()
                                .map(pair -> Objects.requireNonNull(open.get(pair.key())))
                                .toList()));
    }

    /** Only one that was prepared has anything to give back. */
    private Mono<Void> giveUp(List<Journal> pairs, Read read) {
        var prepared =
                pairs.stream().filter(pair -> pair.state() == State.ADOPTING).toList();
        var waiting = prepared.stream()
                .filter(pair -> read.find(pair.ownKey()) != null)
                .map(pair -> SourceIds.givingUp(read.own(pair), pair.sourceId()))
                .toList();
        var begun = prepared.stream()
                .<WriteModel<Document>>map(pair ->
                        new DeleteOneModel<>(and(eq(Match.ID, pair.key()), eq(Journal.STATE, State.ADOPTING.name()))))
                .toList();
        return write(contacts, waiting).then(write(journals, begun));
    }

    private static Mono<Void> write(MongoCollection<Document> collection, List<WriteModel<Document>> models) {
        return Mono.defer(() -> models.isEmpty()
                ? Mono.empty()
                : Mono.from(collection.bulkWrite(models, UNORDERED)).then());
    }
}
