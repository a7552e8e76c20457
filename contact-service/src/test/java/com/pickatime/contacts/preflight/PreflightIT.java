package com.pickatime.contacts.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.preflight.BirthDates.Counted;
import com.pickatime.contacts.preflight.BirthDates.Missing;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.OwnContact;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.events.PersonRole;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class PreflightIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId OAK = new BusinessId("oak");

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsNobodyWhereNobodyIs(MongoDatabase database) {
        assertThat(count(database)).isEqualTo(new Counted(0, 0, 0, 0, List.of()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void namesSchoolAndGradeOfStudentsWithoutABirthDate(MongoDatabase database) {
        org(database, "district", "Springfield", "district");
        org(database, "x", "Shelbyville High", "school");
        org(database, "e", "Springfield Elementary", "School");
        student(database, "s1", true, roster("orgs", "e", "grades", "04"));
        student(database, "s2", false, roster("orgs", "e", "grades", "04"));
        student(database, "s3", false, roster("orgs", "e", "grades", "04"));
        student(database, "s4", false, roster("orgs", "e", "grades", "02"));
        student(
                database,
                "s5",
                false,
                new Document("orgs", List.of("district", "x", "e")).append("grades", List.of("09")));
        student(database, "s6", false, new Document());
        other(database, "another", "s7", PersonRole.STUDENT, new Document());

        assertThat(count(database))
                .isEqualTo(new Counted(
                        6,
                        5,
                        0,
                        0,
                        List.of(
                                new Missing("", "", "", 1),
                                new Missing("x", "Shelbyville High", "09", 1),
                                new Missing("e", "Springfield Elementary", "02", 1),
                                new Missing("e", "Springfield Elementary", "04", 2),
                                new Missing("e", "Springfield Elementary", "09", 1))));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsEachParentWhoWaitsOnceWhicheverSideClaimsIt(MongoDatabase database) {
        student(database, "known", true, roster("agents", "p0"));
        student(database, "s1", false, roster("agents", "p1"));
        student(database, "s2", false, new Document("agents", List.of("p1", "gone")));
        other(database, "oak", "p0", PersonRole.PARENT, new Document());
        other(database, "oak", "p1", PersonRole.PARENT, roster("agents", "s1"));
        other(database, "oak", "p2", PersonRole.GUARDIAN, roster("agents", "s2"));
        other(database, "oak", "p3", PersonRole.RELATIVE, roster("agents", "known"));
        other(database, "oak", "t1", PersonRole.TEACHER, roster("agents", "s2"));
        insert(
                database,
                "contacts",
                contact("p4", PersonRole.PARENT, new Document())
                        .append("local", new Document("links", List.of(link("s1"), link("known")))));
        insert(
                database,
                "contacts",
                contact("p5", PersonRole.PARENT, new Document())
                        .append("local", new Document("links", List.of(link("known")))));
        insert(
                database,
                "contacts",
                contact("removed", PersonRole.PARENT, roster("agents", "s1")).append("state", "REMOVED"));

        assertThat(count(database))
                .extracting(Counted::parentsAffected)
                .as("p1, p2 and p4")
                .isEqualTo(3L);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsOwnStudentsByWhatStandsInTheirContacts(MongoDatabase database) {
        for (var id : List.of("1", "2")) {
            var sealed = id.equals("1") ? new OwnContact.SealedBirthDate(new byte[20], new byte[16]) : null;
            insert(
                    database,
                    "contacts",
                    new OwnContact(
                                    ContactId.own(OAK, "STUDENT", id),
                                    PersonRole.STUDENT,
                                    "Bart",
                                    "Simpson",
                                    id,
                                    null,
                                    sealed)
                            .document(OAK));
        }

        assertThat(count(database)).isEqualTo(new Counted(2, 1, 0, 0, List.of(new Missing("", "", "", 1))));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsWhoIsQuarantinedApartAndWhoIsGoneNot(MongoDatabase database) {
        student(database, "s1", true, new Document());
        insert(
                database,
                "contacts",
                contact("s2", PersonRole.STUDENT, new Document()).append("state", "QUARANTINED"));
        insert(
                database,
                "contacts",
                contact("s3", PersonRole.STUDENT, new Document()).append("state", "REMOVED"));
        insert(
                database,
                "contacts",
                contact("s4", PersonRole.STUDENT, new Document()).append("present", false));

        assertThat(count(database)).isEqualTo(new Counted(1, 0, 0, 1, List.of()));
    }

    private static Counted count(MongoDatabase database) {
        return Objects.requireNonNull(new BirthDates(database).of(OAK).block(LIMIT));
    }

    private static Document link(String student) {
        return new ContactLink(ContactId.first(OAK, student), ContactLink.Kind.ADMINISTRATOR, "x", Instant.EPOCH)
                .document();
    }

    private static Document roster(String... pairs) {
        var roster = new Document();
        for (int i = 0; i < pairs.length; i += 2) {
            roster.append(pairs[i], List.of(pairs[i + 1]));
        }
        return roster;
    }

    private static void org(MongoDatabase database, String sourceId, String name, String type) {
        insert(
                database,
                "orgs",
                new Document("_id", "oak:" + sourceId)
                        .append("sourceId", sourceId)
                        .append("present", true)
                        .append("roster", new Document("name", name).append("type", type)));
    }

    private static void student(MongoDatabase database, String sourceId, boolean hasBirthDate, Document roster) {
        insert(database, "contacts", contact(sourceId, PersonRole.STUDENT, roster));
        insert(
                database,
                "security_values",
                new Document("_id", "oak:" + sourceId)
                        .append("sourceId", sourceId)
                        .append("present", hasBirthDate));
    }

    private static void other(
            MongoDatabase database, String business, String sourceId, PersonRole role, Document roster) {
        insert(
                database,
                "contacts",
                TestContacts.document(business, sourceId, true)
                        .append("roster", roster.append("roles", List.of(role.name()))));
    }

    private static Document contact(String sourceId, PersonRole role, Document roster) {
        return TestContacts.document("oak", sourceId, true)
                .append("roster", roster.append("roles", List.of(role.name())));
    }

    private static void insert(MongoDatabase database, String collection, Document document) {
        Mono.from(database.getCollection(collection).insertOne(document)).block(LIMIT);
    }
}
