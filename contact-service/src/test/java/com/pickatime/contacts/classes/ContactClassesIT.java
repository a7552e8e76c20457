package com.pickatime.contacts.classes;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.classes.ClassRoster.Member;
import com.pickatime.contacts.classes.ContactClasses.Found;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class ContactClassesIT {

    private static final BusinessId B = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PART = 10_000;

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areThoseOfTheRosterWithWhoIsOnTheOtherSide(MongoDatabase database) {
        insert(
                database,
                "contacts",
                List.of(
                        person("t1", "TEACHER", "Krabappel"),
                        person("t2", "TEACHER", "Hoover"),
                        person("s1", "STUDENT", "Simpson"),
                        person("s2", "STUDENT", "Muntz"),
                        person("s3", "STUDENT", "Gone").append("present", false)));
        insert(database, "classes", List.of(schoolClass("c2", "Music"), schoolClass("c1", "Math")));
        insert(database, "classes", List.of(schoolClass("c3", "Ended").append("present", false)));
        insert(
                database,
                "enrollments",
                List.of(
                        enrollment("e1", "c1", "t1", "TEACHER").append("x", 1),
                        enrollment("e2", "c1", "t2", "TEACHER"),
                        enrollment("e3", "c1", "s1", "STUDENT"),
                        enrollment("e4", "c1", "s2", "STUDENT"),
                        enrollment("e5", "c2", "t1", "TEACHER"),
                        enrollment("e6", "c2", "s3", "STUDENT"),
                        enrollment("e7", "c3", "t1", "TEACHER"),
                        enrollment("e8", "c3", "s1", "STUDENT"),
                        enrollment("e9", "c2", "s1", "STUDENT").append("present", false),
                        // another business has the same ids
                        enrollment("e1", "c9", "t1", "TEACHER")
                                .append("_id", "c:e1")
                                .append("businessId", "c")));

        var teacher = classes(database, "t1");
        assertThat(teacher.attended()).isEmpty();
        assertThat(teacher.taught()).extracting(taught -> taught.of().title()).containsExactly("Math", "Music");
        assertThat(names(teacher.taught().get(0).students())).containsExactly("Muntz", "Simpson");
        assertThat(teacher.taught().get(1).students())
                .as("whom the roster has in a class and not as a person")
                .singleElement()
                .satisfies(student -> assertThat(student.contactId()).isNull());

        var student = classes(database, "s1");
        assertThat(student.taught()).isEmpty();
        assertThat(student.attended()).singleElement().satisfies(attended -> {
            assertThat(attended.of().classId()).isEqualTo("c1");
            assertThat(names(attended.teachers())).containsExactly("Hoover", "Krabappel");
        });
        assertThat(classes(database, "s3")).as("of somebody who is gone").isEqualTo(Found.NOTHING);
        assertThat(find(database, ContactId.first(B, "nobody")).blockOptional(LIMIT))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areThoseOfFilesToo(MongoDatabase database) {
        var teacher = ContactId.own(B, "TEACHER", "1");
        insert(
                database,
                "own_classes",
                List.of(
                        new OwnClass("k1", "Band", "12", teacher).document(B),
                        new OwnClass("k2", "Art", null, ContactId.own(B, "TEACHER", "2")).document(B)));
        insert(
                database,
                "contacts",
                List.of(
                        own(teacher, "Largo"),
                        own(ContactId.own(B, "STUDENT", "1"), "Simpson")
                                .append("local", new Document("classes", List.of("b:k1", "b:k2"))),
                        own(ContactId.own(B, "STUDENT", "2"), "Muntz")
                                .append("local", new Document("classes", List.of("b:k2"))),
                        own(ContactId.own(B, "STUDENT", "3"), "Removed")
                                .append("state", "REMOVED")
                                .append("local", new Document("classes", List.of("b:k1"))),
                        person("r1", "STUDENT", "Adopted").append("local", new Document("classes", List.of("b:k1")))));
        insert(database, "classes", List.of(schoolClass("c1", "Algebra")));
        insert(database, "enrollments", List.of(enrollment("e1", "c1", "r1", "STUDENT")));

        var taught = find(database, teacher).blockOptional(LIMIT).orElseThrow().taught();
        assertThat(taught).singleElement().satisfies(one -> {
            assertThat(one.of())
                    .extracting(SchoolClass::classId, SchoolClass::own)
                    .containsExactly("~own:k1", true);
            assertThat(names(one.students())).containsExactly("Adopted", "Simpson");
        });
        var attended = find(database, ContactId.own(B, "STUDENT", "1"))
                .blockOptional(LIMIT)
                .orElseThrow()
                .attended();
        assertThat(attended).extracting(one -> one.of().title()).containsExactly("Art", "Band");
        assertThat(attended.get(0).teachers()).as("a teacher who is gone").isEmpty();
        assertThat(names(attended.get(1).teachers())).containsExactly("Largo");
        assertThat(classes(database, "r1").attended())
                .as("of both, for somebody who was adopted")
                .extracting(one -> one.of().title())
                .containsExactly("Algebra", "Band");
    }

    /** One that looked among all would take as long as looking among all once; {@code -Dcontacts.people=100000}. */
    @Test
    void areFoundWithoutReadingEverybody() {
        var database = TestDatabases.embedded();
        new TestRoster(database, B).createIndexes();
        new Classes(database, contacts(database)).createIndexes().block(LIMIT);
        var found = new ContactClasses(database, contacts(database));
        found.createIndexes().block(LIMIT);
        int people = Integer.getInteger("contacts.people", 20_000);
        int ofAClass = 20;
        for (int from = 0; from < people; from += PART) {
            insert(
                    database,
                    "contacts",
                    IntStream.range(from, from + PART)
                            .mapToObj(at -> person("s" + at, "STUDENT", "Family" + at)
                                    .append("local", new Document("classes", List.of("b:k" + at / ofAClass))))
                            .toList());
            insert(
                    database,
                    "enrollments",
                    IntStream.range(from, from + PART)
                            .mapToObj(at -> enrollment("e" + at, "c" + at / ofAClass, "s" + at, "STUDENT"))
                            .toList());
            var classes = IntStream.range(from / ofAClass, (from + PART) / ofAClass);
            insert(
                    database,
                    "own_classes",
                    classes.mapToObj(at ->
                                    new OwnClass("k" + at, "Own " + at, null, ContactId.first(B, "t" + at)).document(B))
                            .toList());
            // of another business, to be passed over
            insert(
                    database,
                    "own_classes",
                    IntStream.range(from, from + PART)
                            .mapToObj(at -> new OwnClass("k" + at, "Own " + at, null, ContactId.first(B, "t" + at))
                                    .document(new BusinessId("c")))
                            .toList());
            insert(database, "contacts", each(from, ofAClass, at -> person("t" + at, "TEACHER", "Teacher" + at)));
            insert(database, "classes", each(from, ofAClass, at -> schoolClass("c" + at, "Class " + at)));
            insert(
                    database,
                    "enrollments",
                    each(from, ofAClass, at -> enrollment("te" + at, "c" + at, "t" + at, "TEACHER")));
        }

        var everybody = Mono.from(database.getCollection("contacts").countDocuments(eq("notIndexed", 1)));
        assertThat(everybody.block(LIMIT)).isZero();
        long beforeAll = System.nanoTime();
        assertThat(everybody.block(LIMIT)).isZero();
        var all = Duration.ofNanos(System.nanoTime() - beforeAll);
        int questions = 200;
        long before = System.nanoTime();
        for (int at = 0; at < questions / 2; at++) {
            var teacher = found.find(B, ContactId.first(B, "t" + 9 * at)).block(LIMIT);
            assertThat(teacher).isNotNull();
            assertThat(teacher.taught())
                    .hasSize(2)
                    .allSatisfy(taught -> assertThat(taught.students()).hasSize(ofAClass));
            var student =
                    found.find(B, ContactId.first(B, "s" + 9 * at * ofAClass)).block(LIMIT);
            assertThat(student).isNotNull();
            assertThat(student.attended())
                    .hasSize(2)
                    .allSatisfy(attended -> assertThat(attended.teachers()).hasSize(1));
        }
        var took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(took.dividedBy(questions))
                .as("a question %s, beside %s for all", took.dividedBy(questions), all)
                .isLessThan(all.dividedBy(2));
    }

    private static Contacts contacts(MongoDatabase database) {
        return new Contacts(database, new SourceIds(database));
    }

    private static List<Document> each(int from, int ofAClass, IntFunction<Document> document) {
        return IntStream.range(from / ofAClass, (from + PART) / ofAClass)
                .mapToObj(document)
                .toList();
    }

    private static Found classes(MongoDatabase database, String sourceId) {
        return find(database, ContactId.first(B, sourceId)).blockOptional(LIMIT).orElseThrow();
    }

    private static Mono<Found> find(MongoDatabase database, ContactId contact) {
        return new ContactClasses(database, contacts(database)).find(B, contact);
    }

    private static List<String> names(List<Member> members) {
        return members.stream()
                .map(member -> String.valueOf(member.names().familyName()))
                .toList();
    }

    private static Document person(String sourceId, String role, String familyName) {
        return TestContacts.document("b", sourceId, true)
                .append("roster", new Document("roles", List.of(role)).append("familyName", familyName));
    }

    private static Document own(ContactId contact, String familyName) {
        return new Document("_id", "b:" + contact.value())
                .append("businessId", "b")
                .append("own", true)
                .append("present", false)
                .append("roster", new Document("roles", List.of("STUDENT")).append("familyName", familyName));
    }

    private static Document schoolClass(String sourceId, String title) {
        return entity(sourceId).append("roster", new Document("title", title));
    }

    private static Document enrollment(String id, String classSourceId, String userSourceId, String role) {
        return entity(id)
                .append(
                        "roster",
                        new Document("classSourceId", classSourceId)
                                .append("userSourceId", userSourceId)
                                .append("role", role));
    }

    private static Document entity(String sourceId) {
        return new Document("_id", "b:" + sourceId)
                .append("businessId", "b")
                .append("sourceId", sourceId)
                .append("present", true);
    }

    private static void insert(MongoDatabase database, String collection, List<Document> documents) {
        Mono.from(database.getCollection(collection).insertMany(documents)).block(LIMIT);
    }
}
