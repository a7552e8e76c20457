package com.pickatime.contacts.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.contacts.adoption.AdoptingInstance.Pair;
import com.pickatime.contacts.clearing.ClearingInstance.Stand;
import com.pickatime.contacts.intake.ApplyingInstance;
import com.pickatime.contacts.reading.ReadRecord;
import com.pickatime.contacts.schedules.ReferenceModel.Contact;
import com.pickatime.contacts.schedules.ReferenceModel.Facts;
import com.pickatime.contacts.schedules.ReferenceModel.Person;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.testing.DyingStore;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

/** Some operations on one small business, chosen by a seed, each of which may be cut off; the store is as the model after each. */
final class Schedule {

    /** When an instance dies. */
    enum Crashes {
        /** Now and then, after so many of its writes. */
        SOME,
        /** At every operation and after each number of its writes, each time from the same store on. */
        ALL
    }

    /** How often what was done. */
    static final class Counts {
        final Map<String, Integer> operations = new ConcurrentSkipListMap<>();
        final Map<String, Integer> refused = new ConcurrentSkipListMap<>();
        final Map<String, Integer> crashes = new ConcurrentSkipListMap<>();
    }

    private static final int FEWEST = 12;
    private static final int MOST = 32;
    private static final int MOST_WRITES = 14;
    private static final int MOST_SWEEPS = 8;
    private static final Duration CUT_OFF = Duration.ofMinutes(3);
    private static final List<String> FIELDS = List.of("givenName", "familyName", "email");
    private static final List<AccessLevel> LEVELS = List.of(
            AccessLevel.APPOINTMENT_VIEWER,
            AccessLevel.APPOINTMENT_MAKER,
            AccessLevel.RESOURCE_ADMINISTRATOR,
            AccessLevel.EVENT_ADMINISTRATOR,
            AccessLevel.ADMINISTRATOR);
    private static final Set<String> RECORDS = Set.of("IMPORT", "LATE", "REDELIVERY");
    private static final String BOSS = "local:boss";

    private final World world;
    private final Random random;
    private final Crashes crashes;
    private final Counts counts;
    private final List<String> log = new ArrayList<>();
    private final BusinessId business;
    private final TestRoster roster;
    private final List<String> sources = new ArrayList<>();

    /** What the district's system has now. */
    private final Map<String, Person> desired = new TreeMap<>();

    /** All that was ever published, to come again, and what did not come yet. */
    private final List<ReadRecord> published = new ArrayList<>();

    private final List<ReadRecord> late = new ArrayList<>();
    private final Set<AccessLevel> given = new HashSet<>();
    private ReferenceModel model;

    /** Of the last import. */
    private long revision;

    /** By what an import would tell that nothing is changed, and what it would compare with, when it was looked at last. */
    private String mark = "";

    private List<String> index = List.of();

    private int values;

    Schedule(World world, long seed, Crashes crashes, Counts counts) {
        this.world = world;
        this.random = new Random(seed);
        this.crashes = crashes;
        this.counts = counts;
        this.business = world.business();
        this.roster = new TestRoster(world.database(), business);
        this.model = new ReferenceModel(business);
        int students = 1 + random.nextInt(3);
        int parents = 1 + random.nextInt(2);
        int teachers = random.nextInt(2);
        for (int i = 0; i < students; i++) {
            sources.add("s" + i);
        }
        for (int i = 0; i < parents; i++) {
            sources.add("p" + i);
        }
        for (int i = 0; i < teachers; i++) {
            sources.add("t" + i);
        }
    }

    /** Something that is done, by an instance that may die at it and by another that goes on. */
    private final class Operation {
        final String kind;
        final String what;

        /** Begins it, or all of it. */
        Consumer<Instance> attempt = instance -> {};

        /** What the next instance does of its own; then it is asked for again if it was not done. */
        Consumer<Instance> sweep = instance -> {};

        BooleanSupplier done = () -> false;

        /** What is promised. */
        Runnable promise = () -> {};

        /** Whether it is to be refused. */
        boolean refused;

        /** What may happen before another instance goes on; null for nothing. */
        @Nullable
        Operation meanwhile;

        Operation(String kind, String what) {
            this.kind = kind;
            this.what = what;
        }
    }

    void run() {
        // as after a first receipt: a business that was never counted needs no note of what changed
        Mono.from(world.database()
                        .getCollection("summaries")
                        .insertOne(new Document("_id", business.value()).append("revision", 0L)))
                .block();
        begin();
        int operations = FEWEST + random.nextInt(MOST - FEWEST);
        for (int i = 0; i < operations; i++) {
            next(this::next);
        }
        // in the end everything came, and a last import makes it good
        perform(come(List.copyOf(late), "LATE"));
        late.clear();
        perform(importing(false));
        assertReceipt();
    }

    /** A school with people of its own and a roster that has some of them, in any order. */
    private void begin() {
        var first = new ArrayList<Supplier<@Nullable Operation>>();
        for (var source : sources) {
            if (random.nextInt(3) > 0) {
                first.add(() -> making(source));
            }
            if (random.nextInt(5) > 0) {
                desired.put(source, person(source));
            }
        }
        first.add(() -> importing(false));
        first.add(this::linking);
        first.add(this::linking);
        Collections.shuffle(first, random);
        first.add(this::linking);
        first.forEach(this::next);
    }

    private void next(Supplier<@Nullable Operation> what) {
        // no two things are done at once, by which links are known
        world.clock().advance(Duration.ofSeconds(1 + random.nextInt(60)));
        var operation = what.get();
        if (operation != null) {
            perform(operation);
        }
    }

    List<String> log() {
        return log;
    }

    private void perform(Operation operation) {
        counts.operations.merge(operation.kind, 1, Integer::sum);
        if (crashes == Crashes.ALL) {
            performAtEachWrite(operation);
            return;
        }
        boolean dies = random.nextInt(100) < 45;
        int writes = random.nextInt(MOST_WRITES);
        log.add(operation.kind + ' ' + operation.what + (dies ? " dying after " + writes + " writes" : ""));
        perform(operation, dies ? writes : Integer.MAX_VALUE);
        check();
        checkIndex(operation);
    }

    private void performAtEachWrite(Operation operation) {
        var before = world.all();
        var promised = model;
        for (int writes = 0; ; writes++) {
            log.add(operation.kind + ' ' + operation.what + " dying after " + writes + " writes");
            model = promised.copy();
            boolean died = perform(operation, writes);
            check();
            var known = mark;
            var indexed = index;
            checkIndex(operation);
            if (!died) {
                return;
            }
            mark = known;
            index = indexed;
            log.remove(log.size() - 1);
            world.replace(before);
        }
    }

    /** True if an instance died. */
    private boolean perform(Operation operation, int writes) {
        var dying = DyingStore.after(writes);
        var refusal = attempt(operation, Instance.on(dying.of(world.database()), business, world.clock()), dying);
        boolean died = dying.died();
        if (died) {
            counts.crashes.merge(operation.kind, 1, Integer::sum);
            world.clock().advance(CUT_OFF);
            var meanwhile = operation.meanwhile;
            if (meanwhile != null) {
                log.add("  meanwhile " + meanwhile.kind + ' ' + meanwhile.what);
                attempt(meanwhile, world.fresh(), null);
            }
            var another = world.fresh();
            operation.sweep.accept(another);
            refusal = operation.done.getAsBoolean() ? null : attempt(operation, another, null);
        }
        if (refusal == null) {
            assertThat(operation.refused).as("refused").isFalse();
        } else {
            counts.refused.merge(operation.kind, 1, Integer::sum);
            assertThat(operation.refused)
                    .as("refused with %s", refusal.getMessage())
                    .isTrue();
        }
        operation.promise.run();
        return died;
    }

    private static @Nullable ErrorResponseException attempt(
            Operation operation, Instance instance, @Nullable DyingStore dying) {
        try {
            operation.attempt.accept(instance);
            return null;
        } catch (ErrorResponseException refused) {
            return refused;
        } catch (RuntimeException e) {
            // of whatever it died, in whatever that is wrapped
            if (dying != null && dying.died()) {
                return null;
            }
            throw e;
        }
    }

    // ---- what must hold

    private void check() {
        var documents = world.documents();
        assertThat(pretty(World.state(documents))).isEqualTo(pretty(model.state()));
        var held = new TreeMap<String, ContactId>();
        model.holders.forEach((source, holder) -> {
            if (model.isThere(model.contact(holder))) {
                held.put(source, holder);
            }
        });
        assertThat(world.holders(sources)).as("who holds the source IDs").isEqualTo(held);
        var present = documents.stream()
                .filter(document -> document.getBoolean("present", false))
                .map(document -> String.valueOf(document.getString("sourceId")))
                .toList();
        assertThat(present).as("present contacts").doesNotHaveDuplicates().doesNotContain("null");
        var merged = model.contacts.values().stream()
                .filter(contact -> contact.state == ContactState.MERGED)
                .map(contact -> contact.id)
                .collect(Collectors.toSet());
        model.contacts
                .values()
                .forEach(contact -> assertThat(contact.local.links)
                        .as("links of %s", label(contact.id))
                        .noneMatch(link -> merged.contains(link.student())));
    }

    /** An import that finds nothing changed must not miss what a person changed; of its own records it waits for the receipt. */
    private void checkIndex(Operation operation) {
        var told = world.lasting().index();
        var before = mark;
        var compared = index;
        mark = told.mark(business);
        index = told.index(business);
        if (mark.equals(before) && !RECORDS.contains(operation.kind)) {
            assertThat(index).as("compared with, where nothing was changed").isEqualTo(compared);
        }
    }

    private String pretty(Map<String, Object> state) {
        return state.entrySet().stream()
                .map(entry -> label(new ContactId(entry.getKey())) + " "
                        + ids(entry.getValue().toString()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private String ids(String text) {
        var named = text;
        for (var id : model.contacts.keySet()) {
            named = named.replace(id.value(), label(id));
        }
        return named;
    }

    /** Source and store side by side. */
    private void assertReceipt() {
        var waiting = sources.stream()
                .filter(source -> model.holders.containsKey(source) && holder(source).state == ContactState.QUARANTINED)
                .collect(Collectors.toSet());
        var store = world.documents().stream()
                .filter(document -> document.getBoolean("present", false))
                .map(document -> document.getString("sourceId"))
                .filter(source -> !waiting.contains(source))
                .sorted()
                .toList();
        assertThat(store)
                .as("the receipt")
                .isEqualTo(desired.keySet().stream()
                        .filter(source -> !waiting.contains(source))
                        .toList());
    }

    private Contact holder(String source) {
        return model.contact(Objects.requireNonNull(model.holders.get(source)));
    }

    /** As logs call a contact: the how-manieth it is. */
    private String label(ContactId id) {
        var ids = List.copyOf(model.contacts.keySet());
        int index = ids.indexOf(id);
        return index < 0 ? "another:" + id : "c" + index;
    }

    // ---- what may come next

    private @Nullable Operation next() {
        int choice = random.nextInt(100);
        if (choice < 12) {
            return importing(true);
        } else if (choice < 16) {
            return redelivering();
        } else if (choice < 20) {
            return coming();
        } else if (choice < 26) {
            return making(Objects.requireNonNull(any(sources)));
        } else if (choice < 29) {
            return changing();
        } else if (choice < 35) {
            return setting();
        } else if (choice < 41) {
            return overriding();
        } else if (choice < 43) {
            return removing();
        } else if (choice < 46) {
            return restoring();
        } else if (choice < 57) {
            return linking();
        } else if (choice < 62) {
            return unlinking();
        } else if (choice < 64) {
            return beginningGeneration();
        } else if (choice < 67) {
            return deciding();
        } else if (choice < 81) {
            return adopting();
        } else if (choice < 90) {
            return unadopting();
        } else if (choice < 93) {
            return clearing();
        } else if (choice < 99) {
            return undoing();
        }
        return passing();
    }

    private <T> @Nullable T any(List<T> some) {
        return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
    }

    private @Nullable Contact any(Predicate<Contact> whom) {
        return any(model.contacts.values().stream()
                .filter(model::isThere)
                .filter(whom)
                .toList());
    }

    private Caller boss() {
        return Caller.person(BOSS, business, AccessLevel.ADMINISTRATOR);
    }

    private Person person(String source) {
        var role = switch (source.charAt(0)) {
            case 's' -> PersonRole.STUDENT;
            case 'p' -> PersonRole.PARENT;
            default -> PersonRole.TEACHER;
        };
        var given = random.nextInt(4) == 0 ? "Given" + values++ : "Given" + source;
        return new Person(role, given, "Family" + source, random.nextInt(3) == 0 ? null : source + "@roster.example");
    }

    // ---- imports

    private Operation importing(boolean changing) {
        revision = Math.max(revision, world.highestRevision()) + 1 + (random.nextInt(4) == 0 ? 1 : 0);
        if (changing) {
            for (var source : sources) {
                int choice = random.nextInt(10);
                if (choice < 2) {
                    desired.remove(source);
                } else if (choice < 6 || desired.isEmpty()) {
                    desired.put(source, person(source));
                }
            }
        }
        var records = new ArrayList<ReadRecord>();
        for (var source : sources) {
            var record = record(source, revision);
            if (record != null) {
                records.add(record);
            }
        }
        published.addAll(records);
        Collections.shuffle(records, random);
        // not all: that a run is under way is known by its number
        if (changing && records.size() > 1 && random.nextInt(4) == 0) {
            late.add(records.remove(0));
        }
        if (random.nextInt(3) == 0) {
            records.addAll(List.copyOf(records));
        }
        return come(records, "IMPORT");
    }

    /** What the import has to say of a source ID, as the comparison with the store finds. */
    private @Nullable ReadRecord record(String source, long revision) {
        var wanted = desired.get(source);
        var said = model.facts.get(source);
        boolean present = said != null && Boolean.TRUE.equals(said.present);
        boolean waits = present && holder(source).state == ContactState.QUARANTINED;
        if (wanted == null) {
            return present
                    ? ApplyingInstance.change(roster.remove(RosterCollection.CONTACTS, source, revision), false)
                    : null;
        }
        if (waits) {
            return random.nextBoolean() ? null : ApplyingInstance.change(upsert(source, revision, wanted), true);
        }
        boolean same = present && wanted.equals(Objects.requireNonNull(said).content);
        if (same) {
            return random.nextInt(8) == 0 ? ApplyingInstance.quarantine(upsert(source, revision, wanted)) : null;
        }
        return ApplyingInstance.change(upsert(source, revision, wanted), false);
    }

    private RosterChange upsert(String source, long revision, Person person) {
        var fields = new Document("roles", List.of(person.role().name()))
                .append("givenName", person.givenName())
                .append("familyName", person.familyName());
        if (person.email() != null) {
            fields.append("email", person.email()).append("emailGiven", person.email());
        }
        return roster.upsert(RosterCollection.CONTACTS, source, revision, fields.toJson());
    }

    private Operation come(List<ReadRecord> records, String kind) {
        var operation = new Operation(kind, records.stream().map(Schedule::told).collect(Collectors.joining(", ")));
        operation.attempt = instance -> instance.intake().apply(records);
        operation.promise = () -> promised(records);
        return operation;
    }

    private static String told(ReadRecord record) {
        if (record instanceof ReadRecord.ChangeRecord changed) {
            var change = changed.change();
            return change.sourceId()
                    + '@'
                    + change.revision()
                    + (change.content() == null
                            ? "-"
                            : "+"
                                    + change.content()
                                            .fields()
                                            .getString("givenName")
                                            .getValue())
                    + (changed.releases() ? "!" : "");
        }
        var waits = (ReadRecord.QuarantineRecord) record;
        return waits.sourceId() + '@' + waits.run().revision() + "?";
    }

    private void promised(List<ReadRecord> records) {
        var marks = new TreeMap<String, ReadRecord>();
        for (var record : records) {
            if (record instanceof ReadRecord.ChangeRecord changed) {
                var change = changed.change();
                model.says(change.sourceId(), change.revision(), content(change));
                if (changed.releases()) {
                    marks.merge(change.sourceId(), record, Schedule::later);
                }
            } else if (record instanceof ReadRecord.QuarantineRecord waits) {
                marks.merge(waits.sourceId(), record, Schedule::later);
            }
        }
        marks.forEach((source, record) ->
                model.marks(source, revision(record), record instanceof ReadRecord.QuarantineRecord));
    }

    private static ReadRecord later(ReadRecord one, ReadRecord other) {
        return revision(other) > revision(one) ? other : one;
    }

    private static long revision(ReadRecord record) {
        return Objects.requireNonNull(record.processed().run()).revision();
    }

    private static @Nullable Person content(RosterChange change) {
        if (change.content() == null) {
            return null;
        }
        var fields = change.content().fields();
        return new Person(
                PersonRole.valueOf(fields.getArray("roles").get(0).asString().getValue()),
                fields.getString("givenName").getValue(),
                fields.getString("familyName").getValue(),
                fields.containsKey("email") ? fields.getString("email").getValue() : null);
    }

    private @Nullable Operation redelivering() {
        return published.isEmpty() ? null : come(again(), "REDELIVERY");
    }

    /** Anything that came before, in any order. */
    private List<ReadRecord> again() {
        var records = published.stream()
                .filter(record -> !late.contains(record))
                .filter(record -> random.nextInt(3) > 0)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(records, random);
        return records;
    }

    /** Nothing that changes anything: whoever lost the roster's word would have it again. */
    private @Nullable Operation meanwhile() {
        boolean changesNothing = model.facts.values().stream().allMatch(said -> said.revision > 0);
        return changesNothing && random.nextInt(3) == 0 ? redelivering() : null;
    }

    private @Nullable Operation coming() {
        return late.isEmpty() ? null : come(List.of(late.remove(random.nextInt(late.size()))), "LATE");
    }

    // ---- people

    private Operation making(String source) {
        var person = ownPerson(source);
        var operation = new Operation("CREATE", person.givenName() + " for " + source);
        operation.attempt = instance -> instance.own()
                .create(
                        business,
                        person.role(),
                        person.givenName(),
                        person.familyName(),
                        source,
                        person.email(),
                        boss());
        operation.done = () -> unknown() != null;
        operation.promise = () -> model.makes(Objects.requireNonNull(unknown()), person);
        return operation;
    }

    private Person ownPerson(String source) {
        var like = person(source);
        return new Person(
                like.role(),
                like.givenName(),
                like.familyName(),
                random.nextInt(3) == 0 ? null : "own" + values++ + "@own.example");
    }

    /** The contact that the model does not know. */
    private @Nullable ContactId unknown() {
        var known = model.contacts.keySet();
        return World.state(world.documents()).keySet().stream()
                .map(ContactId::new)
                .filter(id -> !known.contains(id))
                .findAny()
                .orElse(null);
    }

    private @Nullable Operation changing() {
        var contact = any(found -> found.own || random.nextInt(6) == 0);
        return contact == null ? null : changing(contact);
    }

    private Operation changing(Contact contact) {
        var id = contact.id;
        var person = ownPerson(contact.source == null ? Objects.requireNonNull(any(sources)) : contact.source);
        var operation = new Operation("CHANGE", label(id) + " to " + person.givenName() + ' ' + person.email());
        operation.attempt = instance -> instance.own()
                .change(
                        business,
                        id,
                        person.role(),
                        person.givenName(),
                        person.familyName(),
                        "changed",
                        person.email(),
                        boss());
        operation.refused = !contact.own;
        operation.promise = () -> {
            if (model.contact(id).own) {
                model.changes(id, person);
            }
        };
        return operation;
    }

    private @Nullable Operation setting() {
        var contact = any(model::isActive);
        return contact == null ? null : setting(contact);
    }

    private @Nullable Operation setting(Contact contact) {
        var id = contact.id;
        // a level that the contact had before might be the one that an adoption moved
        var level = any(LEVELS.stream()
                .filter(another -> another != contact.local.level)
                .filter(another -> {
                    var journal = model.adoptions.get(id);
                    return journal == null || another != journal.movedLevel();
                })
                .filter(another -> another != AccessLevel.ADMINISTRATOR || random.nextInt(3) == 0)
                .toList());
        if (level == null) {
            return null;
        }
        var operation = new Operation("LEVEL", label(id) + " to " + level);
        operation.attempt = instance -> instance.levels().set(business, id, level, boss());
        operation.promise = () -> model.sets(id, level);
        return operation;
    }

    private @Nullable Operation overriding() {
        var contact = any(found -> found.state != ContactState.MERGED);
        return contact == null ? null : overriding(contact);
    }

    private Operation overriding(Contact contact) {
        var id = contact.id;
        var field = Objects.requireNonNull(any(FIELDS));
        boolean back = contact.local.overrides.containsKey(field) && random.nextBoolean();
        var value = back ? null : field.equals("email") ? "better" + values++ + "@own.example" : "Better" + values++;
        var operation = new Operation("OVERRIDE", label(id) + ' ' + field + " as " + value);
        operation.attempt = instance -> {
            if (value == null) {
                instance.edits().removeOverride(business, id, field, boss());
            } else {
                instance.edits().override(business, id, field, value, boss());
            }
        };
        operation.promise = () -> model.overrides(id, field, value);
        return operation;
    }

    private @Nullable Operation removing() {
        var contact = any(found -> found.state == ContactState.ACTIVE || random.nextInt(6) == 0);
        if (contact == null) {
            return null;
        }
        var id = contact.id;
        var state = contact.state;
        var operation = new Operation("REMOVE", label(id));
        operation.attempt = instance -> instance.edits().remove(business, id, boss());
        operation.refused = state == ContactState.MERGED || state == ContactState.QUARANTINED;
        operation.promise = () -> {
            if (state == ContactState.ACTIVE) {
                model.becomes(id, ContactState.REMOVED);
            }
        };
        return operation;
    }

    private @Nullable Operation restoring() {
        var contact = any(found -> found.state == ContactState.REMOVED);
        if (contact == null) {
            return null;
        }
        var id = contact.id;
        var operation = new Operation("RESTORE", label(id));
        operation.attempt = instance -> instance.edits().restore(business, id, boss());
        operation.refused = contact.local.succeededBy != null;
        operation.promise = () -> {
            if (!operation.refused) {
                model.becomes(id, ContactState.ACTIVE);
            }
        };
        return operation;
    }

    private @Nullable Operation linking() {
        var parent = any(
                found -> model.role(found) == PersonRole.PARENT && (model.isActive(found) || random.nextInt(9) == 0));
        return parent == null ? null : linking(parent);
    }

    private @Nullable Operation linking(Contact parent) {
        var student = any(
                found -> model.role(found) == PersonRole.STUDENT && (model.isActive(found) || random.nextInt(9) == 0));
        if (student == null) {
            return null;
        }
        var from = parent.id;
        var to = student.id;
        boolean possible = model.isActive(student) || parent.local.hasLink(to);
        var operation = new Operation("LINK", label(from) + " to " + label(to));
        var at = new @Nullable Instant[1];
        operation.attempt = instance -> {
            instance.links().attach(business, from, to, BOSS);
            at[0] = linkedNow(from, to);
        };
        operation.refused = !model.isActive(parent);
        operation.promise = () -> {
            if (!operation.refused && possible && at[0] != null) {
                model.links(from, to, at[0]);
            }
        };
        return operation;
    }

    /** When the link was made, if that was now: an adoption may have brought it. */
    private @Nullable Instant linkedNow(ContactId from, ContactId to) {
        var now = world.clock().instant();
        return new ContactView(Objects.requireNonNull(world.document(from)))
                        .links().stream()
                                .anyMatch(link ->
                                        link.student().equals(to) && link.at().equals(now))
                ? now
                : null;
    }

    private @Nullable Operation unlinking() {
        var parent = any(found -> !found.local.links.isEmpty() && found.state != ContactState.MERGED);
        if (parent == null) {
            return null;
        }
        var from = parent.id;
        var to = Objects.requireNonNull(any(parent.local.links)).student();
        var operation = new Operation("UNLINK", label(from) + " from " + label(to));
        operation.attempt = instance -> instance.links().detach(business, from, to, BOSS);
        operation.promise = () -> model.unlinks(from, to);
        return operation;
    }

    // ---- one source ID, another contact

    private @Nullable Operation beginningGeneration() {
        var contact = any(found -> found.source != null);
        if (contact == null) {
            return null;
        }
        var id = contact.id;
        var source = Objects.requireNonNull(contact.source);
        var operation = new Operation("GENERATION", source + " leaves " + label(id));
        operation.attempt = instance -> instance.edits().startGeneration(business, id, boss());
        operation.done = () -> sentTo(id, source) != null;
        operation.refused = contact.state == ContactState.QUARANTINED;
        operation.promise = () -> {
            if (operation.refused) {
                return;
            }
            var next = Objects.requireNonNull(sentTo(id, source));
            model.nextGeneration(id, next);
            if (Objects.requireNonNull(world.document(next)).get("present") == null) {
                // it was cut off before the roster's word came along: the next import tells it
                model.facts.put(source, new Facts());
            }
        };
        return operation;
    }

    /** Whom the contact handed its source ID to; null while it has it. */
    private @Nullable ContactId sentTo(ContactId from, String source) {
        var document = Objects.requireNonNull(world.document(from));
        return document.getString("sourceId") == null ? SourceIds.sentTo(business, source, document) : null;
    }

    private @Nullable Operation deciding() {
        var contact = any(found -> found.state == ContactState.QUARANTINED);
        if (contact == null) {
            return null;
        }
        var id = contact.id;
        var source = Objects.requireNonNull(contact.source);
        boolean same = random.nextBoolean();
        var operation = new Operation("DECIDE", label(id) + (same ? " is the same" : " is another"));
        operation.attempt = instance -> instance.quarantine().decide(id, same, BOSS);
        operation.promise = () -> {
            if (same) {
                model.becomes(id, ContactState.ACTIVE);
                return;
            }
            var next = Objects.requireNonNull(sentTo(id, source));
            model.anotherPerson(
                    id, next, Objects.requireNonNull(world.document(next)).getLong("revision"));
        };
        return operation;
    }

    // ---- adoption

    private @Nullable Operation adopting() {
        var instance = world.lasting();
        finish(instance, Objects.requireNonNull(instance.adoption().startReport(business, BOSS)));
        sorted(instance.adoption().pairs(business, false)).stream()
                .filter(pair -> random.nextInt(4) > 0)
                .forEach(pair -> instance.adoption().accept(business, BOSS, pair));
        var accepted = sorted(instance.adoption().pairs(business, true));
        return accepted.isEmpty() ? null : adopting(accepted);
    }

    private List<Pair> sorted(List<Pair> pairs) {
        var order = List.copyOf(model.contacts.keySet());
        return pairs.stream()
                .sorted(Comparator.<Pair>comparingInt(pair -> order.indexOf(pair.own()))
                        .thenComparingInt(pair -> order.indexOf(pair.roster())))
                .toList();
    }

    private Operation adopting(List<Pair> accepted) {
        var operation = new Operation(
                "ADOPT",
                accepted.stream()
                        .map(pair -> label(pair.own()) + '<' + label(pair.roster()))
                        .collect(Collectors.joining(", ")));
        var before = world.lasting().adoption().job(business);
        operation.attempt = instance -> {
            if (instance.adoption().startAdoption(business, BOSS) != null) {
                instance.adoption().sweep();
            }
        };
        operation.sweep = instance -> finish(instance, before);
        operation.done = () -> !world.lasting().adoption().job(business).equals(before);
        operation.promise = () -> {
            finish(world.lasting(), before);
            model.adopts(accepted, world.clock().instant());
        };
        operation.meanwhile = random.nextBoolean() ? meanwhileAdopting(operation, accepted) : null;
        return operation;
    }

    /** Until the job is over. */
    private void finish(Instance instance, String before) {
        for (int i = 0; i < MOST_SWEEPS && instance.adoption().job(business).endsWith("RUNNING"); i++) {
            instance.adoption().sweep();
            if (instance.adoption().job(business).endsWith("RUNNING")) {
                world.clock().advance(CUT_OFF);
            }
        }
        var job = instance.adoption().job(business);
        assertThat(job.equals(before) || job.endsWith(" DONE")).as(job).isTrue();
    }

    /** What comes between the instance that died and the next: wherever the first was, the end is as if it came before. */
    private @Nullable Operation meanwhileAdopting(Operation adopting, List<Pair> accepted) {
        var pair = Objects.requireNonNull(any(accepted));
        var mine = model.contact(pair.own());
        if (!model.isAdoptable(pair.own(), pair.roster(), pair.sourceId())) {
            return null;
        }
        var other = switch (random.nextInt(5)) {
            case 0 -> setting(mine);
            // to take one back ends otherwise before an adoption than behind it
            case 1 -> mine.local.overrides.isEmpty() ? overriding(mine) : null;
            case 2 -> changing(mine);
            case 3 -> model.role(mine) == PersonRole.PARENT ? linking(mine) : null;
            default -> meanwhile();
        };
        if (other == null) {
            return null;
        }
        var last = adopting.promise;
        var attempt = other.attempt;
        var done = new boolean[1];
        other.attempt = instance -> {
            attempt.accept(instance);
            done[0] = true;
        };
        adopting.promise = () -> {
            if (done[0]) {
                done[0] = false;
                other.promise.run();
            }
            last.run();
        };
        return other;
    }

    private @Nullable Operation unadopting() {
        var contact = any(found -> found.local.adoptedFrom != null || random.nextInt(40) == 0);
        if (contact == null) {
            return null;
        }
        var id = contact.id;
        var operation = new Operation("UNADOPT", label(id));
        boolean possible = model.isUnadoptable(id, world.clock().instant());
        operation.attempt = instance -> instance.adoption().takeBack(business, id, BOSS);
        operation.sweep = instance -> instance.adoption().sweep();
        operation.done =
                () -> possible && new ContactView(Objects.requireNonNull(world.document(id))).adoptedFrom() == null;
        operation.refused = !possible;
        operation.promise = () -> {
            if (possible) {
                model.unadopts(id);
            }
        };
        operation.meanwhile = meanwhile();
        return operation;
    }

    // ---- clearing

    private Operation clearing() {
        var level = Objects.requireNonNull(any(Stream.of(AccessLevel.values())
                .filter(some -> some != AccessLevel.ADMINISTRATOR)
                .toList()));
        var asking = random.nextInt(4) == 0 ? any(model::isActive) : null;
        var by = asking == null ? BOSS : asking.id.value();
        var operation = new Operation("CLEAR", level + (asking == null ? "" : " by " + label(asking.id)));
        var known = clearingIds();
        operation.attempt = instance -> {
            instance.clearing()
                    .begin(
                            business,
                            level,
                            instance.clearing().digest(business, level, by),
                            Caller.person(by, business, AccessLevel.ADMINISTRATOR));
            instance.clearing().sweep();
        };
        operation.sweep = instance -> instance.clearing().sweep();
        operation.done = () -> !clearingIds().equals(known);
        operation.promise = () -> {
            var clearing = world.lasting().clearing().all(business).stream()
                    .filter(found -> !known.contains(found.id()))
                    .findAny()
                    .orElseThrow();
            assertThat(clearing.state()).isEqualTo("DELETED");
            model.clears(
                    clearing.id(), level, by, clearing.revision(), world.clock().instant());
        };
        operation.meanwhile = meanwhile();
        return operation;
    }

    private Set<String> clearingIds() {
        return world.lasting().clearing().all(business).stream().map(Stand::id).collect(Collectors.toSet());
    }

    private @Nullable Operation undoing() {
        var id = any(List.copyOf(model.clearings.keySet()));
        if (id == null) {
            return null;
        }
        var clearing = Objects.requireNonNull(model.clearings.get(id));
        var operation = new Operation("UNDO", "the clearing at " + clearing.revision());
        boolean possible = model.isUndoable(id, world.clock().instant());
        operation.attempt = instance -> {
            instance.clearing().beginUndo(business, id, boss());
            instance.clearing().sweep();
        };
        operation.sweep = instance -> instance.clearing().sweep();
        operation.done = () -> possible && isUndone(id);
        operation.refused = !possible;
        operation.promise = () -> {
            if (possible) {
                assertThat(isUndone(id)).isTrue();
                model.undoes(id, world.highestRevision() > clearing.revision());
            }
        };
        operation.meanwhile = meanwhile();
        return operation;
    }

    private boolean isUndone(String id) {
        var stand = world.lasting().clearing().find(business, id);
        return stand != null && stand.state().equals("UNDONE");
    }

    private Operation passing() {
        var time = Duration.ofDays(random.nextInt(3) > 0 ? 11 : 32);
        var operation = new Operation("TIME", time.toString());
        world.clock().advance(time);
        operation.attempt = instance -> instance.clearing().sweep();
        operation.promise = () -> {
            // each clearing of a business by itself
            for (int i = 0; i < MOST_SWEEPS; i++) {
                world.lasting().clearing().sweep();
            }
            model.forgets(world.clock().instant());
        };
        return operation;
    }
}
