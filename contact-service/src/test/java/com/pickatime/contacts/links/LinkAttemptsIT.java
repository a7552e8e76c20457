package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.eq;
import static com.pickatime.contacts.links.LinkStore.ANOTHER;
import static com.pickatime.contacts.links.LinkStore.BIRTH_DATE;
import static com.pickatime.contacts.links.LinkStore.BUSINESS;
import static com.pickatime.contacts.links.LinkStore.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.links.LinkSettings.SecondProof;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.SearchWords;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.mongo.IdCodecs;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class LinkAttemptsIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    static List<TestStore> servers() {
        return TestStore.all().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void linksOnceHoweverOftenAndTellsItOnce(MongoDatabase database) {
        var store = withFamily(database);

        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");
        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");

        var links = store.view(id("p1")).links();
        assertThat(links)
                .containsExactly(
                        new ContactLink(id("s1"), ContactLink.Kind.SECURITY_VALUE, id("p1").value(), clock.instant()));
        assertThat(store.pending(id("p1"))).containsExactly("ParentLinked");
        assertThat(store.audited()).isEqualTo(Map.of("LINK_MADE", 2L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void linksOnceWhenTwoTokensOfAParentTryAtOnce(MongoDatabase database) {
        var store = withFamily(database);

        var told = Flux.range(0, 4)
                .flatMap(i -> store.tried(id("p1"), "s1", BIRTH_DATE, "n").subscribeOn(Schedulers.parallel()), 4)
                .collectList()
                .block(LIMIT);

        assertThat(told).allSatisfy(outcome -> assertThat(outcome.student()).isNotNull());
        assertThat(store.linkedTo(id("p1"))).containsExactly(id("s1"));
        assertThat(store.pending(id("p1"))).containsExactly("ParentLinked");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsAStudentByIdentifierOrNameAsTheBusinessChose(MongoDatabase database) {
        var store = withFamily(database);
        store.student("s2", BIRTH_DATE, "Zoë  Ann", "Núñez");

        assertThat(told(store.with(IdField.IDENTIFIER), "ns1", BIRTH_DATE)).isEqualTo("LINKED");
        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("UNKNOWN_STUDENT");
        store.with(IdField.NAME);
        assertThat(store.told(store.attemptByName("p1", "zoe ann", "NUNEZ", BIRTH_DATE)))
                .isEqualTo("LINKED");
        assertThat(store.told(store.attemptByName("p1", "Zoe", "Nunez", BIRTH_DATE)))
                .as("half a name")
                .isEqualTo("UNKNOWN_STUDENT");
        assertThat(store.told(store.attemptByName("p1", "´", "`", BIRTH_DATE))).isEqualTo("UNKNOWN_STUDENT");
        assertThat(store.linkedTo(id("p1"))).containsExactly(id("s1"), id("s2"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsAStudentByTheNameThatWeKnowBetterAndByThePreferredOne(MongoDatabase database) {
        var store = withFamily(database).with(IdField.NAME);
        store.change(
                id("s1"),
                Updates.combine(
                        store.view(id("s1")).overriding("familyName", "Bouvier"),
                        Updates.set("roster.preferredName", "El Barto"),
                        Updates.addEachToSet("roster.words", SearchWords.of("El Barto"))));

        assertThat(store.told(store.attemptByName("p1", "Bart", "Simpson", BIRTH_DATE)))
                .isEqualTo("UNKNOWN_STUDENT");
        assertThat(store.told(store.attemptByName("p1", "bart", "bouvier", BIRTH_DATE)))
                .isEqualTo("LINKED");
        assertThat(store.told(store.attemptByName("p1", "el barto", "Bouvier", BIRTH_DATE)))
                .isEqualTo("LINKED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsStudentsOfTheBusinesssOwnFilesByTheIdInThem(MongoDatabase database) {
        var store = withFamily(database);
        var own = store.own(PersonRole.STUDENT, "17*", BIRTH_DATE, null);

        assertThat(told(store, "17*", ANOTHER)).isEqualTo("WRONG_VALUE");
        assertThat(told(store, "17*", BIRTH_DATE)).isEqualTo("LINKED");
        assertThat(told(store.with(IdField.IDENTIFIER), "17*", BIRTH_DATE)).isEqualTo("LINKED");
        assertThat(store.linkedTo(id("p1"))).containsExactly(own);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsWhoHasASourceIdNow(MongoDatabase database) {
        var store = withFamily(database);
        var sourceIds = new SourceIds(database);
        for (int generation = 2; generation <= 3; generation++) {
            var holder = sourceIds.contact(BUSINESS, "s1").blockOptional(LIMIT).orElseThrow();
            var next = sourceIds.prepareNext(holder, "s1").blockOptional(LIMIT).orElseThrow();
            assertThat(sourceIds.move(BUSINESS, "s1", holder, next).block(LIMIT))
                    .isTrue();
            assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");
            assertThat(store.linkedTo(id("p1"))).endsWith(next).hasSize(generation - 1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void saysTheCauseToAdministratorsAndLinksNobody(MongoDatabase database) {
        var store = withEveryCause(database, IdField.SOURCE_ID);

        causes(IdField.SOURCE_ID)
                .forEach((cause, entered) ->
                        assertThat(store.told(entered.tryOn(store))).isEqualTo(cause.name()));

        assertThat(store.linkedTo(id("p1"))).isEmpty();
        assertThat(store.audited())
                .hasSize(7)
                .allSatisfy((cause, count) -> assertThat(count).isEqualTo(cause.equals("WRONG_VALUE") ? 6 : 1));
    }

    @ParameterizedTest
    @EnumSource(IdField.class)
    void sendsTheSameCommandsWhateverTheCause(IdField field) {
        servers().forEach(server -> {
            var commands = Collections.synchronizedList(new ArrayList<String>());
            var settings = MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(server.uri()))
                    .codecRegistry(IdCodecs.registry())
                    .addCommandListener(new CommandListener() {
                        @Override
                        public void commandStarted(CommandStartedEvent event) {
                            var of = Objects.requireNonNull(event.getCommand().get(event.getCommandName()));
                            commands.add(event.getCommandName()
                                    + ' '
                                    + (of.isString() ? of.asString().getValue() : ""));
                        }
                    })
                    .build();
            try (var client = MongoClients.create(settings)) {
                var store = withEveryCause(client.getDatabase(TestStore.freshDatabaseName()), field);
                var sent = new LinkedHashMap<Cause, List<String>>();
                causes(field).forEach((cause, entered) -> {
                    commands.clear();
                    var outcome = entered.tryOn(store);
                    sent.put(cause, List.copyOf(commands));
                    assertThat(store.told(outcome)).isEqualTo(cause.name());
                });
                assertThat(sent).hasSize(7);
                assertThat(sent.get(Cause.WRONG_VALUE)).hasSizeGreaterThan(10);
                assertThat(sent.values()).containsOnly(sent.get(Cause.WRONG_VALUE));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesTheSixthTryForAStudentUntilTheNextDay(MongoDatabase database) {
        var store = withFamily(database);
        store.parent("p2");
        for (int i = 0; i < 5; i++) {
            assertThat(store.told(store.attempt("p2", "s1", ANOTHER))).isEqualTo("WRONG_VALUE");
        }

        assertThat(told(store, "s1", ANOTHER)).isEqualTo("LOCKED");
        assertThat(told(store, "s1", BIRTH_DATE)).as("the right one").isEqualTo("LOCKED");
        var code = store.attempt("p1", "s1", BIRTH_DATE).supportCode();
        var reason = store.codes()
                .find(BUSINESS, Objects.requireNonNull(code))
                .blockOptional(LIMIT)
                .orElseThrow();
        assertThat(reason.exhausted()).isEqualTo(Budget.STUDENT);
        clock.advance(Duration.between(clock.instant(), reason.ends()).minusMillis(1));
        assertThat(told(store, "s1", BIRTH_DATE)).as("a moment too early").isEqualTo("LOCKED");
        clock.advance(Duration.ofMillis(1));
        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void looksAtNoMoreThanTheBudgetOfManyTriesAtOnce(MongoDatabase database) {
        var store = withFamily(database).with(Budget.VALUE, 1_000);
        for (int i = 0; i < 64; i++) {
            store.parent("q" + i);
        }

        Flux.range(0, 64)
                .flatMap(i -> store.tried(id("q" + i), "s1", ANOTHER, "n").subscribeOn(Schedulers.boundedElastic()), 64)
                .blockLast(LIMIT);

        assertThat(store.audited()).isEqualTo(Map.of("WRONG_VALUE", 5L, "LOCKED", 59L));
        assertThat(store.left(Budget.STUDENT, id("s1").value())).isZero();
        assertThat(store.left(Budget.BUSINESS, BUSINESS.value()))
                .as("what was refused costs the others nothing")
                .isEqualTo(1_000 - 5);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void stopsOneBirthDateThatIsTriedOverManyStudents(MongoDatabase database) {
        tryOneBirthDateOver(300, database);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("databases")
    void stopsOneBirthDateThatIsTriedOverTenThousandStudents(MongoDatabase database) {
        tryOneBirthDateOver(10_000, database);
    }

    /** From many accounts and addresses, so that nothing but the birth date gives it away. The last student has it. */
    private void tryOneBirthDateOver(int students, MongoDatabase database) {
        var store = new LinkStore(database, clock);
        store.students("s", students - 1, ANOTHER);
        store.student("s" + (students - 1), BIRTH_DATE);
        for (int i = 0; i < students / 10; i++) {
            store.parent("p" + i);
        }

        Flux.range(0, students)
                .flatMap(i -> store.tried(id("p" + i / 10), "s" + i, BIRTH_DATE, "n" + i / 20), 16)
                .blockLast(LIMIT);

        assertThat(store.audited()).isEqualTo(Map.of("WRONG_VALUE", 20L, "LOCKED", students - 20L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void gainsNothingByRightValuesBetweenTheWrongOnes(MongoDatabase database) {
        var store = withFamily(database);
        store.student("child", ANOTHER);
        store.students("t", 20, BIRTH_DATE);

        for (int i = 0; i < 20; i++) {
            store.attempt("p1", "child", ANOTHER);
            store.attempt("p1", "t" + i, ANOTHER);
        }

        assertThat(store.audited())
                .as("15 tries of a parent, and the right ones until they are used up")
                .isEqualTo(Map.of("LINK_MADE", 15L, "WRONG_VALUE", 15L, "LOCKED", 10L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsNoParentUseUpMuchOfWhatOthersNeed(MongoDatabase database) {
        var store = withFamily(database);
        store.students("t", 20, BIRTH_DATE);

        for (int i = 0; i < 200; i++) {
            store.attempt("p1", "t" + i % 20, ANOTHER);
        }

        assertThat(IntStream.range(0, 20)
                        .filter(i -> store.left(Budget.STUDENT, id("t" + i).value()) == 0))
                .isEmpty();
        assertThat(store.left(Budget.PARENT, id("p1").value())).isZero();
        assertThat(store.left(Budget.BUSINESS, BUSINESS.value())).isEqualTo(1_000 - 15);
    }

    @ParameterizedTest
    @EnumSource(value = Budget.class, names = "STUDENT", mode = EnumSource.Mode.EXCLUDE)
    void stopsAtEveryBudget(Budget budget) {
        databases().forEach(database -> {
            var store = withFamily(database).with(budget, 2);
            store.students("t", 3, ANOTHER);

            assertThat(told(store, "t0", BIRTH_DATE)).isEqualTo("WRONG_VALUE");
            assertThat(told(store, "t1", BIRTH_DATE)).isEqualTo("WRONG_VALUE");
            var code =
                    Objects.requireNonNull(store.attempt("p1", "t2", BIRTH_DATE).supportCode());
            assertThat(store.codes()
                            .find(BUSINESS, code)
                            .blockOptional(LIMIT)
                            .orElseThrow()
                            .exhausted())
                    .isEqualTo(budget);
            assertThat(told(store, "nobody", BIRTH_DATE))
                    .as("the cause that can be mended goes first")
                    .isEqualTo("UNKNOWN_STUDENT");
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void costsTheBudgetOfAStudentNothingOnceLinked(MongoDatabase database) {
        var store = withFamily(database);
        store.attempt("p1", "s1", BIRTH_DATE);

        for (int i = 0; i < 6; i++) {
            assertThat(told(store, "s1", ANOTHER)).isEqualTo("WRONG_VALUE");
        }

        assertThat(store.left(Budget.STUDENT, id("s1").value())).isEqualTo(5);
        assertThat(store.left(Budget.PARENT, id("p1").value())).isEqualTo(15 - 6);
        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void costsAStudentWithoutABirthDateNothing(MongoDatabase database) {
        var store = withFamily(database);
        store.student("s2", null);

        for (int i = 0; i < 6; i++) {
            assertThat(told(store, "s2", BIRTH_DATE)).isEqualTo("NO_BIRTH_DATE");
        }

        assertThat(store.left(Budget.STUDENT, id("s2").value())).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void asksForTheRelationshipInTheRosterWhereABusinessWantsIt(MongoDatabase database) {
        var store = withFamily(database).with(SecondProof.ROSTER_RELATIONSHIP);
        store.student("s2", BIRTH_DATE, "Lisa", "Simpson", "p1");
        store.parent("p2", "s1");

        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("NO_SECOND_PROOF");
        assertThat(told(store, "s1", ANOTHER)).isEqualTo("WRONG_VALUE");
        assertThat(told(store, "s2", BIRTH_DATE)).as("by the student").isEqualTo("LINKED");
        assertThat(store.told(store.attempt("p2", "s1", BIRTH_DATE)))
                .as("by the parent")
                .isEqualTo("LINKED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void asksForAParentWhomTheRosterKnowsWhereABusinessWantsIt(MongoDatabase database) {
        var store = withFamily(database).with(SecondProof.ROSTER_EMAIL_OR_SSO);
        store.change(
                id("p1"),
                Updates.combine(
                        Updates.set("roster.email", "marge@example.org"),
                        Updates.addToSet("roster.words", "marge@example.org")));
        var stranger = store.own(PersonRole.PARENT, "1", null, "stranger@example.org");
        var addressless = store.own(PersonRole.PARENT, "2", null, null);
        var known = store.own(PersonRole.PARENT, "3", null, "Marge@example.org");

        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");
        for (var parent : List.of(stranger, addressless)) {
            assertThat(store.told(store.tried(parent, "s1", BIRTH_DATE, "n")
                            .blockOptional(LIMIT)
                            .orElseThrow()))
                    .isEqualTo("NO_SECOND_PROOF");
        }
        assertThat(store.told(store.tried(known, "s1", BIRTH_DATE, "n")
                        .blockOptional(LIMIT)
                        .orElseThrow()))
                .isEqualTo("LINKED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsNobodyAStudentWhoIsRemovedWhileALinkIsMade(MongoDatabase database) {
        for (int i = 0; i < 20; i++) {
            var store = new LinkStore(database, clock).with(Budget.VALUE, 1_000);
            var student = "s" + i;
            store.student(student, BIRTH_DATE);
            store.parent("p" + i);

            var outcome = Mono.zip(
                            store.tried(id("p" + i), student, BIRTH_DATE, "n").subscribeOn(Schedulers.parallel()),
                            Mono.from(database.getCollection("contacts")
                                            .updateOne(
                                                    eq("_id", ContactKey.of(BUSINESS, id(student))),
                                                    Updates.set("state", "REMOVED")))
                                    .subscribeOn(Schedulers.parallel()))
                    .blockOptional(LIMIT)
                    .orElseThrow()
                    .getT1();

            assertThat(store.told(outcome)).isIn("LINKED", "NOT_ACTIVE");
            assertThat(store.linkedTo(id("p" + i))).hasSize(outcome.student() == null ? 0 : 1);
            assertThat(store.links().active(BUSINESS, id(student)).blockOptional(LIMIT))
                    .as("what a link is shown by")
                    .isEmpty();
            assertThat(store.told(store.attempt("p" + i, student, BIRTH_DATE))).isEqualTo("NOT_ACTIVE");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void makesNoLinkToAStudentWhoIsGoneWhenItIsWritten(MongoDatabase database) {
        var store = withFamily(database);
        store.setState("s1", "REMOVED");
        var pair = new Links.Pair(BUSINESS, id("p1"), id("s1"), "somebody");

        assertThat(store.links().attach(pair, ContactLink.Kind.ADMINISTRATOR).block(LIMIT))
                .isFalse();
        assertThat(store.linkedTo(id("p1"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void removesALinkOnceAndTellsItOnce(MongoDatabase database) {
        var store = withFamily(database);
        store.attempt("p1", "s1", BIRTH_DATE);
        var pair = new Links.Pair(BUSINESS, id("p1"), id("s1"), "somebody");

        store.links().detach(pair).block(LIMIT);
        store.links().detach(pair).block(LIMIT);

        assertThat(store.linkedTo(id("p1"))).isEmpty();
        assertThat(store.pending(id("p1"))).containsExactly("ParentLinked", "ParentUnlinked");
        assertThat(told(store, "s1", BIRTH_DATE)).isEqualTo("LINKED");
        assertThat(store.pending(id("p1"))).hasSize(3);
    }

    private LinkStore withFamily(MongoDatabase database) {
        var store = new LinkStore(database, clock);
        store.student("s1", BIRTH_DATE);
        store.parent("p1");
        return store;
    }

    private static String told(LinkStore store, String student, LocalDate date) {
        return store.told(store.attempt("p1", student, date));
    }

    /** What a parent enters to fail for a cause. */
    private record Entry(String name, LocalDate date, IdField field) {

        LinkAttempts.Outcome tryOn(LinkStore store) {
            return switch (field) {
                case SOURCE_ID -> store.attempt("p1", name, date);
                case IDENTIFIER -> store.attempt("p1", name.equals("twin") ? name : "N" + name, date);
                case NAME -> store.attemptByName("p1", "Bart", name, date);
            };
        }
    }

    private static Map<Cause, Entry> causes(IdField field) {
        var causes = new LinkedHashMap<Cause, Entry>();
        causes.put(Cause.UNKNOWN_STUDENT, new Entry("nobody", BIRTH_DATE, field));
        causes.put(Cause.NO_BIRTH_DATE, new Entry("without", BIRTH_DATE, field));
        causes.put(Cause.WRONG_VALUE, new Entry("wrong", ANOTHER, field));
        causes.put(Cause.NOT_ACTIVE, new Entry("removed", BIRTH_DATE, field));
        causes.put(Cause.QUARANTINED, new Entry("quarantined", BIRTH_DATE, field));
        causes.put(Cause.AMBIGUOUS_STUDENT, new Entry("twin", BIRTH_DATE, field));
        causes.put(Cause.LOCKED, new Entry("locked", BIRTH_DATE, field));
        return causes;
    }

    private LinkStore withEveryCause(MongoDatabase database, IdField field) {
        var store = new LinkStore(database, clock).with(field);
        store.parent("p1");
        store.parent("p2");
        for (var student : List.of("wrong", "removed", "quarantined", "locked", "twin")) {
            store.student(student, BIRTH_DATE, "Bart", student);
        }
        store.student("without", null, "Bart", "without");
        store.setState("removed", "REMOVED");
        store.setState("quarantined", "QUARANTINED");
        var twin = store.own(PersonRole.STUDENT, "twin", BIRTH_DATE, null);
        store.change(
                twin,
                Updates.combine(
                        Updates.set("roster.familyName", "twin"),
                        Updates.set("roster.words", List.of("bart", "twin"))));
        store.change(
                id("twin"),
                field == IdField.IDENTIFIER
                        ? Updates.combine(
                                Updates.set("roster.identifier", "twin"), Updates.addToSet("roster.words", "twin"))
                        : Updates.set("roster.title", "none"));
        for (int i = 0; i < 5; i++) {
            var locked = field == IdField.NAME
                    ? store.attemptByName("p2", "Bart", "locked", ANOTHER)
                    : store.attempt("p2", field == IdField.IDENTIFIER ? "Nlocked" : "locked", ANOTHER);
            assertThat(store.told(locked)).isEqualTo("WRONG_VALUE");
        }
        return store;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellsNothingOfAnybodyInWhatIsPrinted(MongoDatabase database) {
        var store = withFamily(database);

        assertThat(new Students.Entered("s1", "Bart", "Simpson")).hasToString("Entered");
        assertThat(NamedStudent.among(List.of(store.view(id("s1")))).toString()).doesNotContain("Bart", "Simpson");
        assertThat(ContactView.isStudent(store.view(id("s1")).roles())).isTrue();
    }
}
