package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptionJobs.Phase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.schemas.topics.RosterKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
 * Finds who of our own contacts is whom of the roster.
 *
 * <p>Whatever the size of the account, a few hundred people are in memory at a time: the store keeps a hash of each thing by which one of our
 * own contacts can be found, and the roster's contacts are looked up in it batch by batch. The same people make the same report.
 */
@Component
class MatchReport implements Indexed {

    /** What the loader of a business's own files keeps of a class. */
    static final String OWN_CLASSES = "own_classes";

    private static final String TITLE = "title";
    private static final String TEACHER = "teacher";

    private static final String KEY = "key";
    private static final String OWN = "own";

    private static final int BATCH = 500;
    private static final int AT_ONCE = 3;

    /** Of one thing in common: more are no more decided than these. */
    private static final int MOST_CANDIDATES = 20;

    private static final List<String> DECIDED =
            List.of(Decision.ACCEPTED.name(), Decision.REFUSED.name(), Decision.ADOPTED.name());

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> securityValues;
    private final MongoCollection<Document> enrollments;
    private final MongoCollection<Document> classes;
    private final MongoCollection<Document> ownClasses;
    private final MongoCollection<Document> keys;
    private final MongoCollection<Document> matches;
    private final SourceIds sourceIds;
    private final KeyedHash hash;

    MatchReport(MongoDatabase database, SourceIds sourceIds, KeyedHash hash) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.securityValues = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
        this.enrollments = database.getCollection(RosterCollection.ENROLLMENTS.collectionName());
        this.classes = database.getCollection(RosterCollection.CLASSES.collectionName());
        this.ownClasses = database.getCollection(OWN_CLASSES);
        this.keys = database.getCollection("match_keys");
        this.matches = database.getCollection(Matches.COLLECTION);
        this.sourceIds = sourceIds;
        this.hash = hash;
        // Unicode's tables are read from a file: not with the first name, which comes on an event loop
        ComparedText.of("A");
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(keys.createIndex(Indexes.ascending(KEY))).then();
    }

    /** Makes the report of this name, in the place of the one before. */
    Mono<Void> make(BusinessId business, String report, JobProgress<Phase> progress) {
        return Mono.defer(() -> {
            var run = new Run(business, report, progress);
            progress.begin(Phase.KEYS);
            return Mono.from(keys.deleteMany(BusinessRange.of(business)))
                    .then(run.keepOwnKeys())
                    // where nobody is our own there is nothing to read a roster for
                    .flatMap(owns -> owns == 0 ? Mono.empty() : find(run, progress))
                    .then(Mono.fromRunnable(() -> progress.begin(Phase.SETTLING)))
                    .then(Mono.from(matches.deleteMany(and(
                            BusinessRange.of(business),
                            ne(Match.REPORT, report),
                            ne(Match.DECISION, Decision.ADOPTED.name())))))
                    .then(run.settle())
                    .then(run.leaveOut(Match.OWN))
                    .then(run.leaveOut(Match.ROSTER))
                    .then(Mono.from(keys.deleteMany(BusinessRange.of(business))))
                    .then();
        });
    }

    private static Mono<Void> find(Run run, JobProgress<Phase> progress) {
        return run.keepClassKeys()
                .then(Mono.fromRunnable(() -> progress.begin(Phase.COMPARING)))
                .then(run.compareRoster())
                .then(run.settle())
                .then(Mono.fromRunnable(() -> progress.begin(Phase.CHILDREN)))
                .then(run.compareParents());
    }

    /** One of our own contacts and one of the roster's. */
    private record Pair(String own, ContactId roster) {}

    private final class Run {

        private final BusinessId business;
        private final String report;
        private final JobProgress<Phase> progress;

        Run(BusinessId business, String report, JobProgress<Phase> progress) {
            this.business = business;
            this.report = report;
            this.progress = progress;
        }

        /** Emits how many people that are. */
        Mono<Long> keepOwnKeys() {
            return ownContacts(eq(DocumentFields.OWN, true))
                    .flatMap(
                            some -> keep(some.stream()
                                            .map(view -> MatchPerson.of(view, null))
                                            .flatMap(own -> own.keys().stream().map(key -> document(own.id(), key))))
                                    .doOnSuccess(done -> progress.add(some.size()))
                                    .thenReturn((long) some.size()),
                            AT_ONCE)
                    .reduce(0L, Long::sum);
        }

        /** By the classes and not by their teachers, who need no index then. */
        Mono<Void> keepClassKeys() {
            return Flux.from(ownClasses.find(BusinessRange.of(business)).batchSize(BATCH))
                    .filter(found -> found.getString(TEACHER) != null)
                    .buffer(BATCH)
                    .concatMap(some -> ownById(some.stream().map(found -> found.getString(TEACHER)))
                            .flatMap(teachers -> keep(some.stream()
                                    .filter(found -> teachers.containsKey(found.getString(TEACHER)))
                                    .flatMap(found -> {
                                        var teacher = Objects.requireNonNull(teachers.get(found.getString(TEACHER)));
                                        return teacher.classKeys(found.getString(TITLE)).stream()
                                                .map(key -> document(teacher.id(), key));
                                    }))))
                    .then();
        }

        private Document document(ContactId own, MatchKey key) {
            var hashed = key.hashed(business, hash);
            return new Document(DocumentFields.ID, business.value() + ':' + hashed + ':' + own.value())
                    .append(KEY, hashed)
                    .append(OWN, own.value());
        }

        private Mono<Void> keep(Stream<Document> some) {
            // a teacher may have two classes of one title
            var inserts = some
                    .collect(Collectors.toMap(
                            document -> document.getString(DocumentFields.ID), Function.identity(), (one, same) -> one))
                    .values()
                    .stream()
                    .<WriteModel<Document>>map(InsertOneModel::new)
                    .toList();
            return inserts.isEmpty()
                    ? Mono.empty()
                    : Mono.from(keys.bulkWrite(inserts, UNORDERED))
                            .then()
                            // of a class in another batch
                            .onErrorResume(LostRaces::isCauseOf, there -> Mono.empty());
        }

        Mono<Void> compareRoster() {
            return rosterContacts(ne(DocumentFields.OWN, true))
                    .flatMap(
                            some -> people(some)
                                    .flatMap(people -> classKeys(people).flatMap(taught -> {
                                        var byKey = new HashMap<String, List<MatchPerson>>();
                                        people.forEach(person -> Stream.concat(
                                                        person.keys().stream(),
                                                        taught.getOrDefault(person, Set.of()).stream())
                                                .forEach(key -> byKey.computeIfAbsent(
                                                                key.hashed(business, hash), made -> new ArrayList<>())
                                                        .add(person)));
                                        return compare(byKey);
                                    }))
                                    .doOnSuccess(done -> progress.add(some.size())),
                            AT_ONCE)
                    .then();
        }

        /** The people of the roster with their birth dates; nobody who is one of our own already. */
        private Mono<List<MatchPerson>> people(Collection<ContactView> some) {
            var unadopted = some.stream().filter(MatchReport::isOfTheRoster).toList();
            return birthDates(business, unadopted)
                    .map(dates -> unadopted.stream()
                            .map(view -> MatchPerson.of(view, dates.get(Objects.requireNonNull(view.sourceId()))))
                            .toList());
        }

        private Mono<Map<MatchPerson, Set<MatchKey>>> classKeys(List<MatchPerson> people) {
            var teachers = people.stream()
                    .filter(person -> person.roles().contains(MatchRole.STAFF) && person.sourceId() != null)
                    .collect(Collectors.toMap(MatchPerson::sourceId, Function.identity(), (one, same) -> one));
            if (teachers.isEmpty()) {
                return Mono.just(Map.of());
            }
            return Flux.from(enrollments.find(and(
                            eq(DocumentFields.BUSINESS, business),
                            in(RosterFields.path(RosterFields.USER), teachers.keySet()),
                            eq(RosterFields.path(RosterFields.ROLE), EnrollmentRole.TEACHER.name()),
                            eq(DocumentFields.PRESENT, true))))
                    .map(document -> document.get(DocumentFields.ROSTER, Document.class))
                    .collectList()
                    .flatMap(taught -> titles(taught).map(titles -> {
                        var found = new HashMap<MatchPerson, Set<MatchKey>>();
                        taught.forEach(enrollment -> {
                            var teacher = Objects.requireNonNull(teachers.get(enrollment.getString(RosterFields.USER)));
                            found.computeIfAbsent(teacher, made -> new HashSet<>())
                                    .addAll(teacher.classKeys(titles.get(enrollment.getString(RosterFields.CLASS))));
                        });
                        return found;
                    }));
        }

        private Mono<Map<String, String>> titles(List<Document> taught) {
            var ids = taught.stream()
                    .map(enrollment -> RosterKey.of(business.value(), enrollment.getString(RosterFields.CLASS)))
                    .distinct()
                    .toList();
            return Flux.from(classes.find(and(in(DocumentFields.ID, ids), eq(DocumentFields.PRESENT, true))))
                    .filter(document -> title(document) != null)
                    .collectMap(
                            document -> document.getString(DocumentFields.SOURCE),
                            document -> Objects.requireNonNull(title(document)));
        }

        private static @Nullable String title(Document schoolClass) {
            return schoolClass.get(DocumentFields.ROSTER, new Document()).getString(RosterFields.TITLE);
        }

        /** Parents by the children whom they have in common, once it is known which children those are. */
        Mono<Void> compareParents() {
            return Mono.from(keys.deleteMany(BusinessRange.of(business)))
                    .then(ownContacts(and(eq(DocumentFields.OWN, true), exists(ContactLink.STUDENT_PATH)))
                            .concatMap(some -> children(some)
                                    .flatMap(children -> keep(some.stream()
                                            .map(view -> MatchPerson.of(view, null))
                                            .flatMap(parent -> children.getOrDefault(parent.id(), Set.of()).stream()
                                                    .flatMap(child -> parent.childKeys(child).stream())
                                                    .map(key -> document(parent.id(), key)))))
                                    .thenReturn(some.size()))
                            .reduce(0, Integer::sum))
                    .flatMap(parents -> parents == 0 ? Mono.<Void>empty() : compareByChildren());
        }

        /** What the roster calls the children of our own parents, as far as that is known. */
        private Mono<Map<ContactId, Set<String>>> children(List<ContactView> parents) {
            var students = parents.stream()
                    .flatMap(parent -> parent.links().stream())
                    .map(ContactLink::student)
                    .distinct()
                    .toList();
            var known = Flux.from(contacts.find(and(
                                    in(
                                            DocumentFields.ID,
                                            students.stream()
                                                    .map(student -> ContactKey.of(business, student))
                                                    .toList()),
                                    exists(DocumentFields.SOURCE)))
                            .projection(Projections.include(DocumentFields.SOURCE)))
                    .map(document -> Map.entry(
                            ContactKey.contact(business, document.getString(DocumentFields.ID)),
                            document.getString(DocumentFields.SOURCE)));
            var matched = Flux.from(matches.find(and(
                            eq(Match.BUSINESS, business.value()),
                            in(
                                    Match.OWN,
                                    students.stream().map(ContactId::value).toList()),
                            eq(Match.REPORT, report),
                            in(Match.DECISION, Decision.PROPOSED.name(), Decision.ACCEPTED.name()))))
                    .map(document ->
                            Map.entry(new ContactId(document.getString(Match.OWN)), document.getString(Match.SOURCE)));
            return known.concatWith(matched).collectList().map(found -> {
                var sources = found.stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
                return parents.stream()
                        .collect(Collectors.toMap(
                                ContactView::id,
                                parent -> parent.links().stream()
                                        .flatMap(link -> sources.getOrDefault(link.student(), Set.of()).stream())
                                        .collect(Collectors.toSet())));
            });
        }

        /** Whichever side of the roster claims the other. */
        private Mono<Void> compareByChildren() {
            var byParents = rosterContacts(in(RosterFields.path(RosterFields.ROLES), ContactView.PARENTS))
                    .concatMap(some -> people(some).flatMap(people -> {
                        var views = some.stream().collect(Collectors.toMap(ContactView::id, Function.identity()));
                        var byKey = new HashMap<String, List<MatchPerson>>();
                        people.forEach(parent -> Objects.requireNonNull(views.get(parent.id()))
                                .texts(RosterFields.AGENTS)
                                .forEach(child -> addChild(byKey, parent, child)));
                        return compare(byKey);
                    }));
            var byStudents = rosterContacts(and(
                            eq(RosterFields.path(RosterFields.ROLES), PersonRole.STUDENT.name()),
                            exists(RosterFields.path(RosterFields.AGENTS))))
                    .concatMap(students -> sourceIds
                            .contacts(
                                    business,
                                    students.stream()
                                            .flatMap(student -> student.texts(RosterFields.AGENTS).stream())
                                            .distinct()
                                            .toList())
                            .filter(ContactView::isActive)
                            .collectList()
                            .flatMap(this::people)
                            .flatMap(parents -> {
                                var byKey = new HashMap<String, List<MatchPerson>>();
                                for (var parent : parents) {
                                    students.stream()
                                            .filter(student -> student.texts(RosterFields.AGENTS)
                                                    .contains(parent.sourceId()))
                                            .forEach(student -> addChild(
                                                    byKey, parent, Objects.requireNonNull(student.sourceId())));
                                }
                                return compare(byKey);
                            }));
            return byParents.thenMany(byStudents).then();
        }

        private void addChild(Map<String, List<MatchPerson>> byKey, MatchPerson parent, String child) {
            parent.childKeys(child)
                    .forEach(key -> byKey.computeIfAbsent(key.hashed(business, hash), made -> new ArrayList<>())
                            .add(parent));
        }

        private Mono<Void> compare(Map<String, List<MatchPerson>> byKey) {
            if (byKey.isEmpty()) {
                return Mono.empty();
            }
            return Flux.from(keys.find(in(KEY, byKey.keySet())))
                    .collect(HashMap<String, TreeSet<String>>::new, (found, document) -> {
                        var least = found.computeIfAbsent(document.getString(KEY), made -> new TreeSet<>());
                        least.add(document.getString(OWN));
                        if (least.size() > MOST_CANDIDATES) {
                            least.pollLast();
                        }
                    })
                    .flatMap(found -> {
                        var common = new HashMap<Pair, Set<MatchRule>>();
                        found.forEach((key, owns) -> owns.forEach(own -> Objects.requireNonNull(byKey.get(key))
                                .forEach(person -> common.computeIfAbsent(
                                                new Pair(own, person.id()), made -> EnumSet.noneOf(MatchRule.class))
                                        .add(rule(key)))));
                        var people = byKey.values().stream()
                                .flatMap(List::stream)
                                .collect(Collectors.toMap(MatchPerson::id, Function.identity(), (one, same) -> one));
                        return common.isEmpty() ? Mono.<Void>empty() : write(common, people);
                    });
        }

        private static MatchRule rule(String key) {
            return MatchRule.values()[key.charAt(0) - '0'];
        }

        private Mono<Void> write(Map<Pair, Set<MatchRule>> common, Map<ContactId, MatchPerson> people) {
            var ids = common.keySet().stream().map(this::key).toList();
            return Mono.zip(
                            ownById(common.keySet().stream().map(Pair::own)),
                            Flux.from(matches.find(and(in(Match.ID, ids), eq(Match.REPORT, report))))
                                    .collectMap(document -> document.getString(Match.ID)))
                    .flatMap(known -> {
                        var upserts = common.entrySet().stream()
                                .filter(pair ->
                                        known.getT1().containsKey(pair.getKey().own()))
                                .<WriteModel<Document>>map(pair -> upsert(
                                        pair.getKey(),
                                        Objects.requireNonNull(
                                                known.getT1().get(pair.getKey().own())),
                                        Objects.requireNonNull(
                                                people.get(pair.getKey().roster())),
                                        pair.getValue(),
                                        known.getT2().get(key(pair.getKey()))))
                                .toList();
                        return upserts.isEmpty()
                                ? Mono.<Void>empty()
                                : Mono.from(matches.bulkWrite(upserts, UNORDERED))
                                        .retryWhen(LostRaces.retry())
                                        .then();
                    });
        }

        private String key(Pair pair) {
            return Match.key(business, new ContactId(pair.own()), pair.roster());
        }

        private WriteModel<Document> upsert(
                Pair pair, MatchPerson own, MatchPerson roster, Set<MatchRule> common, @Nullable Document known) {
            var rules = EnumSet.copyOf(common);
            if (known != null) {
                known.getList(Match.RULES, String.class).forEach(rule -> rules.add(MatchRule.valueOf(rule)));
            }
            var found = Comparison.of(own, roster, rules);
            return new UpdateOneModel<>(
                    eq(Match.ID, key(pair)),
                    combine(
                            set(Match.BUSINESS, business.value()),
                            set(Match.OWN, pair.own()),
                            set(Match.ROSTER, pair.roster().value()),
                            set(Match.SOURCE, roster.sourceId()),
                            set(Match.ROLE, found.role().name()),
                            set(
                                    Match.RULES,
                                    found.rules().stream().map(Enum::name).toList()),
                            set(
                                    Match.AGAINST,
                                    found.against().stream().map(Enum::name).toList()),
                            set(Match.STRONG, found.strong()),
                            set(Match.SCORE, found.score()),
                            set(Match.REPORT, report),
                            unset(Match.PROBLEM),
                            setOnInsert(Match.DECISION, Decision.UNDECIDED.name())),
                    new UpdateOptions().upsert(true));
        }

        /** Says of each match whether it is the only one, so that nothing but what is clear is proposed. */
        Mono<Void> settle() {
            return write(
                            groups(Match.ROSTER),
                            group -> group.stream()
                                    .flatMap(match -> changed(match, Match.ROSTER_RIVALS, hasRival(match, group))))
                    .then(write(
                            groups(Match.OWN),
                            group -> group.stream().flatMap(match -> {
                                boolean rivals = hasRival(match, group) || match.getBoolean(Match.ROSTER_RIVALS, false);
                                boolean clear = match.getBoolean(Match.STRONG) && !rivals;
                                return Stream.concat(
                                        changed(match, Match.RIVALS, rivals),
                                        decided(match, clear ? Decision.PROPOSED : Decision.UNDECIDED));
                            })));
        }

        /** What is weak is nothing to look at where it is clear who one of the two is. */
        Mono<Void> leaveOut(String side) {
            var clear = groups(side)
                    .filter(group -> group.stream()
                            .anyMatch(match -> is(match, Decision.PROPOSED) || is(match, Decision.ACCEPTED)));
            return write(
                    clear,
                    group -> group.stream()
                            .filter(match -> is(match, Decision.UNDECIDED) && !match.getBoolean(Match.STRONG))
                            .map(match -> new DeleteOneModel<>(eq(Match.ID, match.getString(Match.ID)))));
        }

        private static boolean is(Document match, Decision decision) {
            return decision.name().equals(match.getString(Match.DECISION));
        }

        /** Whether somebody else may be the person, who matters: nobody weak does where this one is strong. */
        private static boolean hasRival(Document match, List<Document> group) {
            boolean strong = match.getBoolean(Match.STRONG);
            return group.stream()
                    .filter(other -> other != match && !is(other, Decision.REFUSED))
                    .anyMatch(other -> !strong || other.getBoolean(Match.STRONG));
        }

        /** Matches of this report, those of one contact together. */
        private Flux<List<Document>> groups(String side) {
            return Flux.from(matches.find(and(eq(Match.BUSINESS, business.value()), eq(Match.REPORT, report)))
                            .sort(Sorts.ascending(Match.BUSINESS, side))
                            .projection(Projections.include(
                                    side, Match.STRONG, Match.DECISION, Match.ROSTER_RIVALS, Match.RIVALS))
                            .batchSize(BATCH))
                    .bufferUntilChanged(match -> match.getString(side));
        }

        private Stream<WriteModel<Document>> changed(Document match, String field, boolean value) {
            return match.getBoolean(field, false) == value
                    ? Stream.empty()
                    : Stream.of(new UpdateOneModel<>(
                            eq(Match.ID, match.getString(Match.ID)), value ? set(field, true) : unset(field)));
        }

        private Stream<WriteModel<Document>> decided(Document match, Decision decision) {
            return DECIDED.contains(match.getString(Match.DECISION)) || is(match, decision)
                    ? Stream.empty()
                    : Stream.of(new UpdateOneModel<>(
                            and(
                                    eq(Match.ID, match.getString(Match.ID)),
                                    in(Match.DECISION, Decision.PROPOSED.name(), Decision.UNDECIDED.name())),
                            set(Match.DECISION, decision.name())));
        }

        private Mono<Void> write(
                Flux<List<Document>> groups, Function<List<Document>, Stream<WriteModel<Document>>> changes) {
            return groups.concatMapIterable(group -> changes.apply(group).toList())
                    .buffer(BATCH)
                    .concatMap(models -> Mono.from(matches.bulkWrite(models, UNORDERED)), 1)
                    .then();
        }

        private Mono<Map<String, MatchPerson>> ownById(Stream<String> ids) {
            return Flux.from(contacts.find(and(
                            in(
                                    DocumentFields.ID,
                                    ids.distinct()
                                            .map(id -> ContactKey.of(business, new ContactId(id)))
                                            .toList()),
                            eq(DocumentFields.OWN, true),
                            ContactView.active())))
                    .map(document -> MatchPerson.of(new ContactView(document), null))
                    .collectMap(person -> person.id().value());
        }

        private Flux<List<ContactView>> ownContacts(Bson filter) {
            return active(filter);
        }

        private Flux<List<ContactView>> rosterContacts(Bson filter) {
            return active(and(eq(DocumentFields.PRESENT, true), filter));
        }

        private Flux<List<ContactView>> active(Bson filter) {
            return Flux.from(contacts.find(and(BusinessRange.of(business), ContactView.active(), filter))
                            .batchSize(BATCH))
                    .map(ContactView::new)
                    .buffer(BATCH);
        }
    }

    /** One that an import made, and not one of our own that is the roster's by now. */
    private static boolean isOfTheRoster(ContactView view) {
        var source = view.sourceId();
        return source != null && view.id().equals(ContactId.derived(view.businessId(), source, view.generation()));
    }

    /** Hashes of the birth dates that the roster has of these people, by source ID. */
    private Mono<Map<String, Binary>> birthDates(BusinessId business, Collection<ContactView> some) {
        return birthDates(securityValues, business, some.stream().map(ContactView::sourceId));
    }

    static Mono<Map<String, Binary>> birthDates(
            MongoCollection<Document> securityValues, BusinessId business, Stream<@Nullable String> sourceIds) {
        var ids = sourceIds
                .filter(Objects::nonNull)
                .map(sourceId -> RosterKey.of(business.value(), sourceId))
                .toList();
        return Flux.from(securityValues.find(and(in(DocumentFields.ID, ids), eq(DocumentFields.PRESENT, true))))
                .filter(document -> birthDate(document) != null)
                .collectMap(
                        document -> document.getString(DocumentFields.SOURCE),
                        document -> Objects.requireNonNull(birthDate(document)));
    }

    private static @Nullable Binary birthDate(Document document) {
        return document.get(DocumentFields.ROSTER, new Document()).get(RosterFields.BIRTH_DATE_HASH, Binary.class);
    }
}
