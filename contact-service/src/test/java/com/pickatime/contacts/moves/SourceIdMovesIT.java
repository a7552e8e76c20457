package com.pickatime.contacts.moves;

import static com.pickatime.contacts.moves.Oak.LIMIT;
import static com.pickatime.contacts.moves.Oak.OAK;
import static com.pickatime.contacts.moves.Oak.birthDate;
import static com.pickatime.contacts.moves.Oak.body;
import static com.pickatime.contacts.moves.Oak.made;
import static com.pickatime.contacts.moves.Oak.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.DyingStore;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SourceIdMovesIT {

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsContactsGoOnUnderTheirNewSourceIds(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2", "a3");

        var job = oak.move("old,new\na1,b1\na2,b2\n");

        assertThat(job.state()).isEqualTo("DONE");
        assertThat(job.moved()).isEqualTo(2);
        assertThat(job.refused()).isZero();
        assertThat(oak.holderId("b1")).isEqualTo(made("a1"));
        assertThat(oak.holderId("b2")).isEqualTo(made("a2"));
        assertThat(oak.holder("a1")).isNull();
        assertThat(oak.holderId("a3")).isEqualTo(made("a3"));
        assertThat(oak.people()).as("no new contact").isEqualTo(3);
        var first = Objects.requireNonNull(oak.holder("b1"));
        assertThat(first.isActive()).isTrue();
        assertThat(first.local()).containsEntry("accessLevel", "ADMINISTRATOR");
        assertThat(first.links()).extracting(ContactLink::student).containsExactly(made("a2"));
        assertThat(Objects.requireNonNull(oak.holder("b2")).text("middleName")).isEqualTo("Jo-Jo");
        assertThat(oak.state()).containsEntry("birth date oak:b1", "2012-04-01").doesNotContainKey("birth date oak:a1");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsTheNextImportUpdateThemAndAnOldOneChangeNothing(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2");
        oak.move("a1,b1\na2,b2\n");
        var moved = oak.state("a1", "a2", "b1", "b2");

        oak.roster.write(
                oak.roster.remove(RosterCollection.CONTACTS, "a1", 2),
                oak.roster.remove(RosterCollection.SECURITY_VALUES, "a1", 2),
                person("a2", 2));
        assertThat(oak.state("a1", "a2", "b1", "b2")).as("a late record").isEqualTo(moved);

        oak.roster.write(person("b1", 9), oak.roster.remove(RosterCollection.CONTACTS, "b2", 9));
        assertThat(Objects.requireNonNull(oak.holder("b1")).text("familyName")).isEqualTo("of b1 in 9");
        assertThat(oak.holderId("b1")).isEqualTo(made("a1"));
        assertThat(Objects.requireNonNull(oak.holder("b2")).present()).isFalse();
        assertThat(oak.people()).isEqualTo(2);

        oak.roster.write(person("a1", 10));
        var another = Objects.requireNonNull(oak.holder("a1"));
        assertThat(another.id()).as("somebody else with the old source ID").isNotEqualTo(made("a1"));
        assertThat(another.isActive()).isTrue();
        assertThat(another.links()).isEmpty();
        assertThat(oak.people()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void movesAlongARowAndInARing(MongoDatabase database) {
        var oak = Oak.with(database, "1", "2", "3", "4", "5");
        oak.roster.write(birthDate("2", 2, "2002-02-02"), birthDate("5", 2, "2005-05-05"));
        oak.roster.write(oak.roster.remove(RosterCollection.SECURITY_VALUES, "4", 2));

        var job = oak.move("1,2\n2,3\n3,1\n4,5\n5,6\n");

        assertThat(job.moved()).isEqualTo(5);
        assertThat(List.of("1", "2", "3", "5", "6"))
                .extracting(oak::holderId)
                .containsExactly(made("3"), made("1"), made("2"), made("4"), made("5"));
        assertThat(oak.holder("4")).isNull();
        assertThat(oak.state())
                .containsEntry("birth date oak:1", "2012-04-01")
                .containsEntry("birth date oak:2", "2012-04-01")
                .containsEntry("birth date oak:3", "2002-02-02")
                .containsEntry("birth date oak:6", "2005-05-05")
                .doesNotContainKeys("birth date oak:4", "birth date oak:5");
        assertThat(oak.people()).isEqualTo(5);

        oak.roster.write(person("1", 9), person("2", 9), person("3", 9), person("4", 9));
        assertThat(oak.people()).as("and somebody new").isEqualTo(6);
        assertThat(Objects.requireNonNull(oak.holder("1")).text("familyName")).isEqualTo("of 1 in 9");
        assertThat(oak.holderId("1")).isEqualTo(made("3"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takesItselfBackByTheMapTheOtherWayRound(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2");
        oak.move("a1,b1\na2,b2\n");

        var job = oak.move("b1,a1\nb2,a2\n");

        assertThat(job.moved()).isEqualTo(2);
        assertThat(oak.holderId("a1")).isEqualTo(made("a1"));
        assertThat(oak.holder("b1")).isNull();
        assertThat(oak.state()).containsEntry("birth date oak:a1", "2012-04-01");
        oak.roster.write(person("a1", 20), person("b1", 20));
        assertThat(Objects.requireNonNull(oak.holder("a1")).text("familyName")).isEqualTo("of a1 in 20");
        assertThat(oak.people()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void saysOfEachLineWhyItIsNotMoved(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2", "a3", "a4", "a5", "a6");
        oak.update(made("a3"), Updates.set("state", "QUARANTINED"));
        oak.roster.write(oak.roster.remove(RosterCollection.CONTACTS, "a6", 2));

        var job = oak.move("nobody,b0\na1,a2\na3,b3\na4,a3\na5,a6\n");

        assertThat(oak.refusals())
                .containsExactlyInAnyOrder("nobody OLD_UNKNOWN", "a1 NEW_TAKEN", "a3 IN_QUARANTINE", "a4 NEW_NOT_LEFT");
        assertThat(job.refused()).isEqualTo(4);
        assertThat(oak.holderId("a6")).isEqualTo(made("a5"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void movesNobodyWhoWasDeletedTogetherWithOthers(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2", "a3");
        oak.update(
                made("a1"),
                Updates.combine(
                        Updates.set("present", false), Updates.push("cleared", new Document("clearing", "spring"))));
        var cleared = oak.document(made("a1"));

        var job = oak.move("a1,b1\na2,a1\na3,b3\n");

        assertThat(oak.refusals()).containsExactlyInAnyOrder("a1 CLEARED", "a2 NEW_NOT_LEFT");
        assertThat(job.moved()).isOne();
        assertThat(oak.document(made("a1"))).isEqualTo(cleared);
        assertThat(oak.holderId("a2")).isEqualTo(made("a2"));
        assertThat(oak.holderId("b3")).isEqualTo(made("a3"));
    }

    /** The contact gets another source ID in the middle of it, before each of its writes once. */
    @Test
    void movesNobodyWhoseSourceIdIsAnotherOneInThisMoment() {
        var ends = new ArrayList<String>();
        for (int write = 1; write < 12; write++) {
            var fresh = TestDatabases.embedded();
            var oak = Oak.with(fresh, "a1", "a2");
            oak.send("a1,b1\n");
            var crossed = new Oak(
                    DyingStore.with(fresh, write, () -> oak.update(made("a1"), Updates.set("sourceId", "elsewhere"))),
                    oak.clock);

            crossed.moves.sweep().block(LIMIT);

            assertThat(oak.job().isRunning()).as("before write %d", write).isFalse();
            ends.add(String.join(", ", oak.refusals()));
            if (oak.refusals().contains("a1 CHANGED")) {
                assertThat(oak.document(made("a1")).getString("sourceId")).isEqualTo("elsewhere");
                assertThat(oak.state()).containsEntry("birth date oak:a1", "2012-04-01");
                oak.roster.write(person("b1", 20));
                assertThat(oak.holderId("b1"))
                        .as("before write %d: a new contact of the new source ID", write)
                        .isNotEqualTo(made("a1"));
            }
        }
        assertThat(ends).contains("a1 CHANGED");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takesTheSourceIdOfSomebodyWhomTheRosterHasNoLonger(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2");
        oak.roster.write(oak.roster.remove(RosterCollection.CONTACTS, "a2", 2));

        assertThat(oak.move("a1,a2\n").moved()).isOne();

        assertThat(oak.holderId("a2")).isEqualTo(made("a1"));
        oak.roster.write(person("a2", 20));
        assertThat(Objects.requireNonNull(oak.holder("a2")).text("familyName")).isEqualTo("of a2 in 20");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsWhatIsMovedAlready(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2");
        oak.move("a1,b1\na2,b2\n");
        var moved = oak.state("a1", "b1");

        var again = oak.move("a1,b1\na2,b2\n");

        assertThat(again.moved()).isEqualTo(2);
        assertThat(oak.state("a1", "b1")).isEqualTo(moved);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsTheJournalOfAnAdoptionFollow(MongoDatabase database) {
        var oak = Oak.with(database, "a1", "a2");
        oak.update(made("a1"), Updates.set("local.adoptedFrom", "other"));
        Mono.from(database.getCollection("adoptions")
                        .insertOne(new Document("_id", "oak:" + made("a1") + ":other").append("sourceId", "a1")))
                .block(LIMIT);

        oak.move("a1,b1\n");

        assertThat(oak.all("adoptions"))
                .extracting(journal -> journal.getString("sourceId"))
                .containsExactly("b1");
    }

    /** The instance dies after each of its writes, once; another one goes on. */
    @ParameterizedTest
    @MethodSource("databases")
    void endsAlikeWhereverItWasCutOff(MongoDatabase database) {
        var map = "1,2\n2,1\n3,4\n5,9\n7,8\n";
        String[] sourceIds = {"1", "2", "3", "4", "5", "7", "8", "9"};
        var whole = ringed(database);
        whole.move(map);
        var expected = whole.state(sourceIds);
        int writes = 0;
        boolean over;
        do {
            var fresh = TestDatabases.embedded();
            var oak = ringed(fresh);
            oak.send(map);
            new Oak(DyingStore.after(fresh, writes), oak.clock)
                    .moves
                    .sweep()
                    .onErrorComplete()
                    .block(LIMIT);
            over = !oak.job().isRunning();
            oak.clock.advance(Duration.ofMinutes(1));

            oak.moves.sweep().block(LIMIT);

            assertThat(oak.job().isRunning()).as("after %d writes", writes).isFalse();
            assertThat(oak.state(sourceIds)).as("after %d writes", writes).isEqualTo(expected);
            writes++;
        } while (!over);
        assertThat(writes).isGreaterThan(15);
    }

    /** Somebody adopts the contact in the middle of it, before each of its writes once. */
    @Test
    void movesWhoeverTheSourceIdStandsForInTheEnd() {
        for (int write = 1; write < 16; write++) {
            var fresh = TestDatabases.embedded();
            var oak = Oak.with(fresh, "a1", "a2");
            oak.send("a1,b1\na2,a1\n");
            var sourceIds = new SourceIds(fresh);
            var adopting = sourceIds
                    .contact(OAK, "a1")
                    .filter(holder -> holder.id().equals(made("a1")))
                    .flatMap(holder -> Mono.from(fresh.getCollection("contacts")
                                    .insertOne(new Document("_id", "oak:other")
                                            .append("businessId", "oak")
                                            .append("present", false)))
                            .then(sourceIds.prepare(OAK, new ContactId("other"), "a1"))
                            .then(sourceIds.move(OAK, "a1", holder, new ContactId("other"))));
            var crossed = new Oak(DyingStore.with(fresh, write, () -> adopting.block(LIMIT)), oak.clock);

            crossed.moves.sweep().block(LIMIT);

            assertThat(oak.job().moved())
                    .as("before write %d: %s", write, oak.refusals())
                    .isEqualTo(2);
            assertThat(oak.holderId("b1")).as("before write %d", write).isIn(made("a1"), new ContactId("other"));
            assertThat(oak.holderId("a1")).isEqualTo(made("a2"));
            assertThat(Objects.requireNonNull(oak.holder("b1")).isActive()).isTrue();
        }
    }

    private static Oak ringed(MongoDatabase database) {
        var oak = Oak.with(database, "1", "2", "3", "4", "5", "7");
        oak.roster.write(oak.roster.remove(RosterCollection.CONTACTS, "4", 2));
        oak.roster.write(oak.roster.remove(RosterCollection.SECURITY_VALUES, "4", 2));
        return oak;
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesAMapWithLinesThatContradictEachOther(MongoDatabase database) {
        var oak = Oak.with(database, "a1");
        var map = "Old ID;New ID\na1,b1\na1,b2\na2,b1\n,b3\nx,x\n";

        assertThatThrownBy(() -> oak.file.read(OAK, "job", body(map)).block(LIMIT))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getBody().getDetail())
                                .contains(
                                        "line 1 must have two cells",
                                        "line 3 repeats the old source ID",
                                        "line 4 repeats the new source ID",
                                        "line 5 has an empty cell",
                                        "line 6 has the same source ID twice",
                                        "Nothing was moved"));
        assertThat(oak.all("source_id_moves")).isEmpty();
    }

    /** One byte more than the limit; over the network it takes much longer, in SourceIdMovesEndpointsIT. */
    @Test
    void refusesAMapThatIsTooLarge() {
        var oak = Oak.with(TestDatabases.embedded(), "a1");
        var megabyte = "\n".repeat(1 << 20);
        var map = Flux.range(0, 512).concatMap(i -> body(megabyte)).concatWith(body("\n"));

        assertThatThrownBy(() -> oak.file.read(OAK, "job", map).block(LIMIT))
                .isInstanceOfSatisfying(ErrorResponseException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
                    assertThat(refused.getBody().getDetail())
                            .isEqualTo("The map has more than 512 MB. Send it in parts, one after the other.");
                });
        assertThat(oak.all("source_id_moves")).isEmpty();
    }
}
