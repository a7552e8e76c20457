package com.pickatime.contacts.moves;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptedSourceIds;
import com.pickatime.contacts.moves.Pair.State;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.NewSourceIds;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.LostRaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets contacts go on under other source IDs, as a map says: with all that was decided of them, and with their birth dates.
 *
 * <p>What is to be done next of a line is read from its contact and from who has the new source ID, so that a run that was cut off
 * anywhere goes on where it stood, and doing a step twice changes nothing. Many lines make a step together.
 */
@Component
class Moving {

    /** What is done one after the other. */
    enum Phase {
        FINDING,
        LEADING,
        SETTLING,
        PARKING,
        MOVING
    }

    private static final int CHUNK = 500;

    /** What an import crosses is looked at again. */
    private static final int MOST_ROUNDS = 200;

    /** Rows of lines of which each waits for the next, and the last was refused. */
    private static final int MOST_SETTLINGS = 50;

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final Bson ALL = new Document();

    private final MongoCollection<Document> contacts;
    private final Pairs pairs;
    private final SourceIds sourceIds;
    private final MovedBirthDates birthDates;
    private final AdoptedSourceIds adopted;
    private final Summaries summaries;

    Moving(
            MongoDatabase database,
            Pairs pairs,
            SourceIds sourceIds,
            MovedBirthDates birthDates,
            AdoptedSourceIds adopted,
            Summaries summaries) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.pairs = pairs;
        this.sourceIds = sourceIds;
        this.birthDates = birthDates;
        this.adopted = adopted;
        this.summaries = summaries;
    }

    /**
     * One run.
     *
     * @param revision changes of rosters up to this one change nothing of who was moved any more
     */
    record Work(BusinessId business, String job, long revision) {}

    /** What became of some lines: what is written of them, and of contacts before it. */
    private record Done(List<WriteModel<Document>> contacts, List<WriteModel<Document>> lines) {

        static Done empty() {
            return new Done(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Completes once every line is moved or refused. */
    Mono<Void> run(Work work, JobProgress<Phase> progress) {
        return phase(progress, Phase.FINDING, each(work, State.READ, ALL, some -> find(work, some), progress))
                .then(untilNoneIsFound(
                        work, untilNoneIsFound(work, prepare(work, progress)).then(move(work, progress))))
                .then(summaries.outdate(work.business()));
    }

    /** Whose contact is another one by now is looked at again. */
    private Mono<Void> untilNoneIsFound(Work work, Mono<Void> once) {
        return once.then(Mono.defer(() -> pairs.some(work.job(), State.FOUND, ALL, "", 1)))
                .repeat(MOST_ROUNDS)
                .takeUntil(List::isEmpty)
                .then();
    }

    /** No source ID is taken before every line is led, and all that others get are left. */
    private Mono<Void> prepare(Work work, JobProgress<Phase> progress) {
        return phase(progress, Phase.LEADING, each(work, State.FOUND, ALL, some -> lead(work, some), progress))
                .then(phase(progress, Phase.SETTLING, settle(work)))
                .then(phase(
                        progress,
                        Phase.PARKING,
                        each(work, State.LED, eq(Pair.PARKS, true), some -> park(work, some), progress)));
    }

    private Mono<Void> move(Work work, JobProgress<Phase> progress) {
        return phase(
                progress,
                Phase.MOVING,
                each(work, State.PARKED, ALL, some -> move(work, some), progress)
                        .then(each(work, State.LED, ne(Pair.PARKS, true), some -> move(work, some), progress)));
    }

    private static Mono<Void> phase(JobProgress<Phase> progress, Phase phase, Mono<Void> work) {
        return Mono.defer(() -> {
            progress.begin(phase);
            return work;
        });
    }

    /** A step for all lines in a state, some at a time, until none is in it any more. */
    private Mono<Void> each(
            Work work, State state, Bson more, Function<List<Pair>, Mono<Void>> step, JobProgress<Phase> progress) {
        return Mono.defer(() -> {
            // those before it are through: what takes several rounds is looked at from its first line again
            var from = new String[] {""};
            var left = new AtomicInteger(MOST_ROUNDS);
            return Mono.defer(() -> pairs.some(work.job(), state, more, from[0], CHUNK))
                    .flatMap(some -> {
                        if (some.isEmpty()) {
                            return Mono.just(true);
                        }
                        var first = some.get(0).id();
                        if (!first.equals(from[0])) {
                            from[0] = first;
                            left.set(MOST_ROUNDS);
                        }
                        return left.decrementAndGet() == 0
                                ? Mono.<Boolean>error(
                                        new IllegalStateException("contacts change faster than they are moved"))
                                : step.apply(some)
                                        .doOnSuccess(done -> progress.add(some.size()))
                                        .thenReturn(false);
                    })
                    .repeat()
                    .takeUntil(done -> done)
                    .then();
        });
    }

    /** Whose the old source IDs are, whether they may have the new ones, and what goes along. */
    private Mono<Void> find(Work work, List<Pair> some) {
        var olds = some.stream().map(Pair::old).toList();
        var news = some.stream().map(Pair::now).toList();
        return Mono.zip(
                        holders(
                                work,
                                Stream.concat(olds.stream(), news.stream())
                                        .distinct()
                                        .toList()),
                        pairs.byOld(work.business(), work.job(), news),
                        pairs.news(work.job(), olds),
                        birthDates.along(work.business(), some))
                .flatMap(read -> {
                    var lines = new ArrayList<WriteModel<Document>>();
                    for (var pair : some) {
                        boolean waits = read.getT2().containsKey(pair.now());
                        lines.add(found(
                                pair,
                                read.getT1().get(pair.old()),
                                read.getT1().get(pair.now()),
                                waits,
                                read.getT3().contains(pair.old()),
                                read.getT4().get(pair.id())));
                    }
                    return pairs.write(lines);
                });
    }

    private static WriteModel<Document> found(
            Pair pair,
            @Nullable ContactView holder,
            @Nullable ContactView other,
            boolean waits,
            boolean parks,
            @Nullable Document value) {
        if (holder == null || !holder.isContact()) {
            return other != null && pair.old().equals(other.document().getString(DocumentFields.FORMER_SOURCE))
                    ? Pairs.becoming(pair, State.MOVED)
                    : Pairs.refusing(pair, Refusal.OLD_UNKNOWN);
        }
        if (holder.state() == ContactState.QUARANTINED) {
            return Pairs.refusing(pair, Refusal.IN_QUARANTINE);
        }
        if (!holder.present() && holder.document().containsKey(DocumentFields.CLEARED)) {
            return Pairs.refusing(pair, Refusal.CLEARED);
        }
        if (!waits && other != null && other.present()) {
            return Pairs.refusing(pair, Refusal.NEW_TAKEN);
        }
        var noted = new ArrayList<Bson>(
                List.of(set(Pair.CONTACT, holder.id().value()), set(Pair.WAITS, waits), set(Pair.PARKS, parks)));
        if (value != null) {
            noted.add(set(Pair.VALUE, value));
        }
        return Pairs.becoming(pair, State.FOUND, noted.toArray(Bson[]::new));
    }

    /** From here on no import makes a contact of the new source ID. */
    private Mono<Void> lead(Work work, List<Pair> some) {
        var now = some.stream().filter(pair -> !pair.waits()).toList();
        return holders(work, now.stream().map(Pair::now).toList()).flatMap(holders -> {
            var done = Done.empty();
            var led = new ArrayList<Pair>();
            for (var pair : some) {
                var other = holders.get(pair.now());
                if (pair.waits()) {
                    done.lines().add(Pairs.becoming(pair, State.LED));
                } else if (other == null) {
                    led.add(pair);
                    done.contacts().add(NewSourceIds.leading(work.business(), pair.now(), pair.contact()));
                } else if (other.present()) {
                    done.lines().add(Pairs.refusing(pair, Refusal.NEW_TAKEN));
                } else {
                    done.contacts().add(givingWay(pair, other));
                }
            }
            return write(done).then(Mono.defer(() -> seeLed(work, led)));
        });
    }

    /** Somebody may have made a contact of one in this moment. */
    private Mono<Void> seeLed(Work work, List<Pair> led) {
        return byId(led.stream()
                        .map(pair -> NewSourceIds.way(work.business(), pair.now()))
                        .toList())
                .flatMap(ways -> pairs.write(led.stream()
                        .filter(pair -> {
                            var way = ways.get(NewSourceIds.way(work.business(), pair.now()));
                            return way != null
                                    && NewSourceIds.leads(work.business(), pair.now(), way.document(), pair.contact());
                        })
                        .map(pair -> Pairs.becoming(pair, State.LED))
                        .toList()));
    }

    private static WriteModel<Document> givingWay(Pair pair, ContactView other) {
        return other.isContact()
                ? SourceIds.moving(pair.now(), other, pair.contact())
                : NewSourceIds.neverMade(other, pair.now());
    }

    /** A line that waits for one that was refused is refused too, and so on. */
    private Mono<Void> settle(Work work) {
        return Mono.defer(() -> settleOnce(work))
                .repeat(MOST_SETTLINGS)
                .takeUntil(refused -> refused == 0)
                .last()
                .flatMap(left -> left == 0
                        ? Mono.<Void>empty()
                        : waiting(work)
                                .concatMap(
                                        some -> pairs.write(some.stream()
                                                .map(pair -> Pairs.refusing(pair, Refusal.NEW_NOT_LEFT))
                                                .toList()),
                                        1)
                                .then());
    }

    private Mono<Integer> settleOnce(Work work) {
        return waiting(work)
                .concatMap(
                        some -> pairs.byOld(
                                        work.business(),
                                        work.job(),
                                        some.stream().map(Pair::now).toList())
                                .flatMap(before -> {
                                    var refused = some.stream()
                                            .filter(pair -> isKept(before.get(pair.now())))
                                            .map(pair -> Pairs.refusing(pair, Refusal.NEW_NOT_LEFT))
                                            .toList();
                                    return pairs.write(refused).thenReturn(refused.size());
                                }),
                        1)
                .reduce(0, Integer::sum);
    }

    private static boolean isKept(@Nullable Pair before) {
        return before != null
                && before.state() == State.REFUSED
                && Refusal.valueOf(before.document().getString(Pair.REFUSAL)).keepsOld();
    }

    private Flux<List<Pair>> waiting(Work work) {
        return pairs.some(work.job(), State.LED, eq(Pair.WAITS, true), "", CHUNK)
                .expand(some -> some.size() < CHUNK
                        ? Mono.empty()
                        : pairs.some(
                                work.job(),
                                State.LED,
                                eq(Pair.WAITS, true),
                                some.get(some.size() - 1).id() + '\0',
                                CHUNK))
                .filter(some -> !some.isEmpty());
    }

    /** Whose old source ID somebody else gets leaves it first, so that in a ring each finds the next one free. */
    private Mono<Void> park(Work work, List<Pair> some) {
        return contactsOf(work, some).flatMap(known -> {
            var done = Done.empty();
            var parked = new ArrayList<Pair>();
            var leaving = new ArrayList<Pair>();
            var lost = new ArrayList<Pair>();
            for (var pair : some) {
                var contact = known.get(ContactKey.of(work.business(), pair.contact()));
                if (contact != null && pair.parked().equals(contact.sourceId())) {
                    parked.add(pair);
                    done.lines().add(Pairs.becoming(pair, State.PARKED));
                } else if (contact != null && pair.old().equals(contact.sourceId())) {
                    leaving.add(pair);
                    done.contacts().add(leaving(work, pair, contact, pair.parked()));
                } else {
                    lost.add(pair);
                }
            }
            return succeeded(work, leaving)
                    .then(shortened(work, parked))
                    .then(write(done))
                    .then(Mono.defer(() -> followed(work, lost)));
        });
    }

    private Mono<Void> move(Work work, List<Pair> some) {
        return Mono.zip(
                        contactsOf(work, some),
                        holders(work, some.stream().map(Pair::now).toList()))
                .flatMap(read -> {
                    var known = read.getT1();
                    var done = Done.empty();
                    var leaving = new ArrayList<Pair>();
                    var lost = new ArrayList<Pair>();
                    var moved = new ArrayList<Pair>();
                    for (var pair : some) {
                        var contact = known.get(ContactKey.of(work.business(), pair.contact()));
                        var from = pair.state() == State.PARKED ? pair.parked() : pair.old();
                        var other = read.getT2().get(pair.now());
                        if (contact != null && pair.now().equals(contact.sourceId())) {
                            moved.add(pair);
                        } else if (contact == null || !from.equals(contact.sourceId())) {
                            lost.add(pair);
                        } else if (other == null) {
                            leaving.add(pair);
                            done.contacts().add(leaving(work, pair, contact, pair.now()));
                        } else if (!other.present()) {
                            done.contacts().add(givingWay(pair, other));
                        } else if (pair.state() == State.LED) {
                            done.lines().add(Pairs.refusing(pair, Refusal.NEW_TAKEN));
                        } else {
                            return Mono.error(new IllegalStateException("a source ID that was left is taken"));
                        }
                    }
                    return led(work, leaving)
                            .then(succeeded(
                                    work,
                                    leaving.stream()
                                            .filter(pair -> !pair.parks())
                                            .toList()))
                            .then(write(done))
                            .then(Mono.defer(() -> followed(work, lost)))
                            .then(Mono.defer(() -> end(work, moved, known)));
                });
    }

    private static WriteModel<Document> leaving(Work work, Pair pair, ContactView contact, String to) {
        boolean parked = pair.state() == State.PARKED;
        return NewSourceIds.goingOn(
                contact,
                parked ? pair.parked() : pair.old(),
                to,
                parked ? null : pair.successor(work.business()),
                work.revision());
    }

    /** The way of a source ID that another line left leads to its new contact before that has it. */
    private Mono<Void> led(Work work, List<Pair> leaving) {
        return writeNew(leaving.stream()
                .filter(Pair::waits)
                .map(pair -> NewSourceIds.leading(work.business(), pair.now(), pair.contact()))
                .toList());
    }

    private Mono<Void> succeeded(Work work, List<Pair> some) {
        return writeNew(some.stream()
                .map(pair -> NewSourceIds.succeeding(
                        work.business(),
                        pair.old(),
                        pair.successor(work.business()),
                        ContactId.FIRST_GENERATION + 1,
                        work.revision()))
                .toList());
    }

    /** The way of an old source ID leads on from where it begins, however often it moved before. */
    private Mono<Void> shortened(Work work, List<Pair> left) {
        return writeNew(left.stream()
                .filter(pair -> !pair.contact().equals(ContactId.first(work.business(), pair.old())))
                .map(pair -> NewSourceIds.leading(work.business(), pair.old(), pair.successor(work.business())))
                .toList());
    }

    /** A contact may have been adopted in this moment: then the one that goes on in its place is moved. */
    private Mono<Void> followed(Work work, List<Pair> lost) {
        if (lost.isEmpty()) {
            return Mono.empty();
        }
        return holders(work, lost.stream().map(Pair::old).toList()).flatMap(holders -> {
            var done = Done.empty();
            for (var pair : lost) {
                var holder = pair.state() == State.LED ? holders.get(pair.old()) : null;
                if (holder != null && holder.isContact()) {
                    done.lines()
                            .add(Pairs.becoming(
                                    pair,
                                    State.FOUND,
                                    set(Pair.CONTACT, holder.id().value())));
                } else {
                    done.contacts().addAll(NewSourceIds.leadingNoMore(work.business(), pair.now(), pair.contact()));
                    done.lines().add(Pairs.refusing(pair, Refusal.CHANGED));
                }
            }
            return write(done);
        });
    }

    private Mono<Void> end(Work work, List<Pair> moved, Map<String, ContactView> known) {
        if (moved.isEmpty()) {
            return Mono.empty();
        }
        return shortened(work, moved.stream().filter(pair -> !pair.parks()).toList())
                .then(birthDates.go(work, moved))
                .then(adopted.follow(moved.stream()
                        .map(pair -> known.get(ContactKey.of(work.business(), pair.contact())))
                        .toList()))
                .then(pairs.write(moved.stream()
                        .map(pair -> Pairs.becoming(pair, State.MOVED))
                        .toList()));
    }

    private Mono<Map<String, ContactView>> holders(Work work, List<String> ids) {
        return sourceIds
                .holders(work.business(), ids)
                .filter(holder -> holder.sourceId() != null)
                .collectMap(holder -> String.valueOf(holder.sourceId()));
    }

    private Mono<Map<String, ContactView>> contactsOf(Work work, List<Pair> some) {
        return byId(some.stream()
                .map(pair -> ContactKey.of(work.business(), pair.contact()))
                .toList());
    }

    private Mono<Map<String, ContactView>> byId(List<String> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Flux.from(contacts.find(in(DocumentFields.ID, ids)))
                        .map(ContactView::new)
                        .collectMap(view -> view.document().getString(DocumentFields.ID));
    }

    private Mono<Void> write(Done done) {
        return writeNew(done.contacts()).then(pairs.write(done.lines()));
    }

    /** Of what is there already nothing is made again. */
    private Mono<Void> writeNew(List<WriteModel<Document>> models) {
        return Mono.defer(() -> models.isEmpty()
                ? Mono.<Void>empty()
                : Mono.from(contacts.bulkWrite(models, UNORDERED))
                        .then()
                        .onErrorResume(LostRaces::isCauseOf, there -> Mono.empty()));
    }
}
