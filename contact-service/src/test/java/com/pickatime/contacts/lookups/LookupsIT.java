package com.pickatime.contacts.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.classes.ContactClasses;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.lookups.LookupsController.Found;
import com.pickatime.contacts.lookups.LookupsController.Wanted;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Mono;

class LookupsIT {

    private static final BusinessId B = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellEachOnesOwnParentsAndClasses(MongoDatabase database) {
        insert(
                database,
                "contacts",
                person("t1", "TEACHER"),
                person("s1", "STUDENT", "p1"),
                person("s2", "STUDENT"),
                person("s3", "STUDENT").append("present", false),
                person("p1", "PARENT"),
                person("p2", "PARENT", "s2", "s3"),
                person("p3", "PARENT").append("local", new Document("links", List.of(link("s1"), link("s3")))),
                person("p4", "PARENT", "s1").append("state", "REMOVED"));
        insert(database, "classes", schoolClass("c1", "Math"), schoolClass("c2", "Art"));
        insert(
                database,
                "enrollments",
                enrollment("e1", "c1", "t1", "TEACHER"),
                enrollment("e2", "c1", "s1", "STUDENT"),
                enrollment("e3", "c2", "s1", "STUDENT"),
                enrollment("e4", "c1", "s2", "STUDENT"),
                enrollment("e5", "c1", "s3", "STUDENT"),
                enrollment("e6", "c2", "t1", "TEACHER").append("present", false));

        var found = look(database, "s1", "s2", "s3", "p1", "t1", "nobody");

        assertThat(found).containsOnlyKeys(ids("s1", "s2", "s3", "p1", "t1"));
        assertThat(one(found, "s1").parents()).containsExactlyInAnyOrder(id("p1"), id("p3"));
        assertThat(one(found, "s2").parents()).containsExactly(id("p2"));
        assertThat(one(found, "s1").attended())
                .extracting(LookupsController.Lesson::title, LookupsController.Lesson::teachers)
                .containsExactly(tuple("Art", List.of()), tuple("Math", List.of(id("t1"))));
        assertThat(one(found, "s2").attended()).hasSize(1);
        assertThat(one(found, "s3"))
                .as("somebody who is gone")
                .extracting(Found::active, Found::parents, Found::attended)
                .containsExactly(false, List.of(), List.of());
        assertThat(one(found, "t1").attended()).as("taught, not attended").isEmpty();
        assertThat(one(found, "p1").names().familyName()).isEqualTo("Family p1");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellWhoGoesOnInTheEndForOneThatWasMerged(MongoDatabase database) {
        insert(
                database,
                "contacts",
                merged("a", "b"),
                merged("b", "c"),
                person("c", "STUDENT"),
                merged("d", "c"),
                person("e", "STUDENT"));

        var found = look(database, "a", "b", "d", "e");

        assertThat(found.values())
                .extracting(Found::contactId, Found::mergedInto)
                .containsExactlyInAnyOrder(
                        tuple(id("a"), id("c")),
                        tuple(id("b"), id("c")),
                        tuple(id("d"), id("c")),
                        tuple(id("e"), null));
        assertThat(one(found, "a").active()).isFalse();
    }

    @Test
    void areNoMoreThanSomeAtOnce() {
        var database = databases().get(0);
        var many = IntStream.range(0, 501).mapToObj(i -> id("s" + i)).toList();

        assertThatThrownBy(() -> controller(database).look(B, new Wanted(many)))
                .isInstanceOf(ErrorResponseException.class);
        assertThatThrownBy(() -> controller(database).look(B, new Wanted(List.of())))
                .isInstanceOf(ErrorResponseException.class);
        assertThat(controller(database)
                        .look(B, new Wanted(many.subList(0, 500)))
                        .blockOptional(LIMIT))
                .hasValueSatisfying(answer -> assertThat(answer.items()).isEmpty());
    }

    private static Map<ContactId, Found> look(MongoDatabase database, String... sourceIds) {
        return controller(database)
                .look(B, new Wanted(Stream.of(sourceIds).map(LookupsIT::id).toList()))
                .blockOptional(LIMIT)
                .orElseThrow()
                .items()
                .stream()
                .collect(Collectors.toMap(Found::contactId, found -> found));
    }

    private static LookupsController controller(MongoDatabase database) {
        var contacts = new Contacts(database, new SourceIds(database));
        return new LookupsController(contacts, new ContactClasses(database, contacts));
    }

    private static Found one(Map<ContactId, Found> found, String sourceId) {
        return Objects.requireNonNull(found.get(id(sourceId)));
    }

    private static ContactId id(String sourceId) {
        return ContactId.first(B, sourceId);
    }

    private static ContactId[] ids(String... sourceIds) {
        return Stream.of(sourceIds).map(LookupsIT::id).toArray(ContactId[]::new);
    }

    private static void insert(MongoDatabase database, String collection, Document... documents) {
        Mono.from(database.getCollection(collection).insertMany(List.of(documents)))
                .block(LIMIT);
    }

    private static Document person(String sourceId, String role, String... agents) {
        return TestContacts.document("b", sourceId, true)
                .append(
                        "roster",
                        new Document("roles", List.of(role))
                                .append("familyName", "Family " + sourceId)
                                .append("agents", List.of(agents)));
    }

    private static Document merged(String sourceId, String into) {
        return person(sourceId, "STUDENT")
                .append("present", false)
                .append("state", "MERGED")
                .append("local", new Document("mergedInto", id(into).value()));
    }

    private static Document link(String student) {
        return new ContactLink(id(student), ContactLink.Kind.ADMINISTRATOR, "somebody", Instant.EPOCH).document();
    }

    private static Document schoolClass(String sourceId, String title) {
        return new Document("_id", "b:" + sourceId)
                .append("businessId", "b")
                .append("sourceId", sourceId)
                .append("present", true)
                .append("roster", new Document("title", title));
    }

    private static Document enrollment(String sourceId, String schoolClass, String user, String role) {
        return new Document("_id", "b:" + sourceId)
                .append("businessId", "b")
                .append("present", true)
                .append(
                        "roster",
                        new Document("classSourceId", schoolClass)
                                .append("userSourceId", user)
                                .append("role", role));
    }
}
