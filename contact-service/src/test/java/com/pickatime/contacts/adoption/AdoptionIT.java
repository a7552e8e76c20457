package com.pickatime.contacts.adoption;

import static com.pickatime.contacts.adoption.AdoptionFixture.BUSINESS;
import static com.pickatime.contacts.adoption.AdoptionFixture.BY;
import static com.pickatime.contacts.adoption.AdoptionFixture.LIMIT;
import static com.pickatime.contacts.adoption.AdoptionFixture.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptionJobs.Phase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.Match.Problem;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.contacts.store.ContactAnswer;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.DyingStore;
import com.pickatime.events.ContactAdopted;
import com.pickatime.events.ContactEvent;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class AdoptionIT {

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    /** A student and two parents of our own, and the same people in the roster, with something decided of each. */
    private record Simpsons(AdoptionFixture oak, ContactId bart, ContactId marge, ContactId abe) {

        static Simpsons in(AdoptionFixture oak) {
            var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", "bart@own.example", "s1", "2012-04-01");
            var marge = oak.own(PersonRole.PARENT, "Marge Simpson", "marge@own.example", "p1", null);
            var abe = oak.own(PersonRole.PARENT, "Abe Simpson", null, "9", null);
            oak.link(marge, bart);
            oak.update(marge, Updates.set("local.accessLevel", "ADMINISTRATOR"), Updates.set("local.version", 1));
            oak.roster.write(
                    oak.person("s1", 1, PersonRole.STUDENT, "Bart SIMPSON", null),
                    oak.person("s2", 1, PersonRole.STUDENT, "Lisa Simpson", null),
                    oak.birthDate("s1", 1, "2012-04-01"),
                    oak.person("p1", 1, PersonRole.PARENT, "Marge Simpson", "marge@roster.example", "s1", "s2"));
            oak.update(made("s1"), Updates.set("local.accessLevel", "APPOINTMENT_VIEWER"));
            oak.update(made("s1"), new ContactView(oak.document(made("s1"))).overriding("middleName", "Jo-Jo"));
            oak.link(made("p1"), made("s2"));
            oak.update(marge, Updates.set("local.answers.q1", answer("Phone?", "555")));
            oak.update(
                    made("p1"),
                    Updates.set("local.answers.q1", answer("Telephone?", "556")),
                    Updates.set("local.answers.q2", answer("Car?", "yes")));
            oak.link(abe, made("s1"));
            oak.makeReport("r1");
            oak.accept(bart, made("s1"));
            oak.accept(marge, made("p1"));
            return new Simpsons(oak, bart, marge, abe);
        }
    }

    private static Document answer(String asked, String answer) {
        return new Document("asked", asked).append("answer", answer);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsTheOldContactGoOnAsThePersonOfTheRoster(MongoDatabase database) {
        var simpsons = Simpsons.in(new AdoptionFixture(database).indexed());
        var oak = simpsons.oak();

        assertThat(oak.adoption.preview(BUSINESS).block(LIMIT))
                .isEqualTo(Map.of(
                        "contacts",
                        2L,
                        "notPossible",
                        0L,
                        "names",
                        1L,
                        "emails",
                        2L,
                        "levels",
                        1L,
                        "overrides",
                        2L,
                        "links",
                        1L,
                        "linksOfOthers",
                        1L));
        oak.adoptAccepted();

        var bart = oak.contact(simpsons.bart());
        assertThat(oak.holder("s1")).isEqualTo(bart);
        assertThat(bart.isOwn()).isFalse();
        assertThat(bart.present()).isTrue();
        assertThat(bart.isActive()).isTrue();
        assertThat(bart.text("familyName")).isEqualTo("SIMPSON");
        assertThat(bart.text("middleName")).as("an override of the other one").isEqualTo("Jo-Jo");
        assertThat(bart.text("email"))
                .as("an address that the roster does not have")
                .isEqualTo("bart@own.example");
        assertThat(bart.local()).containsEntry("accessLevel", "APPOINTMENT_VIEWER");
        assertThat(bart.adoptedFrom()).isEqualTo(made("s1"));
        var marge = oak.contact(simpsons.marge());
        assertThat(marge.text("email")).isEqualTo("marge@roster.example");
        assertThat(marge.local()).containsEntry("accessLevel", "ADMINISTRATOR");
        assertThat(marge.local().get("accessLevelGivenTo", Document.class)).containsEntry("revision", 1L);
        assertThat(marge.links()).extracting(ContactLink::student).containsExactly(simpsons.bart(), made("s2"));
        assertThat(marge.answers())
                .as("her own first")
                .containsExactly(new ContactAnswer("q1", "Phone?", "555"), new ContactAnswer("q2", "Car?", "yes"));
        assertThat(oak.contact(simpsons.abe()).links())
                .as("who pointed at the contact that gave way")
                .extracting(ContactLink::student)
                .containsExactly(simpsons.bart());
        var gone = oak.contact(made("s1"));
        assertThat(gone.state()).isEqualTo(ContactState.MERGED);
        assertThat(gone.mergedInto()).isEqualTo(simpsons.bart());
        assertThat(gone.sourceId()).isNull();
        assertThat(oak.found()).extracting(Match::decision).containsOnly(Decision.ADOPTED);
        oak.tell();
        assertThat(told(oak))
                .containsExactlyInAnyOrder(
                        new ContactAdopted(made("s1").value(), simpsons.bart().value()),
                        new ContactAdopted(made("p1").value(), simpsons.marge().value()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesImportsNothingToChange(MongoDatabase database) {
        var simpsons = Simpsons.in(new AdoptionFixture(database).indexed());
        var oak = simpsons.oak();
        oak.adoptAccepted();
        var adopted = oak.all("contacts");

        oak.adoptAccepted();
        oak.roster.write(oak.person("s1", 1, PersonRole.STUDENT, "Bart SIMPSON", null));
        assertThat(oak.all("contacts")).as("again, and a redelivery").isEqualTo(adopted);

        oak.roster.write(
                oak.person("s1", 2, PersonRole.STUDENT, "Bartholomew Simpson", null),
                oak.roster.remove(RosterCollection.CONTACTS, "p1", 2));
        assertThat(oak.contact(simpsons.bart()).text("givenName")).isEqualTo("Bartholomew");
        assertThat(oak.contact(made("s1")).present()).isFalse();
        assertThat(oak.contact(simpsons.marge()).isActive()).isFalse();
        assertThat(presentBySource(oak)).isEqualTo(Map.of("s1", 1, "s2", 1));
    }

    /** The instance dies after each of its writes, once; another one goes on. */
    @ParameterizedTest
    @MethodSource("databases")
    void endsAlikeWhereverItWasCutOff(MongoDatabase database) {
        var whole = Simpsons.in(new AdoptionFixture(database).indexed());
        whole.oak().adoptAccepted();
        var expected = state(whole.oak());
        int writes = 0;
        boolean died;
        do {
            var fresh = TestDatabases.embedded();
            var simpsons = Simpsons.in(new AdoptionFixture(fresh));
            var dying = new AdoptionFixture(DyingStore.after(fresh, writes), simpsons.oak().clock);
            died = dies(dying::adoptAccepted);

            simpsons.oak().adoptAccepted();

            assertThat(state(simpsons.oak())).as("after %d writes", writes).isEqualTo(expected);
            writes++;
        } while (died);
        assertThat(writes).isGreaterThan(9);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void endsAlikeWhereverTakingBackWasCutOff(MongoDatabase database) {
        Map<String, Object> expected = Map.of();
        int writes = 0;
        boolean died;
        do {
            var fresh = writes == 0 ? database : TestDatabases.embedded();
            var simpsons = Simpsons.in(new AdoptionFixture(fresh));
            var oak = simpsons.oak();
            oak.adoptAccepted();
            oak.roster.write(oak.person("s1", 2, PersonRole.STUDENT, "Bartholomew Simpson", null));
            int allowed = writes == 0 ? Integer.MAX_VALUE : writes - 1;
            var dying = new AdoptionFixture(DyingStore.after(fresh, allowed), oak.clock);
            died = dies(() -> dying.unadoption
                            .takeBack(BUSINESS, simpsons.bart(), BY)
                            .block(LIMIT))
                    || writes == 0;
            oak.clock.advance(Duration.ofMinutes(2));
            oak.unadoption.takeBackCutOff().block(LIMIT);
            if (oak.contact(simpsons.bart()).adoptedFrom() != null) {
                oak.unadoption.takeBack(BUSINESS, simpsons.bart(), BY).block(LIMIT);
            }

            if (writes == 0) {
                expected = state(oak);
            }
            assertThat(state(oak)).as("after %d writes", allowed).isEqualTo(expected);
            writes++;
        } while (died);
        assertThat(writes).isGreaterThan(8);
    }

    private static boolean dies(Runnable work) {
        try {
            work.run();
            return false;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("died");
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void givesBothOriginalsBackAlsoAfterALaterImport(MongoDatabase database) {
        var simpsons = Simpsons.in(new AdoptionFixture(database).indexed());
        var oak = simpsons.oak();
        var before = state(oak);
        oak.adoptAccepted();
        oak.roster.write(
                oak.person("s1", 2, PersonRole.STUDENT, "Bartholomew Simpson", null),
                oak.person("s2", 2, PersonRole.STUDENT, "Lisa Simpson", null));

        assertThat(oak.unadoption.takeBack(BUSINESS, simpsons.bart(), BY).block(LIMIT))
                .isEqualTo(made("s1"));
        oak.unadoption.takeBack(BUSINESS, simpsons.marge(), BY).block(LIMIT);

        var after = state(oak);
        for (var contact : List.of(simpsons.bart(), simpsons.marge(), simpsons.abe(), made("p1"))) {
            assertThat(after.get(contact.value())).as(contact.value()).isEqualTo(before.get(contact.value()));
        }
        var back = oak.contact(made("s1"));
        assertThat(back.isActive()).isTrue();
        assertThat(back.text("givenName")).as("the roster's latest word").isEqualTo("Bartholomew");
        assertThat(back.local()).containsEntry("accessLevel", "APPOINTMENT_VIEWER");
        assertThat(back.text("middleName")).isEqualTo("Jo-Jo");
        assertThat(oak.holder("s1")).isEqualTo(back);
        assertThat(presentBySource(oak)).isEqualTo(Map.of("s1", 1, "s2", 1, "p1", 1));
        assertThat(oak.match(simpsons.bart(), made("s1")).decision()).isEqualTo(Decision.REFUSED);
        oak.tell();
        assertThat(told(oak))
                .contains(
                        new ContactUnadopted(made("s1").value(), simpsons.bart().value()));

        oak.roster.write(oak.person("s1", 3, PersonRole.STUDENT, "Bart S.", null));
        assertThat(oak.contact(made("s1")).text("familyName")).isEqualTo("S.");
        oak.accept(simpsons.bart(), made("s1"));
        oak.adoptAccepted();
        assertThat(Objects.requireNonNull(oak.holder("s1")).id())
                .as("and forth again")
                .isEqualTo(simpsons.bart());
        assertThat(told(oak)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void movesEveryLinkAndTakesEachBackWhereverItPointsByNow(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var marge = oak.own(PersonRole.PARENT, "Marge Simpson", null, "p1", null);
        var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        var lisa = oak.own(PersonRole.STUDENT, "Lisa Simpson", null, "s2", null);
        oak.roster.write(
                oak.person("p1", 1, PersonRole.PARENT, "Marge Simpson", null),
                oak.person("s1", 1, PersonRole.STUDENT, "Bart Simpson", null),
                oak.person("s2", 1, PersonRole.STUDENT, "Lisa Simpson", null));
        oak.link(made("p1"), made("s1"));
        oak.clock.advance(Duration.ofSeconds(1));
        oak.link(made("p1"), made("s2"));
        oak.makeReport("r1");
        oak.accept(marge, made("p1"));
        oak.accept(bart, made("s1"));
        oak.accept(lisa, made("s2"));

        oak.adoptAccepted();
        assertThat(oak.contact(marge).links()).extracting(ContactLink::student).containsExactlyInAnyOrder(bart, lisa);

        oak.unadoption.takeBack(BUSINESS, marge, BY).block(LIMIT);
        assertThat(oak.contact(marge).links()).isEmpty();
        assertThat(oak.contact(made("p1")).links())
                .extracting(ContactLink::student)
                .containsExactlyInAnyOrder(bart, lisa);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsWhatWasDecidedOfTheContactSinceItWasAdopted(MongoDatabase database) {
        var simpsons = Simpsons.in(new AdoptionFixture(database).indexed());
        var oak = simpsons.oak();
        oak.adoptAccepted();
        oak.update(
                simpsons.bart(),
                Updates.set("local.accessLevel", "EVENT_VIEWER"),
                Updates.set("local.accessLevelGivenTo", new Document("revision", 7L)));
        oak.link(simpsons.marge(), made("s9"));

        oak.unadoption.takeBack(BUSINESS, simpsons.bart(), BY).block(LIMIT);
        oak.unadoption.takeBack(BUSINESS, simpsons.marge(), BY).block(LIMIT);

        assertThat(oak.contact(simpsons.bart()).local()).containsEntry("accessLevel", "EVENT_VIEWER");
        assertThat(oak.contact(simpsons.marge()).links())
                .extracting(ContactLink::student)
                .containsExactly(simpsons.bart(), made("s9"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void saysWhyAnAdoptionCannotBeTakenBack(MongoDatabase database) {
        var simpsons = Simpsons.in(new AdoptionFixture(database));
        var oak = simpsons.oak();

        assertThatThrownBy(
                        () -> oak.unadoption.require(BUSINESS, simpsons.abe()).block(LIMIT))
                .hasMessageContaining("409")
                .hasMessageContaining("was not adopted");
        assertThatThrownBy(() ->
                        oak.unadoption.require(BUSINESS, new ContactId("x")).block(LIMIT))
                .hasMessageContaining("404");
        oak.adoptAccepted();
        oak.unadoption.require(BUSINESS, simpsons.bart()).block(LIMIT);
        oak.clock.advance(Duration.ofDays(31));
        assertThatThrownBy(() ->
                        oak.unadoption.takeBack(BUSINESS, simpsons.bart(), BY).block(LIMIT))
                .hasMessageContaining("409")
                .hasMessageContaining("30 days");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesToTakeBackWhatSomebodyElseIsNow(MongoDatabase database) {
        var simpsons = Simpsons.in(new AdoptionFixture(database));
        var oak = simpsons.oak();
        oak.adoptAccepted();
        var sourceIds = new SourceIds(database);
        var holder = oak.contact(simpsons.bart());
        var next = Objects.requireNonNull(sourceIds.prepareNext(holder, "s1").block(LIMIT));
        sourceIds.move(BUSINESS, "s1", holder, next).block(LIMIT);

        assertThatThrownBy(() ->
                        oak.unadoption.takeBack(BUSINESS, simpsons.bart(), BY).block(LIMIT))
                .hasMessageContaining("409")
                .hasMessageContaining("another contact");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesUndecidedWhoChangedSinceTheyWereAccepted(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        var lisa = oak.own(PersonRole.STUDENT, "Lisa Simpson", null, "s2", null);
        var maggie = oak.own(PersonRole.STUDENT, "Maggie Simpson", null, "s3", null);
        for (var id : List.of("s1", "s2", "s3")) {
            var name = Map.of("s1", "Bart", "s2", "Lisa", "s3", "Maggie").get(id);
            oak.roster.write(oak.person(id, 1, PersonRole.STUDENT, name + " Simpson", null));
        }
        oak.makeReport("r1");
        for (var pair : oak.found()) {
            oak.accept(pair.own(), pair.roster());
        }
        oak.update(bart, Updates.set("state", "REMOVED"));
        oak.roster.write(oak.roster.remove(RosterCollection.CONTACTS, "s2", 2));

        oak.adoptAccepted();

        assertThat(oak.match(bart, made("s1")).problem()).isEqualTo(Problem.OWN_CONTACT_CHANGED);
        assertThat(oak.match(lisa, made("s2")).problem()).isEqualTo(Problem.ROSTER_CONTACT_CHANGED);
        assertThat(oak.match(lisa, made("s2")).decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(oak.contact(maggie).sourceId()).isEqualTo("s3");
        assertThat(oak.contact(lisa).document()).doesNotContainKey("sourceId");
    }

    /** Something happens to the contact before each write in turn; nothing of it is lost. */
    @ParameterizedTest
    @MethodSource("databases")
    void takesAlongWhatAnImportWritesBetweenAnyTwoWrites(MongoDatabase database) {
        int write = 1;
        boolean happened;
        do {
            var fresh = write == 1 ? database : TestDatabases.embedded();
            var simpsons = Simpsons.in(new AdoptionFixture(fresh));
            var oak = simpsons.oak();
            var done = new boolean[1];
            var crossed = new AdoptionFixture(
                    DyingStore.with(fresh, write, () -> {
                        done[0] = true;
                        Mono.fromRunnable(() -> oak.roster.write(
                                        oak.person("s1", 2, PersonRole.STUDENT, "Bartholomew Simpson", null),
                                        oak.roster.remove(RosterCollection.CONTACTS, "p1", 2)))
                                .subscribeOn(Schedulers.boundedElastic())
                                .toFuture()
                                .join();
                    }),
                    oak.clock);
            crossed.adoptAccepted();
            happened = done[0];

            var bart = Objects.requireNonNull(oak.holder("s1"));
            assertThat(presentBySource(oak))
                    .as("at write %d", write)
                    .isEqualTo(happened ? Map.of("s1", 1, "s2", 1) : Map.of("s1", 1, "s2", 1, "p1", 1));
            assertThat(bart.id()).isEqualTo(simpsons.bart());
            assertThat(bart.text("givenName")).isEqualTo(happened ? "Bartholomew" : "Bart");
            assertThat(bart.local()).containsEntry("accessLevel", "APPOINTMENT_VIEWER");
            write++;
        } while (happened);
        assertThat(write).isGreaterThan(9);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void goesByTheLatestWordWhereAnOlderOneIsRedeliveredBetweenAnyTwoWrites(MongoDatabase database) {
        int write = 1;
        boolean happened;
        do {
            var fresh = write == 1 ? database : TestDatabases.embedded();
            var oak = new AdoptionFixture(fresh).indexed();
            var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", "bart@own.example", "s1", null);
            var older = oak.person("s1", 1, PersonRole.STUDENT, "Bart Simpson", "bart@roster.example");
            oak.roster.write(older);
            oak.roster.write(oak.person("s1", 2, PersonRole.STUDENT, "Bart Simpson", null));
            oak.makeReport("r1");
            oak.accept(bart, made("s1"));
            var done = new boolean[1];
            new AdoptionFixture(
                            DyingStore.with(fresh, write, () -> {
                                done[0] = true;
                                Mono.fromRunnable(() -> oak.roster.write(older))
                                        .subscribeOn(Schedulers.boundedElastic())
                                        .toFuture()
                                        .join();
                            }),
                            oak.clock)
                    .adoptAccepted();
            happened = done[0];

            assertThat(oak.contact(bart).text("email")).as("at write %d", write).isEqualTo("bart@own.example");
            write++;
        } while (happened);
        assertThat(write).isGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void hasOneHolderOfEachSourceIdWhateverIsInFlight(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var people = IntStream.range(0, 40).boxed().toList();
        people.forEach(i -> oak.own(PersonRole.STUDENT, "Student Nr" + i, null, "s" + i, null));
        oak.roster.write(people.stream().map(i -> student(oak, i, 1)).toArray(RosterChange[]::new));
        oak.makeReport("r1");
        oak.found().forEach(match -> oak.accept(match.own(), match.roster()));
        var imports = Flux.range(0, 2)
                .flatMap(instance -> Flux.fromStream(
                                LongStream.rangeClosed(1, 20).boxed())
                        .concatMap(revision -> oak.roster
                                .writer()
                                .write(people.stream()
                                        .map(i -> student(oak, i, revision))
                                        .toList()))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then();
        // two instances at once, as when a lease was lost
        var adopting = Flux.range(0, 2)
                .flatMap(instance -> new AdoptionFixture(database, oak.clock)
                        .adoption
                        .adoptAccepted(BUSINESS, BY, new JobProgress<>(Phase.KEYS))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then();

        Mono.when(imports, adopting).block(LIMIT);

        for (int i : people) {
            var holder = Objects.requireNonNull(oak.holder("s" + i));
            assertThat(holder.id().value()).startsWith("own-");
            assertThat(holder.text("middleName")).as("s%d", i).isEqualTo("revision 20");
            assertThat(holder.isOwn()).isFalse();
        }
        assertThat(presentBySource(oak)).hasSize(40).containsValue(1).doesNotContainValue(2);
        oak.tell();
        assertThat(told(oak)).hasSize(40);
    }

    private static RosterChange student(AdoptionFixture oak, int i, long revision) {
        return oak.roster.upsert(
                RosterCollection.CONTACTS,
                "s" + i,
                revision,
                "{\"roles\": [\"STUDENT\"], \"givenName\": \"Student\", \"familyName\": \"Nr%d\", \"middleName\": \"revision %d\"}"
                        .formatted(i, revision));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void adoptsASecondGenerationAndGivesItBack(MongoDatabase database) {
        var oak = new AdoptionFixture(database).indexed();
        var bart = oak.own(PersonRole.STUDENT, "Bart Simpson", null, "s1", null);
        oak.roster.write(oak.person("s1", 1, PersonRole.STUDENT, "Somebody Else", null));
        var sourceIds = new SourceIds(database);
        var first = oak.contact(made("s1"));
        var second = Objects.requireNonNull(sourceIds.prepareNext(first, "s1").block(LIMIT));
        sourceIds.move(BUSINESS, "s1", first, second).block(LIMIT);
        oak.roster.write(oak.person("s1", 2, PersonRole.STUDENT, "Bart Simpson", null));
        oak.makeReport("r1");
        oak.accept(bart, second);
        oak.adoptAccepted();
        oak.roster.write(oak.person("s1", 3, PersonRole.STUDENT, "Bart J. Simpson", null));
        assertThat(Objects.requireNonNull(oak.holder("s1")).id()).isEqualTo(bart);

        oak.unadoption.takeBack(BUSINESS, bart, BY).block(LIMIT);

        oak.roster.write(oak.person("s1", 4, PersonRole.STUDENT, "Bart Simpson", null));
        assertThat(Objects.requireNonNull(oak.holder("s1")).id()).isEqualTo(second);
        assertThat(presentBySource(oak)).isEqualTo(Map.of("s1", 1));
        assertThat(oak.contact(bart).isOwn()).isTrue();
    }

    /** Present contacts by source ID, as the receipt counts them. */
    private static Map<String, Integer> presentBySource(AdoptionFixture oak) {
        var present = new TreeMap<String, Integer>();
        oak.all("contacts").stream()
                .filter(document -> document.getBoolean("present", false))
                .forEach(document -> present.merge(document.getString("sourceId"), 1, Integer::sum));
        return present;
    }

    /** All that somebody can see of contacts, matches and journals. */
    private static Map<String, Object> state(AdoptionFixture oak) {
        var state = new TreeMap<String, Object>();
        for (var document : oak.all("contacts")) {
            var seen = new Document(document);
            for (var technical : List.of("redirects", "formerSourceId", "generation")) {
                seen.remove(technical);
            }
            var local = new Document(seen.get("local", new Document()));
            for (var stamp : List.of("version", "changedAt", "changedBy")) {
                local.remove(stamp);
            }
            seen.put("local", local);
            state.put(ContactKey.contact(BUSINESS, document.getString("_id")).value(), new TreeMap<>(seen));
        }
        oak.found().forEach(match -> state.put(match.cursor(), List.of(match.decision(), match.rules())));
        oak.all("adoptions")
                .forEach(journal -> state.put(
                        "journal " + journal.getString("_id"),
                        List.of(
                                journal.getString("state"),
                                journal.getInteger("attempt"),
                                journal.getList("pending", Document.class, List.of()).stream()
                                        .map(note -> note.getString("kind"))
                                        .toList())));
        return state;
    }

    private static List<Object> told(AdoptionFixture oak) {
        return new ArrayList<>(oak.broker.history())
                .stream()
                        .map(message -> ((ContactEvent) message.value()).getEvent())
                        .toList();
    }
}
