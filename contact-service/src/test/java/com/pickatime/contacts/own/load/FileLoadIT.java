package com.pickatime.contacts.own.load;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.classes.OwnClass;
import com.pickatime.contacts.own.files.DateOrder;
import com.pickatime.contacts.own.files.Encoding;
import com.pickatime.contacts.own.files.FileKind;
import com.pickatime.contacts.own.load.FileLoad.Options;
import com.pickatime.contacts.own.load.FileLoad.State;
import com.pickatime.contacts.own.load.FileLoad.Written;
import com.pickatime.contacts.own.load.LoadingInstance.Dying;
import com.pickatime.contacts.reading.TestBirthDates;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.contacts.testing.Zip;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a business's own files become in the store. */
class FileLoadIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final BusinessId B = new BusinessId("b");
    private static final Options KEEP_GOOD = new Options(DateOrder.MDY, Encoding.UTF_8, true, false);

    /** Of each file in the load that is cut off everywhere. */
    private static final int ROWS = 5;

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    private static Zip school() {
        return new Zip()
                .with(
                        "Teacher.txt",
                        "TeacherID\tfirst\tlast\te-mail\tpassword\troom",
                        "t1\tEdna\tKrabappel\tEdna@Example.org\tsecret\t12",
                        "t2\tElizabeth\tHoover\thoover@example.org\t\t")
                .with(
                        "Student.txt",
                        "StudentID\tfirst\tlast\tsecurity value",
                        "1\tBart\tSimpson\t4/23/2016",
                        "2\tLisa\tSimpson\t5/9/2018",
                        "3\tMilhouse\tVan Houten\t")
                .with(
                        "Class.txt",
                        "ClassID\tTeacherID\tname\troom",
                        "4a\tt1\tFourth Grade\t12",
                        "2b\tt2\tSecond Grade\t")
                .with("Enrollment.txt", "ClassID\tStudentID", "4a\t1", "4a\t3", "2b\t2")
                .with("Parent.txt", "ParentID\tfirst\tlast\te-mail", "p1\tMarge\tSimpson\tmarge@example.org")
                .with("Parent-Student Relationship.txt", "ParentID\tStudentID", "p1\t1", "p1\t2");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void makesContactsClassesAndLinks(MongoDatabase database) {
        var load = new LoadingInstance(database, clock).load(B, school());

        assertThat(load.state()).isEqualTo(State.LOADED);
        assertThat(load.written())
                .containsEntry(FileKind.TEACHER, created(2))
                .containsEntry(FileKind.STUDENT, created(3))
                .containsEntry(FileKind.RELATIONSHIP, created(2));
        var edna = contact(database, FileKind.TEACHER, "t1");
        assertThat(edna.isActive()).isTrue();
        assertThat(edna.isOwn()).isTrue();
        assertThat(edna.sourceId()).isNull();
        assertThat(edna.text(RosterFields.EMAIL)).isEqualTo("edna@example.org");
        assertThat(edna.text(RosterFields.IDENTIFIER)).isEqualTo("t1");
        assertThat(edna.text(RosterFields.LOCATION)).isEqualTo("12");
        assertThat(edna.roles()).containsExactly("TEACHER");
        assertThat(edna.isFoundBy(List.of("krab"))).isTrue();
        var bart = contact(database, FileKind.STUDENT, "1");
        assertThat(contact(database, FileKind.PARENT, "p1").links())
                .extracting(ContactLink::student, ContactLink::kind, ContactLink::by)
                .contains(tuple(bart.id(), ContactLink.Kind.FILE, "somebody"))
                .hasSize(2);
        assertThat(bart.local().getList("classes", String.class)).containsExactly("b:4a");
        assertThat(OwnClass.of(find(database, OwnClass.COLLECTION, "b:4a")))
                .isEqualTo(new OwnClass("4a", "Fourth Grade", "12", edna.id()));
        assertThat(documents(database, "own_file_chunks")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void sealsAndHashesBirthDatesAndKeepsNoPassword(MongoDatabase database) {
        var load = new LoadingInstance(database, clock).load(B, school());

        var bart = contact(database, FileKind.STUDENT, "1");
        var roster = bart.document().get("roster", Document.class);
        assertThat(TestKeys.cipher()
                        .open(
                                B,
                                bart.id().value(),
                                "birthDate",
                                roster.get("birthDate", Binary.class).getData()))
                .isEqualTo("2016-04-23");
        assertThat(bart.ownBirthDateHash())
                .isEqualTo(new Binary(TestBirthDates.hashes().hash(B, LocalDate.of(2016, 4, 23))));
        assertThat(contact(database, FileKind.STUDENT, "3").ownBirthDateHash()).isNull();
        assertThat(Objects.requireNonNull(load.found()).passwords()).isEqualTo(1);
        for (var collection : List.of("contacts", "own_classes", "own_file_loads")) {
            assertThat(documents(database, collection).toString()).doesNotContain("secret", "2016");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void changesNothingWhenTheSameFilesAreLoadedAgain(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());
        var before = state(database);
        clock.advance(Duration.ofDays(1));

        var again = instance.load(B, school());

        assertThat(again.state()).isEqualTo(State.LOADED);
        assertThat(again.written().values()).allSatisfy(written -> {
            assertThat(written.created() + written.changed() + written.deleted())
                    .isZero();
            assertThat(written.unchanged()).isPositive();
        });
        assertThat(state(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void updatesWhatALaterFileSaysAndLeavesOverridesAlone(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());
        var marge = contact(database, FileKind.PARENT, "p1");
        update(database, marge, marge.overriding(RosterFields.GIVEN_NAME, "Margaux"));
        var tag = contact(database, FileKind.PARENT, "p1").tag();

        var load = instance.load(B, new Zip().with("Parent.txt", "last,ParentID,first,e-mail", "Bouvier,p1,Margerie,"));

        assertThat(load.written()).containsExactlyEntriesOf(Map.of(FileKind.PARENT, new Written(0, 1, 0, 0, 0)));
        var now = contact(database, FileKind.PARENT, "p1");
        assertThat(now.text(RosterFields.GIVEN_NAME)).isEqualTo("Margaux");
        assertThat(now.text(RosterFields.FAMILY_NAME)).isEqualTo("Bouvier");
        assertThat(now.text(RosterFields.EMAIL)).as("an empty value").isNull();
        assertThat(now.links()).hasSize(2);
        assertThat(now.tag()).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsWhatAFileHasNoColumnFor(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());

        instance.load(
                B,
                new Zip()
                        .with("Student.txt", "StudentID,first,last", "1,Bartholomew,Simpson")
                        .with("Teacher.txt", "TeacherID,first,last", "t1,Edna,Flanders"));

        assertThat(contact(database, FileKind.STUDENT, "1").ownBirthDateHash()).isNotNull();
        assertThat(contact(database, FileKind.STUDENT, "1").text(RosterFields.GIVEN_NAME))
                .isEqualTo("Bartholomew");
        assertThat(contact(database, FileKind.TEACHER, "t1").text(RosterFields.EMAIL))
                .isEqualTo("edna@example.org");
        assertThat(contact(database, FileKind.TEACHER, "t1").text(RosterFields.LOCATION))
                .isEqualTo("12");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void deletesWhatSaysSoAndGivesItBackWhenItIsListedAgain(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());

        var load = instance.load(
                B,
                new Zip()
                        .with("s", "StudentID,last,action", "1,,delete", "nobody,,Delete")
                        .with("c", "ClassID,TeacherID,action", "2b,t2,delete")
                        .with("e", "ClassID,StudentID,action", "4a,3,delete")
                        .with("r", "ParentID,StudentID,action", "p1,2,delete"));

        assertThat(load.state()).isEqualTo(State.LOADED);
        assertThat(load.written())
                .containsEntry(FileKind.STUDENT, new Written(0, 0, 1, 1, 0))
                .containsEntry(FileKind.CLASS, new Written(0, 0, 0, 1, 0))
                .containsEntry(FileKind.ENROLLMENT, new Written(0, 0, 0, 1, 0))
                .containsEntry(FileKind.RELATIONSHIP, new Written(0, 0, 0, 1, 0));
        assertThat(contact(database, FileKind.STUDENT, "1").isActive()).isFalse();
        assertThat(contact(database, FileKind.STUDENT, "2").local().getList("classes", String.class))
                .isEmpty();
        assertThat(contact(database, FileKind.STUDENT, "3").local().getList("classes", String.class))
                .isEmpty();
        assertThat(contact(database, FileKind.PARENT, "p1").links()).hasSize(1);
        assertThat(documents(database, OwnClass.COLLECTION)).hasSize(1);

        instance.load(B, school());

        assertThat(contact(database, FileKind.STUDENT, "1").isActive()).isTrue();
        assertThat(contact(database, FileKind.STUDENT, "2").local().getList("classes", String.class))
                .containsExactly("b:2b");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesWhomAnAdministratorRemovedRemoved(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());
        update(database, contact(database, FileKind.TEACHER, "t1"), set("state", "REMOVED"));

        instance.load(B, new Zip().with("t", "TeacherID,last", "t1,Flanders"));

        assertThat(contact(database, FileKind.TEACHER, "t1").isActive()).isFalse();
        assertThat(contact(database, FileKind.TEACHER, "t1").text(RosterFields.FAMILY_NAME))
                .isEqualTo("Flanders");
    }

    /** Whatever a district calls its people: neither touches the other. */
    @ParameterizedTest
    @MethodSource("databases")
    void collidesWithNoSourceId(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        var own = ContactId.own(B, "TEACHER", "1");
        var sourceIds =
                List.of("1", "TEACHER1", "7TEACHER1", "7TEACHER1\u0000\u0000\u0000\u0000", own.value(), "b:" + own);
        sourceIds.forEach(sourceId -> insert(
                database,
                TestContacts.document("b", sourceId, true)
                        .append("revision", 7L)
                        .append("roster", new Document("roles", List.of("TEACHER")).append("familyName", "Roster"))));
        var before = state(database);

        instance.load(B, new Zip().with("t", "TeacherID,last", "1,File", "TEACHER1,File", "7TEACHER1,File"));

        var after = state(database);
        assertThat(after).hasSize(before.size() + 3).containsAllEntriesOf(before);
        sourceIds.forEach(sourceId -> assertThat(new SourceIds(database)
                        .contact(B, sourceId)
                        .map(contact -> contact.text(RosterFields.FAMILY_NAME))
                        .block(LIMIT))
                .isEqualTo("Roster"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesContactsAloneThatARosterHasByNow(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());
        for (var adopted :
                List.of(contact(database, FileKind.STUDENT, "1"), contact(database, FileKind.PARENT, "p1"))) {
            update(database, adopted, combine(set("sourceId", "s" + adopted.id()), set("revision", 0L), unset("own")));
        }
        var before = state(database);

        var load = instance.load(
                B,
                new Zip()
                        .with("s", "StudentID,last", "1,Changed", "2,Changed")
                        .with("p", "ParentID,last", "p1,Changed")
                        .with("e", "ClassID,StudentID", "2b,1")
                        .with("r", "ParentID,StudentID,action", "p1,3,", "p1,1,delete"));

        assertThat(load.state()).isEqualTo(State.LOADED);
        assertThat(load.written())
                .containsEntry(FileKind.STUDENT, new Written(0, 1, 0, 0, 1))
                .containsEntry(FileKind.PARENT, new Written(0, 0, 0, 0, 1))
                .containsEntry(FileKind.ENROLLMENT, new Written(0, 0, 0, 0, 1))
                .containsEntry(FileKind.RELATIONSHIP, new Written(0, 0, 0, 0, 2));
        assertThat(instance.load(B, new Zip().with("p", "ParentID,last,action", "p1,,delete"))
                        .written())
                .containsEntry(FileKind.PARENT, new Written(0, 0, 0, 0, 1));
        var lisa = ContactKey.of(B, ContactId.own(B, "STUDENT", "2"));
        var after = state(database);
        before.remove("contacts " + lisa);
        after.remove("contacts " + lisa);
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void loadsNothingWhereARowIsBadUnlessGoodOnesAreToBeKept(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        var zip = new Zip()
                .with("t", "TeacherID,last,email", "t1,A,", "t1,B,", "t2,C,no address", "t3,D,")
                .with("s", "StudentID,last,security value", "1,X,13/13/2013", "2,Y,2/14/2014", "3,,")
                .with("c", "ClassID,TeacherID", "c1,t1", "c2,t2", "c3,unknown")
                .with("e", "ClassID,StudentID", "c1,2", "c1,1", "c2,2", "c3,2", "c4,2")
                .with("p", "ParentID,last", "p1,Z")
                .with("r", "ParentID,StudentID", "p1,2", "p2,2", "p1,3");

        var refused = instance.load(B, zip);

        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(Objects.requireNonNull(refused.problem()).code()).isEqualTo("BAD_ROWS");
        assertThat(refused.problem().message()).startsWith("12 rows");
        var expected = List.of(
                "TEACHER 3 ID_TWICE",
                "TEACHER 4 NO_EMAIL_ADDRESS",
                "STUDENT 2 NO_DATE",
                "STUDENT 4 MISSING_NAME",
                "CLASS 3 UNKNOWN_ID",
                "CLASS 4 UNKNOWN_ID",
                "ENROLLMENT 3 UNKNOWN_ID",
                "ENROLLMENT 4 UNKNOWN_ID",
                "ENROLLMENT 5 UNKNOWN_ID",
                "ENROLLMENT 6 UNKNOWN_ID",
                "RELATIONSHIP 3 UNKNOWN_ID",
                "RELATIONSHIP 4 UNKNOWN_ID");
        assertThat(rows(refused)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(documents(database, "contacts")).isEmpty();
        assertThat(documents(database, OwnClass.COLLECTION)).isEmpty();

        var kept = instance.load(B, zip, KEEP_GOOD);

        assertThat(kept.state()).isEqualTo(State.LOADED);
        assertThat(rows(kept)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(documents(database, "contacts")).hasSize(4);
        assertThat(documents(database, OwnClass.COLLECTION)).hasSize(1);
        assertThat(contact(database, FileKind.PARENT, "p1").links()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takesIdsThatFilesBeforeHad(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.load(B, school());

        var load = instance.load(
                B, new Zip().with("e", "ClassID,StudentID", "4a,2").with("r", "ParentID,StudentID", "p1,3"));
        assertThat(load.written()).containsEntry(FileKind.ENROLLMENT, created(1));

        var gone = instance.load(
                B, new Zip().with("s", "StudentID,last,action", "3,,delete").with("e", "ClassID,StudentID", "4a,3"));
        assertThat(rows(gone)).as("deleted in these files").containsExactly("ENROLLMENT 2 UNKNOWN_ID");
        assertThat(rows(instance.load(new BusinessId("c"), new Zip().with("e", "ClassID,StudentID", "4a,2"))))
                .as("another business")
                .containsExactly("ENROLLMENT 2 UNKNOWN_ID");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void asksForTheDateOrderUntilItIsSure(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        var open = new Zip().with("s", "StudentID,last,security value", "1,X,2/3/2014");
        var dayFirst = new Zip().with("s", "StudentID,last,security value", "1,X,2/3/2014", "2,Y,23/4/2014");

        assertThat(Objects.requireNonNull(instance.load(B, open).problem()).code())
                .isEqualTo("BOTH_DATE_ORDERS");
        assertThat(Objects.requireNonNull(instance.load(B, dayFirst, KEEP_GOOD).problem())
                        .code())
                .isEqualTo("OTHER_DATE_ORDER");
        assertThat(documents(database, "contacts")).isEmpty();

        instance.load(B, open, new Options(DateOrder.DMY, Encoding.UTF_8, false, true));
        assertThat(contact(database, FileKind.STUDENT, "1").ownBirthDateHash())
                .isEqualTo(new Binary(TestBirthDates.hashes().hash(B, LocalDate.of(2014, 3, 2))));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void saysOfAZipThatCannotBeReadWhy(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);

        var load = instance.load(B, new Zip().with("t", StandardCharsets.ISO_8859_1, "TeacherID,last\n1,Müller"));

        assertThat(load.state()).isEqualTo(State.REFUSED);
        assertThat(Objects.requireNonNull(load.problem()).code()).isEqualTo("NOT_UTF_8");
        assertThat(documents(database, "own_file_chunks")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void loadsTheFilesOfABusinessOneAfterTheOther(MongoDatabase database) {
        var instance = new LoadingInstance(database, clock);
        instance.send(B, school());

        assertThatThrownBy(() -> instance.send(B, school()))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode().value()).isEqualTo(409));
        instance.send(new BusinessId("c"), school());

        instance.sweep();
        instance.sweep();
        instance.send(B, school());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void listsSomeRefusedRowsAndCountsTheRest(MongoDatabase database) {
        var text = "TeacherID,last\n" + ",x\n".repeat(CheckReport.LISTED + 500);

        var found = Objects.requireNonNull(new LoadingInstance(database, clock, 1_000)
                .load(B, new Zip().with("t", StandardCharsets.UTF_8, text))
                .found());

        assertThat(found.refused()).isEqualTo(CheckReport.LISTED + 500);
        assertThat(found.listed()).hasSize(CheckReport.LISTED);
    }

    /** At each write in turn, before and after it: whoever goes on ends with the same store. */
    @ParameterizedTest
    @MethodSource("databases")
    void endsAlikeWhereverAnInstanceDies(MongoDatabase database) {
        var zip = large();
        chunked(database).load(new BusinessId("whole"), zip);
        var expected = comparable(database, "whole");
        int deaths = 0;
        for (boolean after : new boolean[] {false, true}) {
            for (int at = 1; ; at++) {
                var business = new BusinessId((after ? "after" : "before") + at);
                var survivor = chunked(database);
                var id = survivor.send(business, zip);
                var dying = new Dying(at, after);
                chunked(dying.of(database)).sweep();
                if (!dying.isDead()) {
                    assertThat(survivor.find(business, id).state()).isEqualTo(State.LOADED);
                    break;
                }
                deaths++;
                clock.advance(LoadingInstance.LEASE.plusSeconds(1));
                survivor.sweep();
                assertThat(survivor.find(business, id).state())
                        .as(business.value())
                        .isEqualTo(State.LOADED);
                assertThat(comparable(database, business.value()))
                        .as(business.value())
                        .isEqualTo(expected);
            }
        }
        assertThat(deaths).isGreaterThan(30);
    }

    /** Three chunks of each file, and no more rows in them than that takes: each death is a load of its own. */
    private LoadingInstance chunked(MongoDatabase database) {
        return new LoadingInstance(database, clock, (ROWS + 1) / 3);
    }

    private static Zip large() {
        var ids = IntStream.range(0, ROWS).boxed().toList();
        return new Zip()
                .with("t", lines("TeacherID,last", ids, i -> "t" + i + ",T" + i))
                .with("s", lines("StudentID,last,security value", ids, i -> i + ",S" + i + ",1/13/2015"))
                .with("p", lines("ParentID,last", ids, i -> "p" + i + ",P" + i))
                .with("c", lines("ClassID,TeacherID,name", ids, i -> "c" + i + ",t" + i + ",C" + i))
                .with("e", lines("ClassID,StudentID", ids, i -> "c" + i + "," + i))
                .with("r", lines("ParentID,StudentID", ids, i -> "p" + i + "," + i));
    }

    private static String[] lines(String header, List<Integer> ids, IntFunction<String> line) {
        var lines = new ArrayList<>(List.of(header));
        ids.forEach(id -> lines.add(line.apply(id)));
        return lines.toArray(String[]::new);
    }

    /** All of a business, without what differs by its name and by chance. */
    private static Map<String, String> comparable(MongoDatabase database, String business) {
        var names = new TreeMap<String, String>();
        for (var kind : List.of("TEACHER", "STUDENT", "PARENT")) {
            for (int i = 0; i < ROWS; i++) {
                for (var id : List.of("" + i, "t" + i, "p" + i)) {
                    names.put(ContactId.own(new BusinessId(business), kind, id).value(), kind + id);
                }
            }
        }
        return Objects.requireNonNull(Flux.just("contacts", OwnClass.COLLECTION)
                        .concatMap(collection ->
                                Flux.from(database.getCollection(collection).find(eq("businessId", business))))
                        .collectList()
                        .block(LIMIT))
                .stream()
                .map(document -> {
                    var roster = document.get("roster", new Document());
                    roster.remove("birthDate");
                    roster.computeIfPresent("birthDateHash", (field, hash) -> "there");
                    return document.toJson().replace(business, "business");
                })
                .map(json -> names.entrySet().stream()
                        .filter(name -> json.contains(name.getKey()))
                        .reduce(json, (text, name) -> text.replace(name.getKey(), name.getValue()), (one, two) -> two))
                .map(json -> json.replaceAll("\\{\"\\$date\": \"[^\"]*\"}", "date"))
                .collect(Collectors.toMap(
                        json -> json.replaceAll("^\\{\"_id\": \"([^\"]*)\".*", "$1"),
                        json -> json,
                        (a, b) -> b,
                        TreeMap::new));
    }

    private static Written created(long count) {
        return new Written(count, 0, 0, 0, 0);
    }

    private static List<String> rows(FileLoad load) {
        return Objects.requireNonNull(load.found()).listed().stream()
                .map(row -> row.kind() + " " + row.line() + " " + row.code())
                .toList();
    }

    private static ContactView contact(MongoDatabase database, FileKind kind, String id) {
        return new ContactView(find(database, "contacts", ContactKey.of(B, ContactId.own(B, kind.name(), id))));
    }

    private static Document find(MongoDatabase database, String collection, String id) {
        return Objects.requireNonNull(
                Mono.from(database.getCollection(collection).find(eq("_id", id)).first())
                        .block(LIMIT),
                id);
    }

    private static List<Document> documents(MongoDatabase database, String collection) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection(collection).find())
                        .collectList()
                        .block(LIMIT));
    }

    private static Map<String, Document> state(MongoDatabase database) {
        var state = new TreeMap<String, Document>();
        for (var collection : List.of("contacts", OwnClass.COLLECTION)) {
            documents(database, collection)
                    .forEach(document -> state.put(collection + " " + document.getString("_id"), document));
        }
        return state;
    }

    private static void insert(MongoDatabase database, Document document) {
        Mono.from(database.getCollection("contacts").insertOne(document)).block(LIMIT);
    }

    private static void update(MongoDatabase database, ContactView contact, Bson update) {
        Mono.from(database.getCollection("contacts")
                        .updateOne(eq("_id", contact.document().getString("_id")), update))
                .block(LIMIT);
    }
}
