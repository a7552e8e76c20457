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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

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
        final Map<String, Integer> operations = new TreeMap<>();
        final Map<String, Integer> refused = new TreeMap<>();
        final Map<String, Integer> crashes = new TreeMap<>();
    }

    private static final int FEWEST = 12;
    private static final int MOST = 32;
    private static final int MOST_WRITES = 14;
    private static final Duration CUT_OFF = Duration.ofMinutes(3);
    private static final List<String> FIELDS = List.of("givenName", "familyName", "email");
    private static final List<AccessLevel> LEVELS = List.of(
            AccessLevel.APPOINTMENT_VIEWER,
            AccessLevel.APPOINTMENT_MAKER,
            AccessLevel.RESOURCE_ADMINISTRATOR,
            AccessLevel.EVENT_ADMINISTRATOR,
            AccessLevel.ADMINISTRATOR);
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
        begin();
        int operations = FEWEST + random.nextInt(MOST - FEWEST);
        for (int i = 0; i < operations; i++) {
            world.clock().advance(Duration.ofSeconds(1 + random.nextInt(60)));
            var operation = next();
            if (operation != null) {
                perform(operation);
            }
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
        first.stream().map(Supplier::get).filter(Objects::nonNull).forEach(this::perform);
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
    }

    private void performAtEachWrite(Operation operation) {
        var before = world.all();
        var promised = model;
        for (int writes = 0; ; writes++) {
            log.add(operation.kind + ' ' + operation.what + " dying after " + writes + " writes");
            model = promised.copy();
            boolean died = perform(operation, writes);
            check();
            if (!died) {
                return;
            }
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
        var state = world.state();
        assertThat(pretty(state)).isEqualTo(pretty(model.state()));
        var sourceIds = new SourceIds(world.database());
        model.holders.forEach((source, holder) -> {
            var found = sourceIds.contact(business, source).block();
            assertThat(found == null ? null : found.id())
                    .as("who holds %s", source)
                    .isEqualTo(model.isThere(model.contact(holder)) ? holder : null);
        });
        var present = world.documents().stream()
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
        long revision = world.highestRevision() + 1 + (random.nextInt(4) == 0 ? 1 : 0);
        if (changing) {
            for (var source : sources) {
                int choice = random.nextInt(10);
                if (