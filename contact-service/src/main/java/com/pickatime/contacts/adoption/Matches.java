package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Indexed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the last report of a business found, and what was decided of it. */
@Component
class Matches implements Indexed {

    static final String COLLECTION = "matches";

    private static final int BATCH = 500;
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> matches;
    private final Clock clock;

    Matches(MongoDatabase database, Clock clock) {
        this.matches = database.getCollection(COLLECTION);
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.just(
                        Indexes.ascending(Match.BUSINESS, Match.OWN),
                        Indexes.ascending(Match.BUSINESS, Match.ROSTER),
                        Indexes.ascending(Match.BUSINESS, Match.DECISION, Match.ID))
                .concatMap(matches::createIndex)
                .then();
    }

    /**
     * What to look for.
     *
     * @param after the {@linkplain Match#cursor cursor} of the last one seen; empty for the start
     */
    record Search(
            @Nullable Decision decision,
            @Nullable MatchRule rule,
            @Nullable MatchRole role,
            String after) {

        static final Search ALL = new Search(null, null, null, "");

        static Search of(Decision decision) {
            return new Search(decision, null, null, "");
        }

        private Bson in(BusinessId business) {
            var conditions = new ArrayList<Bson>();
            conditions.add(eq(Match.BUSINESS, business.value()));
            conditions.add(after.isEmpty() ? BusinessRange.of(business) : BusinessRange.after(business, after));
            if (decision != null) {
                conditions.add(eq(Match.DECISION, decision.name()));
            }
            if (rule != null) {
                conditions.add(eq(Match.RULES, rule.name()));
            }
            if (role != null) {
                conditions.add(eq(Match.ROLE, role.name()));
            }
            return and(conditions);
        }
    }

    /** In the order of our own contacts' ids. */
    Flux<Match> find(BusinessId business, Search search) {
        return Flux.defer(() -> Flux.from(matches.find(search.in(business))
                        .sort(Sorts.ascending(Match.ID))
                        .batchSize(BATCH)))
                .map(Match::of);
    }

    Mono<Match> find(BusinessId business, ContactId own, ContactId roster) {
        return Mono.from(matches.find(eq(Match.ID, Match.key(business, own, roster)))
                        .first())
                .map(Match::of);
    }

    /**
     * How many there are of each decision, rule and role, and under {@code clear} how many a rule would accept now; one with several
     * rules counts for each.
     */
    Mono<Map<String, Map<String, Long>>> counts(BusinessId business) {
        return find(business, Search.ALL).collect(LinkedHashMap::new, (counts, match) -> {
            count(counts, "decisions", match.decision());
            count(counts, "roles", match.role());
            match.rules().forEach(rule -> count(counts, "rules", rule));
            if (match.decision() == Decision.PROPOSED) {
                match.rules().forEach(rule -> count(counts, "clear", rule));
            }
        });
    }

    private static void count(Map<String, Map<String, Long>> counts, String kind, Enum<?> value) {
        counts.computeIfAbsent(kind, made -> new LinkedHashMap<>()).merge(value.name(), 1L, Long::sum);
    }

    /** What somebody decides of a match: that it is one person, that it is not, or with PROPOSED that it is open again. */
    record Decided(ContactId own, ContactId roster, Decision decision) {}

    /** Why something that was decided does not hold. */
    enum Refused {
        /** The last report has no such match. */
        NO_SUCH_MATCH,
        /** The two are one contact by now; it can be taken back by itself. */
        ALREADY_ADOPTED,
        /** Another match of one of the two was accepted. */
        ANOTHER_IS_ACCEPTED
    }

    /**
     * Decides matches, each by itself.
     *
     * @return those of which it does not hold, and why
     */
    Mono<Map<Decided, Refused>> decide(BusinessId business, Collection<Decided> some, String by) {
        var distinct = some.stream()
                .collect(Collectors.toMap(
                        decided -> Match.key(business, decided.own(), decided.roster()),
                        decided -> decided,
                        (one, later) -> later,
                        LinkedHashMap::new));
        return Mono.zip(
                        Flux.from(matches.find(in(Match.ID, distinct.keySet())))
                                .collectMap(document -> document.getString(Match.ID), Match::of),
                        accepted(business, distinct.values()))
                .flatMap(known -> {
                    var refused = new HashMap<Decided, Refused>();
                    var taken = new HashMap<>(known.getT2());
                    // what is refused or opened makes way for what is accepted with it
                    distinct.forEach((key, decided) -> {
                        if (decided.decision() != Decision.ACCEPTED) {
                            taken.values().removeIf(key::equals);
                        }
                    });
                    var models = new ArrayList<WriteModel<Document>>();
                    distinct.forEach((key, decided) -> {
                        var reason = reason(key, decided, known.getT1().get(key), taken);
                        if (reason != null) {
                            refused.put(decided, reason);
                            return;
                        }
                        if (decided.decision() == Decision.ACCEPTED) {
                            taken.put(decided.own(), key);
                            taken.put(decided.roster(), key);
                        }
                        if (isAs(known.getT1().get(key), decided.decision())) {
                            return;
                        }
                        // whoever decides it in this very moment is first
                        models.add(new UpdateOneModel<>(
                                and(
                                        eq(Match.ID, key),
                                        Objects.requireNonNull(known.getT1().get(key))
                                                .asRead()),
                                new Document("$set", Match.decided(decided.decision(), by, clock.instant()))
                                        .append("$unset", new Document(Match.PROBLEM, ""))));
                    });
                    return (models.isEmpty()
                                    ? Mono.<Object>empty()
                                    : Mono.<Object>from(matches.bulkWrite(models, UNORDERED)))
                            .thenReturn(refused);
                });
    }

    private static @Nullable Refused reason(
            String key, Decided decided, @Nullable Match match, Map<ContactId, String> taken) {
        if (match == null) {
            return Refused.NO_SUCH_MATCH;
        }
        if (match.decision() == Decision.ADOPTED) {
            return Refused.ALREADY_ADOPTED;
        }
        boolean another =
                decided.decision() == Decision.ACCEPTED && !Set.of(key).containsAll(takers(decided, taken));
        return another ? Refused.ANOTHER_IS_ACCEPTED : null;
    }

    private static boolean isAs(@Nullable Match match, Decision decision) {
        return match != null && match.decision() == decision;
    }

    private static Set<String> takers(Decided decided, Map<ContactId, String> taken) {
        var keys = new HashSet<String>();
        for (var contact : List.of(decided.own(), decided.roster())) {
            var key = taken.get(contact);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** By contact the accepted match that it is in. */
    private Mono<Map<ContactId, String>> accepted(BusinessId business, Collection<Decided> some) {
        var owns = some.stream().map(decided -> decided.own().value()).toList();
        var rosters = some.stream().map(decided -> decided.roster().value()).toList();
        return Flux.concat(
                        matches.find(and(eq(Match.BUSINESS, business.value()), in(Match.OWN, owns), isAccepted())),
                        matches.find(
                                and(eq(Match.BUSINESS, business.value()), in(Match.ROSTER, rosters), isAccepted())))
                .map(Match::of)
                .collect(HashMap::new, (taken, match) -> {
                    taken.put(match.own(), match.key(business));
                    taken.put(match.roster(), match.key(business));
                });
    }

    private static Bson isAccepted() {
        return eq(Match.DECISION, Decision.ACCEPTED.name());
    }

    /** Accepts or refuses all that a rule found and that is clear; emits how many. */
    Mono<Long> decideAll(BusinessId business, Set<MatchRule> rules, Decision decision, String by) {
        return find(business, Search.of(Decision.PROPOSED))
                .filter(match -> match.rules().stream().anyMatch(rules::contains))
                .buffer(BATCH)
                .concatMap(some -> decide(
                                business,
                                some.stream()
                                        .map(match -> new Decided(match.own(), match.roster(), decision))
                                        .toList(),
                                by)
                        .map(refused -> (long) some.size() - refused.size()))
                .reduce(0L, Long::sum);
    }

    /** The next ones to adopt. */
    Mono<List<Match>> acceptedAfter(BusinessId business, String key, int most) {
        return Flux.from(matches.find(and(eq(Match.BUSINESS, business.value()), isAccepted(), gt(Match.ID, key)))
                        .sort(Sorts.ascending(Match.ID))
                        .limit(most))
                .map(Match::of)
                .collectList();
    }

    /** Notes what became of accepted ones, and forgets what else their contacts might have been. */
    Mono<Void> adopted(BusinessId business, Collection<Match> some) {
        if (some.isEmpty()) {
            return Mono.empty();
        }
        var keys = some.stream().map(match -> match.key(business)).toList();
        var owns = some.stream().map(match -> match.own().value()).toList();
        var rosters = some.stream().map(match -> match.roster().value()).toList();
        var open = in(Match.DECISION, Decision.PROPOSED.name(), Decision.UNDECIDED.name());
        return Mono.from(matches.updateMany(
                        in(Match.ID, keys),
                        new Document("$set", new Document(Match.DECISION, Decision.ADOPTED.name()))))
                .then(Mono.from(
                        matches.deleteMany(and(eq(Match.BUSINESS, business.value()), in(Match.OWN, owns), open))))
                .then(Mono.from(
                        matches.deleteMany(and(eq(Match.BUSINESS, business.value()), in(Match.ROSTER, rosters), open))))
                .then();
    }

    /** Gives accepted ones back that cannot be adopted. */
    Mono<Void> failed(BusinessId business, Map<Match, Match.Problem> some) {
        var models = some.entrySet().stream()
                .<WriteModel<Document>>map(match -> new UpdateOneModel<>(
                        and(eq(Match.ID, match.getKey().key(business)), isAccepted()),
                        new Document(
                                "$set",
                                new Document(Match.DECISION, Decision.UNDECIDED.name())
                                        .append(Match.PROBLEM, match.getValue().name()))))
                .toList();
        return models.isEmpty()
                ? Mono.empty()
                : Mono.from(matches.bulkWrite(models, UNORDERED)).then();
    }

    /** An adoption was taken back: nobody's rule makes it again. */
    Mono<Void> unadopted(BusinessId business, ContactId own, ContactId roster, String by) {
        return Mono.from(matches.updateOne(
                        and(
                                eq(Match.ID, Match.key(business, own, roster)),
                                or(eq(Match.DECISION, Decision.ADOPTED.name()), isAccepted())),
                        new Document("$set", Match.decided(Decision.REFUSED, by, clock.instant()))))
                .then();
    }
}
