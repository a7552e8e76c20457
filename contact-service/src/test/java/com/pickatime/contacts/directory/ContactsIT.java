package com.pickatime.contacts.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.Contacts.Only;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.ListOrder;
import com.pickatime.contacts.store.SearchWords;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.ListPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ContactsIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsAContactOfOneBusinessOnly(MongoDatabase database) {
        store(database, "b", "s1", true, "STUDENT");
        var contacts = contacts(database);

        assertThat(Objects.requireNonNull(contacts.find(BUSINESS, id("s1"))
                                .map(Contact::of)
                                .block(LIMIT))
                        .isStudent())
                .isTrue();
        assertThat(contacts.find(new BusinessId("c"), id("s1")).blockOptional(LIMIT))
                .isEmpty();
        assertThat(contacts.find(BUSINESS, id("S1")).blockOptional(LIMIT))
                .as("another case")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void walksThroughAllPagesMeetingEachContactOnce(MongoDatabase database) {
        for (var sourceId : List.of("d", "a", "c", "b", "e")) {
            store(database, "b", sourceId, true, "STUDENT");
        }
        store(database, "b", "ab", false, "STUDENT");
        store(database, "c", "aa", true, "STUDENT");

        assertThat(list(database, null, List.of(), "", 2)).isEqualTo("a b -> b");
        assertThat(list(database, null, List.of(), "b", 2)).isEqualTo("c d -> d");
        assertThat(list(database, null, List.of(), "d", 2)).isEqualTo("e -> null");
        assertThat(list(database, null, List.of(), "", 5)).isEqualTo("a b c d e -> null");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void narrowsAListByRoleAndWords(MongoDatabase database) {
        store(database, "b", "s1", true, "STUDENT");
        store(database, "b", "p1", true, "PARENT", "s1");

        assertThat(list(database, "PARENT", List.of(), "", 9)).isEqualTo("p1 -> null");
        assertThat(list(database, null, List.of("GIVEN-S", "family"), "", 9)).isEqualTo("s1 -> null");
        assertThat(list(database, null, List.of("given", "nobody"), "", 9)).isEqualTo(" -> null");
        assertThat(list(database, null, List.of("("), "", 9))
                .as("not a pattern")
                .isEqualTo(" -> null");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsBeginningsOfWordsWhateverTheirCaseAndAccents(MongoDatabase database) {
        store(database, named("s1", "Zoë", "Núñez-O'Brien"));
        store(database, named("s2", "Zora", "Nunn"));

        assertThat(list(database, null, List.of("ZO"), "", 9)).isEqualTo("s1 s2 -> null");
        assertThat(list(database, null, List.of("zoe", "nunez"), "", 9)).isEqualTo("s1 -> null");
        assertThat(list(database, null, List.of("NÚNN"), "", 9)).isEqualTo("s2 -> null");
        assertThat(list(database, null, List.of("o'b"), "", 9)).isEqualTo("s1 -> null");
        assertThat(list(database, null, List.of("brien"), "", 9)).isEqualTo("s1 -> null");
        assertThat(list(database, null, List.of("n"), "", 1)).isEqualTo("s1 -> s1");
        assertThat(list(database, null, List.of("n"), "s1", 1)).isEqualTo("s2 -> null");
        assertThat(list(database, null, List.of("n", "zora"), "", 1)).isEqualTo("s2 -> null");
        assertThat(list(database, null, List.of("unez"), "", 9))
                .as("the middle of a word")
                .isEqualTo(" -> null");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void listsByLastThenFirstNameWhateverTheirCaseAndAccents(MongoDatabase database) {
        store(database, sorted("s1", "Zoë", "de la Cruz", "STUDENT"));
        store(database, sorted("s2", "bo", "Núñez", "TEACHER"));
        store(database, sorted("s3", "Bo", "Nunez", "STUDENT"));
        store(database, sorted("s4", "Ada", "Nunez", "PARENT", "TEACHER"));
        store(database, sorted("s5", "Ada", "Nunez Vega", "STUDENT"));
        store(database, sorted("s6", "Lee", "De", "PARENT"));
        store(database, sorted("s7", "Madonna", "", "UNKNOWN"));
        store(
                database,
                sorted("x1", "Ada", "Abel", "STUDENT").append("_id", "c:x1").append("businessId", "c"));
        store(database, sorted("x2", "Ada", "Abel", "STUDENT").append("present", false));

        assertThat(walk(database, ListOrder.NAME, null, List.of(), 9)).isEqualTo("s6 s1 s7 s4 s2 s3 s5");
        assertThat(walk(database, ListOrder.NAME, null, List.of(), 1)).isEqualTo("s6 s1 s7 s4 s2 s3 s5");
        assertThat(walk(database, ListOrder.NAME, "STUDENT", List.of(), 2)).isEqualTo("s1 s3 s5");
        assertThat(walk(database, ListOrder.NAME, null, List.of("nunez"), 2)).isEqualTo("s4 s2 s3 s5");
        assertThat(walk(database, ListOrder.KIND, null, List.of(), 2))
                .as("who teaches is a teacher first")
                .isEqualTo("s1 s3 s5 s4 s2 s6 s7");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void listsWhoIsCalledOtherwiseHereByThatName(MongoDatabase database) {
        for (var sourceId : List.of("a", "b", "c", "d")) {
            store(database, sorted(sourceId, "Ada", sourceId, "STUDENT"));
        }
        for (var renamed : List.of("a", "c")) {
            var contact = new ContactView(Objects.requireNonNull(
                    Mono.from(database.getCollection("contacts").find(Filters.eq("_id", "b:" + renamed)))
                            .block(LIMIT)));
            Mono.from(database.getCollection("contacts")
                            .updateOne(
                                    Filters.eq("_id", "b:" + renamed),
                                    contact.overriding("familyName", renamed.equals("a") ? "Zander" : "Bach")))
                    .block(LIMIT);
        }

        assertThat(walk(database, ListOrder.NAME, null, List.of(), 9)).isEqualTo("b c d a");
        assertThat(walk(database, ListOrder.NAME, null, List.of(), 1)).isEqualTo("b c d a");
        assertThat(walk(database, ListOrder.KIND, "STUDENT", List.of(), 3)).isEqualTo("b c d a");
        assertThat(walk(database, ListOrder.NAME, null, List.of("zan"), 3)).isEqualTo("a");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesNobodyOutWhomAnEarlierReleaseWrote(MongoDatabase database) {
        for (var sourceId : List.of("b", "a", "c")) {
            store(database, named(sourceId, "Ada", "Lovelace"));
        }
        store(database, sorted("d", "Ada", "Abel", "STUDENT"));

        assertThat(walk(database, ListOrder.NAME, null, List.of(), 1)).isEqualTo("a b c d");
        assertThat(walk(database, ListOrder.NAME, null, List.of(), 2)).isEqualTo("a b c d");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void goesOnWhereAPageEndedWhateverHappenedToItsLastOne(MongoDatabase database) {
        for (var sourceId : List.of("a", "b", "c", "d")) {
            store(database, sorted(sourceId, "Ada", sourceId, "STUDENT"));
        }
        var first = page(database, ListOrder.NAME, null, List.of(), null, 2);
        Mono.from(database.getCollection("contacts").deleteOne(Filters.eq("_id", "b:b")))
                .block(LIMIT);
        store(database, sorted("ab", "Ada", "ab", "STUDENT"));

        assertThat(page(database, ListOrder.NAME, null, List.of(), first.next(), 2)
                        .items())
                .extracting(Contact::sourceId)
                .containsExactly("c", "d");
    }

    /** A page that were sorted, or looked for among all, would take as long as all of them; {@code -Dcontacts.people=100000}. */
    @ParameterizedTest
    @MethodSource("databases")
    void takesAPageFromAnIndexAloneHoweverManyThereAre(MongoDatabase database) {
        int people = Integer.getInteger("contacts.people", 10_000);
        var contacts = database.getCollection("contacts");
        for (var order : ListOrder.values()) {
            Mono.from(contacts.createIndex(Indexes.ascending("businessId", order.path(), "_id")))
                    .block(LIMIT);
        }
        Mono.from(contacts.createIndex(Indexes.ascending("businessId", "roster.words")))
                .block(LIMIT);
        Mono.from(contacts.createIndex(Indexes.ascending("local.words"), new IndexOptions().sparse(true)))
                .block(LIMIT);
        Flux.range(0, people)
                .map(i -> sorted("s%06d".formatted(i), "Ada", "Name %06d".formatted(i * 7_919L % people), "STUDENT"))
                .buffer(1_000)
                .concatMap(contacts::insertMany)
                .blockLast();
        var all = new Contacts.Search(null, null, List.of(), ListOrder.NAME, null);

        var began = System.nanoTime();
        var names = contacts(database)
                .all(BUSINESS, all)
                .map(contact -> String.valueOf(contact.text("familyName")))
                .collectList()
                .blockOptional()
                .orElseThrow();
        var everybody = System.nanoTime() - began;
        assertThat(names).hasSize(people).isSorted().doesNotHaveDuplicates();

        began = System.nanoTime();
        var next = new Place(ListOrder.NAME.of(List.of("STUDENT"), "Ada", names.get(people / 2), null), id("s"))
                .cursor(ListOrder.NAME);
        for (int i = 0; i < 10; i++) {
            var page = page(database, ListOrder.NAME, null, List.of(), next, 50);
            assertThat(page.items()).hasSize(50);
            next = page.next();
        }
        assertThat((System.nanoTime() - began) / 10).as("nanoseconds a page").isLessThan(everybody / 5);
    }

    private static String walk(
            MongoDatabase database, ListOrder order, @Nullable String role, List<String> words, int limit) {
        var ids = new ArrayList<String>();
        String next = null;
        do {
            var page = page(database, order, role, words, next, limit);
            page.items().forEach(contact -> ids.add(contact.sourceId()));
            next = page.next();
        } while (next != null);
        var all = contacts(database)
                .all(BUSINESS, new Contacts.Search(role, null, words, order, null))
                .map(ContactView::sourceId)
                .collectList()
                .block(LIMIT);
        assertThat(all).as("the whole list").isEqualTo(ids);
        return String.join(" ", ids);
    }

    private static ListPage<Contact> page(
            MongoDatabase database,
            ListOrder order,
            @Nullable String role,
            List<String> words,
            @Nullable String after,
            int limit) {
        var place = Place.read(after == null ? "" : after, order);
        return contacts(database)
                .list(BUSINESS, new Contacts.Search(role, null, words, order, place), limit)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    /** As a current release writes a contact. */
    private static Document sorted(String sourceId, String givenName, String familyName, String... roles) {
        var contact = named(sourceId, givenName, familyName);
        var roster = contact.get("roster", Document.class).append("roles", List.of(roles));
        for (var order : ListOrder.values()) {
            roster.append(order.field(), order.of(List.of(roles), givenName, familyName, null));
        }
        return contact;
    }

    private static Document named(String sourceId, String givenName, String familyName) {
        return TestContacts.document("b", sourceId, true)
                .append("_id", "b:" + sourceId)
                .append(
                        "roster",
                        new Document("roles", List.of("STUDENT"))
                                .append("givenName", givenName)
                                .append("familyName", familyName)
                                .append("words", SearchWords.of(givenName, familyName)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsThoseWhoClaimAContactAndOnlyTheActiveOnes(MongoDatabase database) {
        imported(database, "b", "p1", true, "PARENT", "s0", "s1");
        imported(database, "b", "p2", false, "PARENT", "s1");
        imported(database, "c", "p3", true, "PARENT", "s1");
        imported(database, "b", "s1", true, "STUDENT");
        var contacts = contacts(database);

        assertThat(relationships(contacts, "s1").parents())
                .extracting(Relationships.Related::sourceId)
                .containsExactly("p1");
        assertThat(contacts.active(BUSINESS, List.of("p1", "p2", "p3"))
                        .map(Contact::sourceId)
                        .collectList()
                        .block(LIMIT))
                .containsExactly("p1");
        assertThat(contacts.active(BUSINESS, List.of()).collectList().block(LIMIT))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsALinkThatWasMadeHereOnBothSidesBesideWhatTheRosterClaims(MongoDatabase database) {
        imported(database, "b", "s1", true, "STUDENT");
        imported(database, "b", "s2", true, "STUDENT");
        imported(database, "b", "s3", false, "STUDENT");
        imported(database, "b", "p1", true, "PARENT", "s1");
        for (var student : List.of("s1", "s2", "s3")) {
            var link = new ContactLink(
                    ContactId.first(new BusinessId("b"), student),
                    ContactLink.Kind.ADMINISTRATOR,
                    "somebody",
                    Instant.EPOCH);
            Mono.from(database.getCollection("contacts")
                            .updateOne(
                                    Filters.eq("_id", TestContacts.key("b", "p1")),
                                    Updates.push("local.links", link.document())))
                    .block(LIMIT);
        }
        var contacts = contacts(database);

        assertThat(relationships(contacts, "p1").children())
                .extracting(Relationships.Related::sourceId, Relationships.Related::claimedBy)
                .containsExactly(tuple("s1", List.of("PARENT", "LINK")), tuple("s2", List.of("LINK")));
        assertThat(relationships(contacts, "s2").parents())
                .extracting(Relationships.Related::sourceId, Relationships.Related::claimedBy)
                .containsExactly(tuple("p1", List.of("LINK")));
        Mono.from(database.getCollection("contacts")
                        .updateOne(Filters.eq("_id", TestContacts.key("b", "p1")), Updates.set("state", "REMOVED")))
                .block(LIMIT);
        assertThat(relationships(contacts, "s2").parents()).isEmpty();
        assertThat(relationships(contacts, "p1").children())
                .as("links of somebody removed")
                .isEmpty();
    }

    private static Relationships relationships(Contacts contacts, String sourceId) {
        return contacts.find(new BusinessId("b"), ContactId.first(new BusinessId("b"), sourceId))
                .flatMap(contacts::relationships)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void knowsWhetherAnActiveSecurityValueIsThere(MongoDatabase database) {
        for (var student : List.of("s1", "s2", "s3")) {
            imported(database, "b", student, true, "STUDENT");
        }
        var values = database.getCollection("security_values");
        Mono.from(values.insertOne(new Document("_id", "b:s1").append("present", true)))
                .block(LIMIT);
        Mono.from(values.insertOne(new Document("_id", "b:s2").append("present", false)))
                .block(LIMIT);
        List.of("s1", "s2", "s3").forEach(student -> store(database, "b", student, true, "STUDENT"));
        var contacts = contacts(database);

        assertThat(hasSecurityValue(contacts, "s1").block(LIMIT)).isTrue();
        assertThat(hasSecurityValue(contacts, "s2").block(LIMIT)).isFalse();
        assertThat(hasSecurityValue(contacts, "s3").block(LIMIT)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void showsAContactThatIsOnlyKnownAsRemoved(MongoDatabase database) {
        Mono.from(database.getCollection("contacts")
                        .insertOne(new Document("_id", "b:s1")
                                .append("businessId", "b")
                                .append("sourceId", "s1")
                                .append("present", false)))
                .block(LIMIT);

        var contact = Objects.requireNonNull(
                contacts(database).find(BUSINESS, id("s1")).map(Contact::of).block(LIMIT));

        assertThat(contact.active()).isFalse();
        assertThat(contact.roles()).isEmpty();
        assertThat(contact.names().givenName()).isNull();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsWhatAnAdministratorHasToMendPageByPage(MongoDatabase database) {
        for (int i = 0; i < 1_100; i++) {
            store(database, person("s%04d".formatted(i), "STUDENT", i % 500 == 0 ? "twin@example.org" : null, true));
        }
        store(database, person("t1", "TEACHER", "edna@example.org", true));
        store(database, person("t2", "TEACHER", "gone@example.org", false));
        store(database, person("t3", "TEACHER", "gone@example.org", true));
        Flux.range(0, 1_100)
                .filter(i -> i != 3 && i != 900 && i != 1_099)
                .map(i -> new Document("_id", "b:s%04d".formatted(i)).append("present", i != 40))
                .collectList()
                .flatMap(values ->
                        Mono.from(database.getCollection("security_values").insertMany(values)))
                .block(LIMIT);

        assertThat(list(database, Only.MISSING_BIRTH_DATE, "", 2)).isEqualTo("s0003 s0040 -> s0040");
        assertThat(list(database, Only.MISSING_BIRTH_DATE, "s0040", 9)).isEqualTo("s0900 s1099 -> null");
        assertThat(list(database, null, List.of("Twin@Example"), "s0500", 9)).isEqualTo("s1000 -> null");
        assertThat(list(database, null, List.of("win@example.org"), "", 9)).isEqualTo(" -> null");
        assertThat(list(database, Only.SHARED_EMAIL, "", 9)).isEqualTo("s0000 s0500 s1000 -> null");
        assertThat(list(database, Only.MISSING_EMAIL, "s1097", 9)).isEqualTo("s1098 s1099 -> null");
        assertThat(list(database, Only.NOT_IN_ROSTER, "", 9)).isEqualTo("t2 -> null");
    }

    private static String list(MongoDatabase database, Only only, String after, int limit) {
        var page = Objects.requireNonNull(contacts(database)
                .list(BUSINESS, new Contacts.Search(null, only, List.of(), null, Place.read(after, null)), limit)
                .block(LIMIT));
        return page.items().stream().map(Contact::sourceId).collect(Collectors.joining(" ")) + " -> " + page.next();
    }

    private static Document person(String sourceId, String role, @Nullable String email, boolean active) {
        var roster = new Document("roles", List.of(role));
        if (email != null) {
            roster.append("email", email).append("words", SearchWords.of(email));
        }
        return new Document("_id", "b:" + sourceId)
                .append("businessId", "b")
                .append("sourceId", sourceId)
                .append("present", active)
                .append("roster", roster);
    }

    private static void store(MongoDatabase database, Document contact) {
        Mono.from(database.getCollection("contacts").insertOne(contact)).block(LIMIT);
    }

    private static String list(
            MongoDatabase database, @Nullable String role, List<String> words, String after, int limit) {
        var page = contacts(database)
                .list(BUSINESS, new Contacts.Search(role, null, words, null, Place.read(after, null)), limit)
                .block(LIMIT);
        return String.join(
                        " ",
                        Objects.requireNonNull(page).items().stream()
                                .map(Contact::sourceId)
                                .toList())
                + " -> " + page.next();
    }

    private static Contacts contacts(MongoDatabase database) {
        return new Contacts(database, new SourceIds(database));
    }

    private static ContactId id(String contact) {
        return new ContactId(contact);
    }

    /** A contact whose id sorts as its source ID does. */
    private static void store(
            MongoDatabase database, String business, String sourceId, boolean present, String role, String... agents) {
        store(database, contact(business + ":" + sourceId, business, sourceId, present, role, agents));
    }

    /** A contact as an import makes it. */
    private static void imported(
            MongoDatabase database, String business, String sourceId, boolean present, String role, String... agents) {
        store(database, contact(TestContacts.key(business, sourceId), business, sourceId, present, role, agents));
    }

    private static Document contact(
            String key, String business, String sourceId, boolean present, String role, String... agents) {
        return TestContacts.document(business, sourceId, present)
                .append("_id", key)
                .append(
                        "roster",
                        new Document("roles", List.of(role))
                                .append("givenName", "Given-" + sourceId)
                                .append("familyName", "Family")
                                .append("words", SearchWords.of("Given-" + sourceId, "Family"))
                                .append("agents", List.of(agents)));
    }

    private static Mono<Boolean> hasSecurityValue(Contacts contacts, String sourceId) {
        return contacts.find(BUSINESS, id(sourceId)).flatMap(contacts::hasSecurityValue);
    }
}
