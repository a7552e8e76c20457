package com.pickatime.contacts.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.signin.SignInMatch.MatchedBy;
import com.pickatime.contacts.signin.SignInMatch.Outcome;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class SignInContactsIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ADDRESS = "marge@example.org";

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsAContactBySourceIdByteForByteAndInItsBusinessOnly(MongoDatabase database) {
        store(database, contact("b", "Ab-1", "TEACHER"));

        assertThat(match(database, "b", "Ab-1", null))
                .isEqualTo(SignInMatch.with(
                        new SignInMatch.Person(
                                ContactId.first(BUSINESS, "Ab-1"),
                                "Ab-1",
                                "Marge Simpson",
                                List.of("TEACHER"),
                                AccessLevel.APPOINTMENT_VIEWER),
                        MatchedBy.SOURCE_ID));
        for (var other : List.of("ab-1", "Ab-1 ", " Ab-1", "Ab", "Ab-1\u0000", "Ab-1:")) {
            assertThat(match(database, "b", other, null).outcome()).as(other).isEqualTo(Outcome.UNKNOWN);
        }
        assertThat(match(database, "c", "Ab-1", null).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void looksAtTheAddressOnlyWhereNoSourceIdCame(MongoDatabase database) {
        store(database, contact("b", "s1", "PARENT"));
        store(database, withEmail(contact("b", "s2", "PARENT"), ADDRESS));

        assertThat(found(match(database, "b", "s1", ADDRESS))).isEqualTo("s1 by SOURCE_ID");
        assertThat(found(match(database, "b", null, ADDRESS))).isEqualTo("s2 by EMAIL");
        assertThat(found(match(database, "b", " ", "  MARGE@Example.ORG\t"))).isEqualTo("s2 by EMAIL");
        assertThat(match(database, "c", null, ADDRESS).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesASourceIdThatNobodyActiveHasWhateverTheAddress(MongoDatabase database) {
        store(
                database,
                withEmail(contact("b", "s1", "PARENT"), "bart@example.org").append("present", false));
        store(database, withEmail(contact("b", "s2", "PARENT"), ADDRESS));

        assertThat(match(database, "b", "nobody", ADDRESS))
                .as("an ID that is not in the roster")
                .isEqualTo(SignInMatch.without(Outcome.UNKNOWN));
        assertThat(match(database, "b", "s1", ADDRESS))
                .as("an ID of somebody who left")
                .isEqualTo(SignInMatch.without(Outcome.UNKNOWN));
        assertThat(match(database, "b", "S2", ADDRESS))
                .as("an ID that differs by a letter's case from the address's owner")
                .isEqualTo(SignInMatch.without(Outcome.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void matchesNobodyByAnEmptyPart(MongoDatabase database) {
        store(database, withEmail(contact("b", "s1", "PARENT"), ""));
        store(database, contact("b", " ", "PARENT"));
        store(database, contact("b", "s3", "PARENT"));

        assertThat(match(database, "b", null, null).outcome()).isEqualTo(Outcome.NOTHING_TO_MATCH);
        assertThat(match(database, "b", "", " ").outcome()).isEqualTo(Outcome.NOTHING_TO_MATCH);
        assertThat(match(database, "b", " ", null).outcome()).isEqualTo(Outcome.NOTHING_TO_MATCH);
        assertThat(match(database, "b", "unknown", "").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesAnAddressThatSeveralActiveContactsShare(MongoDatabase database) {
        store(database, withEmail(contact("b", "s1", "PARENT"), ADDRESS));
        store(database, withEmail(contact("b", "s2", "PARENT"), ADDRESS));
        store(database, withEmail(contact("b", "s3", "PARENT"), ADDRESS));

        assertThat(match(database, "b", null, ADDRESS)).isEqualTo(SignInMatch.without(Outcome.AMBIGUOUS));
        assertThat(found(match(database, "b", "s2", ADDRESS))).isEqualTo("s2 by SOURCE_ID");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void doesNotCountARemovedContactWithTheSameAddress(MongoDatabase database) {
        store(database, withEmail(contact("b", "s1", "PARENT"), ADDRESS));
        store(database, withEmail(contact("b", "s2", "PARENT"), ADDRESS).append("present", false));

        assertThat(found(match(database, "b", null, ADDRESS))).isEqualTo("s1 by EMAIL");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void doesNotKnowARemovedContact(MongoDatabase database) {
        store(database, withEmail(contact("b", "s1", "PARENT"), ADDRESS).append("present", false));

        assertThat(match(database, "b", "s1", ADDRESS)).isEqualTo(SignInMatch.without(Outcome.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsOutWhomTheRosterDisabled(MongoDatabase database) {
        store(database, enabled(withEmail(contact("b", "s1", "PARENT"), ADDRESS), false));
        store(database, withEmail(contact("b", "s2", "PARENT"), "bart@example.org"));
        store(database, enabled(contact("b", "s3", "PARENT"), true));

        assertThat(match(database, "b", "s1", "bart@example.org"))
                .as("no way around by another address")
                .isEqualTo(SignInMatch.without(Outcome.DISABLED));
        assertThat(match(database, "b", null, ADDRESS)).isEqualTo(SignInMatch.without(Outcome.DISABLED));
        assertThat(found(match(database, "b", "s3", null))).isEqualTo("s3 by SOURCE_ID");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void givesStaffALookAndNobodyMore(MongoDatabase database) {
        assertThat(levelOf(database, "TEACHER")).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
        assertThat(levelOf(database, "ADMINISTRATOR")).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
        assertThat(levelOf(database, "AIDE")).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
        assertThat(levelOf(database, "PROCTOR")).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
        assertThat(levelOf(database, "PARENT", "TEACHER")).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
        assertThat(levelOf(database, "STUDENT")).isEqualTo(AccessLevel.CUSTOMER);
        assertThat(levelOf(database, "GUARDIAN", "RELATIVE", "UNKNOWN")).isEqualTo(AccessLevel.CUSTOMER);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void putsTheLevelThatAnAdministratorSetAboveTheRoles(MongoDatabase database) {
        store(database, contact("b", "s1", "TEACHER"));
        var contacts = contacts(database);

        assertThat(contacts.setLevel(edit("s1"), AccessLevel.ADMINISTRATOR).block(LIMIT))
                .isNotNull();
        assertThat(person(match(database, "b", "s1", null)).level()).isEqualTo(AccessLevel.ADMINISTRATOR);

        assertThat(contacts.setLevel(edit("s1"), AccessLevel.CUSTOMER).block(LIMIT))
                .isNotNull();
        assertThat(person(match(database, "b", "s1", null)).level()).isEqualTo(AccessLevel.CUSTOMER);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void setsNoLevelOfSomebodyWhoIsNotThere(MongoDatabase database) {
        store(database, contact("b", "s1", "TEACHER").append("present", false));
        var contacts = contacts(database);

        assertThat(contacts.setLevel(edit("s1"), AccessLevel.CUSTOMER).block(LIMIT))
                .isNull();
        assertThat(contacts.setLevel(edit("s2"), AccessLevel.CUSTOMER).block(LIMIT))
                .isNull();
        assertThat(Mono.from(database.getCollection("contacts").countDocuments())
                        .block(LIMIT))
                .isEqualTo(1);
    }

    /** Source IDs are given out again. */
    @ParameterizedTest
    @MethodSource("databases")
    void letsNobodyInheritALevelWhoCameBackOrIsAnother(MongoDatabase database) {
        store(database, contact("b", "away", "TEACHER").append("revision", 3L));
        store(database, contact("b", "another", "TEACHER").append("revision", 3L));
        store(database, contact("b", "stranger", "TEACHER").append("revision", 3L));
        birthDate(database, "b:another", 1);
        var contacts = contacts(database);
        for (var sourceId : List.of("away", "another", "stranger")) {
            contacts.setLevel(edit(sourceId), AccessLevel.ADMINISTRATOR).block(LIMIT);
            assertThat(person(match(database, "b", sourceId, null)).level())
                    .as(sourceId)
                    .isEqualTo(AccessLevel.ADMINISTRATOR);
        }

        change(database, TestContacts.key("b", "away"), Updates.set("removedRevision", 4L));
        change(database, TestContacts.key("b", "another"), Updates.set("roster.givenName", "Edna"));
        birthDate(database, "b:another", 2);
        change(
                database,
                TestContacts.key("b", "stranger"),
                Updates.combine(Updates.set("roster.givenName", "Edna"), Updates.set("roster.familyName", "K.")));

        for (var sourceId : List.of("away", "another", "stranger")) {
            assertThat(person(match(database, "b", sourceId, null)).level())
                    .as(sourceId)
                    .isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
            change(database, TestContacts.key("b", sourceId), Updates.set("revision", 5L));
            contacts.setLevel(edit(sourceId), AccessLevel.ADMINISTRATOR).block(LIMIT);
            assertThat(person(match(database, "b", sourceId, null)).level())
                    .as(sourceId + ", confirmed")
                    .isEqualTo(AccessLevel.ADMINISTRATOR);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesALevelToAPersonWhoMarriesOrWhoseBirthDateIsCorrected(MongoDatabase database) {
        store(database, contact("b", "s1", "TEACHER").append("revision", 3L));
        birthDate(database, "b:s1", 1);
        contacts(database).setLevel(edit("s1"), AccessLevel.ADMINISTRATOR).block(LIMIT);

        birthDate(database, "b:s1", 2);
        assertThat(person(match(database, "b", "s1", null)).level()).isEqualTo(AccessLevel.ADMINISTRATOR);

        birthDate(database, "b:s1", 1);
        change(database, TestContacts.key("b", "s1"), Updates.set("roster.familyName", "Bouvier"));
        assertThat(person(match(database, "b", "s1", null)).level()).isEqualTo(AccessLevel.ADMINISTRATOR);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsALevelBelowTheRolesWhoeverHasTheSourceId(MongoDatabase database) {
        store(database, contact("b", "s1", "TEACHER").append("revision", 3L));
        contacts(database).setLevel(edit("s1"), AccessLevel.CUSTOMER).block(LIMIT);
        change(database, TestContacts.key("b", "s1"), Updates.set("removedRevision", 4L));

        assertThat(person(match(database, "b", "s1", null)).level()).isEqualTo(AccessLevel.CUSTOMER);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void movesAWholeLevelAtOnceAndNobodyElse(MongoDatabase database) {
        store(database, contact("b", "t1", "TEACHER"));
        store(database, contact("b", "t2", "TEACHER"));
        store(database, contact("b", "t3", "TEACHER"));
        store(database, contact("b", "p1", "PARENT"));
        store(database, contact("c", "t1", "TEACHER"));
        contacts(database).setLevel(edit("t3"), AccessLevel.ADMINISTRATOR).block(LIMIT);

        assertThat(contacts(database)
                        .moveLevel(
                                BUSINESS,
                                AccessLevel.APPOINTMENT_VIEWER,
                                AccessLevel.APPOINTMENT_MAKER,
                                "an-administrator")
                        .block(LIMIT))
                .isEqualTo(2);

        assertThat(person(match(database, "b", "t1", null)).level()).isEqualTo(AccessLevel.APPOINTMENT_MAKER);
        assertThat(person(match(database, "b", "t2", null)).level()).isEqualTo(AccessLevel.APPOINTMENT_MAKER);
        assertThat(person(match(database, "b", "t3", null)).level()).isEqualTo(AccessLevel.ADMINISTRATOR);
        assertThat(person(match(database, "b", "p1", null)).level()).isEqualTo(AccessLevel.CUSTOMER);
        assertThat(person(match(database, "c", "t1", null)).level()).isEqualTo(AccessLevel.APPOINTMENT_VIEWER);
    }

    private static ContactEdits.Edit edit(String sourceId) {
        return new ContactEdits.Edit(BUSINESS, ContactId.first(BUSINESS, sourceId), "an-administrator", null);
    }

    private static SignInContacts contacts(MongoDatabase database) {
        var sourceIds = new SourceIds(database);
        return new SignInContacts(database, sourceIds, new ContactEdits(database, sourceIds, Clock.systemUTC()));
    }

    private static void change(MongoDatabase database, String id, Bson update) {
        Mono.from(database.getCollection("contacts").updateOne(Filters.eq("_id", id), update))
                .block(LIMIT);
    }

    private static void birthDate(MongoDatabase database, String id, int hash) {
        Mono.from(database.getCollection("security_values")
                        .replaceOne(
                                Filters.eq("_id", id),
                                new Document("present", true)
                                        .append(
                                                "roster",
                                                new Document("birthDateHash", new Binary(new byte[] {(byte) hash}))),
                                new ReplaceOptions().upsert(true)))
                .block(LIMIT);
    }

    private static AccessLevel levelOf(MongoDatabase database, String... roles) {
        var sourceId = String.join("+", roles);
        store(database, contact("b", sourceId, roles));
        return person(match(database, "b", sourceId, null)).level();
    }

    private static String found(SignInMatch match) {
        return person(match).sourceId() + " by " + match.matchedBy();
    }

    private static SignInMatch.Person person(SignInMatch match) {
        return Objects.requireNonNull(match.contact(), () -> match.outcome().name());
    }

    private static SignInMatch match(
            MongoDatabase database, String business, @Nullable String sourceId, @Nullable String email) {
        return Objects.requireNonNull(contacts(database)
                .match(new BusinessId(business), sourceId, email)
                .block(LIMIT));
    }

    private static Document contact(String business, String sourceId, String... roles) {
        return TestContacts.document(business, sourceId, true)
                .append(
                        "roster",
                        new Document("roles", new ArrayList<>(List.of(roles)))
                                .append("givenName", "Marge")
                                .append("familyName", "Simpson"));
    }

    private static Document withEmail(Document contact, String email) {
        contact.get("roster", Document.class).append("email", email).append("words", List.of(email));
        return contact;
    }

    private static Document enabled(Document contact, boolean enabled) {
        contact.get("roster", Document.class).append("enabled", enabled);
        return contact;
    }

    private static void store(MongoDatabase database, Document contact) {
        Mono.from(database.getCollection("contacts").insertOne(contact)).block(LIMIT);
    }
}
