package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.ledger.AppliedOffsets;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.testing.ImportEventsTopic;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.Topic;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.ImportProgressed;
import com.pickatime.events.ImportWarning;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.crypto.PersonHashes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClientException;

/** The whole service: records in, contacts, events and answers out. */
class ContactServiceIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;
    private static WebTestClient http;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final TestImport next = TestImport.of(run.businessId(), 2);

    @BeforeAll
    static void start() {
        service = RunningService.shared();
        http = service.http();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void announcesAnAppliedImportOnceWithAReceiptWithoutDifferences() {
        var records = List.of(
                run.org("o1", "Springfield Elementary"),
                run.student("s1", "Bart", "p1"),
                run.parent("p1", "Marge", "marge@example.org", "s1"),
                run.birthDate("s1", "2016-02-23"));

        complete(run, records, RosterTopic.byType(records));

        var completed = ImportEventsTopic.completed(run);
        assertThat(completed.getApplied()).isEqualTo(4);
        assertThat(completed.getRefused()).isZero();
        assertThat(completed.getUnchanged()).isFalse();
        assertThat(completed.getDifferences()).isZero();
        assertThat(completed.getReceipt())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.getStoreDigest()).isEqualTo(line.getSourceDigest()));
        assertThat(codes(completed.getSummary().getWarnings())).containsExactly("FROM_SOURCE");
        var event = ImportEventsTopic.completions(run).get(0);
        assertThat(event.getEventId()).isEqualTo(run.importId() + "/completed");
        assertThat(event.getBusinessId()).isEqualTo(run.businessId());
    }

    @Test
    void announcesProgressThatNeverFalls() {
        var records = people(run, 300);

        complete(run, records, RosterTopic.byType(records));

        await().atMost(LIMIT).untilAsserted(() -> {
            var applied = ImportEventsTopic.of(run).stream()
                    .filter(event -> event.getEvent() instanceof ImportProgressed)
                    .map(event -> ((ImportProgressed) event.getEvent()).getApplied())
                    .toList();
            assertThat(applied).isSorted().contains(300L);
        });
    }

    @Test
    void keepsNoBirthDateInClear() {
        var records = List.of(run.student("s1", "Bart"), run.birthDate("s1", "2016-02-23"));

        complete(run, records, RosterTopic.byType(records));

        var stored = documents("security_values").get(0);
        assertThat(stored.toJson()).doesNotContain("2016");
        assertThat(stored.getDocument("roster").keySet()).containsExactly("birthDateHash", "birthDate");
        assertThat(stored.getDocument("roster").getBinary("birthDateHash").getData())
                .hasSize(16);
    }

    @Test
    void endsInTheSameContactsWhenRecordsAreShuffledAndRepeated() {
        var first = people(run, 50);
        var second = new ArrayList<RosterRecord>();
        for (int i = 0; i < 50; i++) {
            second.add(i % 3 == 0 ? next.remove(RecordType.PERSON, "s" + i) : next.student("s" + i, "Renamed " + i));
        }
        var shuffled = new ArrayList<RosterRecord>();
        shuffled.addAll(first);
        shuffled.addAll(second);
        shuffled.addAll(first);
        shuffled.addAll(second);
        Collections.shuffle(shuffled, new Random(42));

        awaitApplied(shuffled);

        for (int i = 0; i < 50; i++) {
            var contact = contact("s" + i);
            assertThat(contact.getBoolean("present").getValue()).isEqualTo(i % 3 != 0);
            assertThat(contact.getInt64("revision").getValue()).isEqualTo(2);
            assertThat(contact.getDocument("roster").getString("givenName").getValue())
                    .isEqualTo(i % 3 == 0 ? "Given " + i : "Renamed " + i);
        }
        assertThat(documents("contacts")).hasSize(50);
    }

    @Test
    void putsWhatItCannotApplyOnTheDeadLettersAndAppliesTheRest() {
        var good = people(run, 20);
        var withoutClass = run.upsert(
                RecordType.ENROLLMENT,
                "e1",
                RosterEnrollment.newBuilder()
                        .setClassSourceId(" ")
                        .setUserSourceId("s1")
                        .setRole(EnrollmentRole.STUDENT)
                        .build());
        var foreign = TestImport.of("somebody-else", 1).parent("p9", "Ned", "ned@example.org");
        var unreadable = new RosterRecord(
                run.businessId(),
                run.importId(),
                1L,
                foreign.getOperation(),
                RecordType.PERSON,
                "p9",
                foreign.getContentHash(),
                foreign.getPayload());
        var records = new ArrayList<>(good);
        records.add(10, withoutClass);
        records.add(15, unreadable);
        var garbage = "no record at all".getBytes(StandardCharsets.UTF_8);
        var garbageKey = (run.businessId() + ":garbage").getBytes(StandardCharsets.UTF_8);
        TOPIC.publishRaw(garbageKey, garbage);

        complete(run, records, RosterTopic.byType(good));

        var completed = ImportEventsTopic.completed(run);
        assertThat(completed.getApplied()).isEqualTo(20);
        assertThat(completed.getRefused()).isEqualTo(2);
        assertThat(completed.getDifferences()).isZero();
        assertThat(codes(completed.getSummary().getWarnings())).containsExactly("FROM_SOURCE", "RECORDS_REFUSED");
        assertThat(deadLetter(RosterTopic.key(withoutClass)))
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(TOPIC.bytes(withoutClass)))
                .satisfies(letter -> assertThat(reason(letter)).isEqualTo("MISSING_FIELD"));
        assertThat(reason(deadLetter(RosterTopic.key(unreadable)))).isEqualTo("UNREADABLE_FIELD");
        assertThat(deadLetter(garbageKey))
                .satisfies(letter -> assertThat(letter.value()).isEqualTo(garbage))
                .satisfies(letter -> assertThat(reason(letter)).isEqualTo("UNDECODABLE"));
    }

    @Test
    void putsARecordWithoutItsKeyOnTheDeadLetters() {
        var keyless = TOPIC.bytes(run.student("s1", "Bart"));
        var misplaced = run.student("s2", "Lisa");

        var refused = List.of(
                TOPIC.publishRaw(null, keyless),
                TOPIC.publishRaw((run.businessId() + ":s1").getBytes(StandardCharsets.UTF_8), TOPIC.bytes(misplaced)));
        awaitApplied(List.of(run.student("s3", "Maggie")));
        await().atMost(LIMIT).until(() -> service.hasApplied(refused));

        assertThat(documents("contacts")).hasSize(1);
        assertThat(reason(deadLetterWithValue(keyless))).isEqualTo("NO_KEY");
        assertThat(reason(deadLetterWithValue(TOPIC.bytes(misplaced)))).isEqualTo("KEY_MISMATCH");
    }

    @Test
    void completesAnImportThatLostRecordsWithItsDifferencesAndSaysSo() {
        var published = people(run, 10);
        var lost = run.student("lost", "Milhouse");
        var intended = new ArrayList<>(published);
        intended.add(lost);

        var sent = TOPIC.publish(published);
        TOPIC.publishImport(run, published, sent, RosterTopic.byType(intended), 1);
        awaitCompleted(run);

        var completed = ImportEventsTopic.completed(run);
        assertThat(completed.getApplied()).isEqualTo(10);
        assertThat(completed.getDifferences()).isEqualTo(1);
        assertThat(codes(completed.getSummary().getWarnings())).containsExactly("FROM_SOURCE", "RECORDS_MISSING");
    }

    @Test
    void saysThatAnImportCannotBeComparedOnceALaterOneIsBeingApplied() {
        var records = people(run, 5);
        var sent = TOPIC.publish(records);
        awaitApplied(List.of(next.student("s1", "Later")));

        TOPIC.publishImport(run, records, sent, RosterTopic.byType(records), 0);
        awaitCompleted(run);

        var completed = ImportEventsTopic.completed(run);
        assertThat(completed.getReceipt()).isEmpty();
        assertThat(completed.getDifferences()).isEqualTo(-1);
        assertThat(codes(completed.getSummary().getWarnings())).containsExactly("FROM_SOURCE", "RECEIPT_SUPERSEDED");
    }

    @Test
    void showsAPreferredNameWhereverPeopleAreListedAndFindsThemByIt() {
        var margaret = RosterPerson.newBuilder(
                        run.personPayload("s1", "Margaret", List.of(PersonRole.STUDENT), null, "p1"))
                .setPreferredName("Peggy")
                .build();
        awaitApplied(List.of(
                run.upsert(RecordType.PERSON, "s1", margaret),
                run.student("s2", "Lisa"),
                run.parent("p1", "Marge", null),
                run.teacher("t1", "Edna"),
                run.schoolClass("c1", "Grade 4"),
                run.enrollment("e1", "c1", "s1", EnrollmentRole.STUDENT),
                run.enrollment("e2", "c1", "t1", EnrollmentRole.TEACHER)));

        assertThat(json("/contacts?q=pegg"))
                .contains("\"sourceId\":\"s1\"", "\"preferredName\":\"Peggy\"")
                .doesNotContain("\"s2\"");
        assertThat(json("/contacts?q=lisa")).contains("\"preferredName\":null");
        assertThat(json("/classes/c1/rosters")).contains("\"preferredName\":\"Peggy\"");
    }

    @Test
    void streamsTheSourceIndexOfOneBusiness() {
        var records = new ArrayList<>(people(run, 1_200));
        var odd = run.org("o|1 \"ä\"", "Odd");
        records.add(odd);
        complete(run, records, RosterTopic.byType(records));
        awaitApplied(List.of(next.remove(RecordType.PERSON, "s7")));

        var lines = body("/source-index").lines().toList();

        var positions =
                Objects.requireNonNull(service.bean(AppliedOffsets.class).all().block(LIMIT));
        assertThat(lines.get(0)).startsWith("{\"positions\":{\"0\":").contains("\"11\":" + positions.get(11));
        assertThat(lines.get(0))
                .endsWith(",\"highestRevision\":" + next.revision() + ",\"lastChange\":\"" + Projection.CURRENT.number()
                        + "/none\"}");
        assertThat(body("/source-index?entries=false").lines()).containsExactly(lines.get(0));
        assertThat(lines).hasSize(1_202);
        assertThat(lines.subList(1, 1_201))
                .doesNotHaveDuplicates()
                .contains(
                        "[\"ORG\",\"o|1 \\\"ä\\\"\",\"" + hex(odd) + "\",{\"name\":\"Odd\"}]",
                        "[\"PERSON\",\"s8\",\"" + hex(records.get(8)) + "\",{\"roles\":[\"STUDENT\"],\"identity\":\""
                                + HexFormat.of()
                                        .formatHex(PersonHashes.name(
                                                TestKeys.hash(),
                                                new BusinessId(run.businessId()),
                                                "Given 8",
                                                "Simpson"))
                                + "\"}]")
                .noneMatch(line -> line.startsWith("[\"PERSON\",\"s7\","));
        assertThat(lines.get(1_201)).isEqualTo("{\"entries\":1200}");
    }

    @Test
    void leavesTheLastLineOutWhenTheIndexIsCutShort() {
        awaitApplied(people(run, 10));
        assertThat(received(new StringBuilder())).contains("\"positions\"", "\"entries\"");
        service.insert(
                "security_values",
                new BsonDocument("_id", new BsonString(run.businessId() + ":broken"))
                        .append("present", BsonBoolean.TRUE));

        // how much of a broken answer comes through is the network's affair
        var received = new StringBuilder();
        assertThatThrownBy(() -> received(received)).isInstanceOf(WebClientException.class);
        assertThat(received).doesNotContain("\"entries\"");
    }

    private StringBuilder received(StringBuilder received) {
        service.stream("/businesses/" + run.businessId() + "/source-index")
                .doOnNext(received::append)
                .blockLast(LIMIT);
        return received;
    }

    @Test
    void answersForAnUnknownBusinessWithAnEmptyIndex() {
        var body = http.get()
                .uri("/businesses/nobody/source-index")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body).startsWith("{\"positions\":").endsWith("\n{\"entries\":0}\n");
    }

    @Test
    void summarisesARoster() {
        awaitApplied(List.of(
                run.student("s1", "Bart", "p1", "p2"),
                run.student("s2", "Lisa", "p1"),
                run.parent("p1", "Marge", "marge@example.org", "s1", "s2"),
                run.parent("p2", "Homer", null),
                run.person("t1", "Edna", PersonRole.TEACHER, null),
                run.person("t2", "Elizabeth", PersonRole.TEACHER, null),
                run.birthDate("s1", "2016-02-23"),
                run.schoolClass("c1", "Maths"),
                run.enrollment("e1", "c1", "t1", EnrollmentRole.TEACHER),
                run.enrollment("e2", "c1", "t2", EnrollmentRole.TEACHER),
                run.enrollment("e3", "c1", "s1", EnrollmentRole.STUDENT),
                next.remove(RecordType.PERSON, "t2")));

        get("/summary").expectStatus().isOk().expectBody().json("""
                {"contactsByRole": {"STUDENT": 2, "PARENT": 2, "TEACHER": 1}, "people": 5, "classes": 1,
                 "classRosters": 2, "enrollments": 3, "relationships": 3, "studentsWithoutBirthDate": 1,
                 "inactive": 1, "duplicateContacts": 0}""");
    }

    @Test
    void answersWithTheNumbersOfTheLastImportWithoutCountingAgain() {
        var records = List.of(run.student("s1", "Bart", "p1"), run.parent("p1", "Marge", null));
        complete(run, records, RosterTopic.byType(records));
        awaitApplied(List.of(next.student("s2", "Lisa")));

        get("/summary").expectBody().json("""
                {"contactsByRole": {"STUDENT": 1, "PARENT": 1}, "people": 2, "relationships": 1,
                 "studentsWithoutBirthDate": 1, "inactive": 0}""").jsonPath("$.countedAt").isNotEmpty();

        var all = List.of(next.student("s2", "Lisa"), run.student("s1", "Bart", "p1"), run.parent("p1", "Marge", null));
        complete(next, List.of(next.student("s2", "Lisa")), RosterTopic.byType(all));
        get("/summary").expectBody().json("{\"people\": 3}");
    }

    @Test
    void showsEachSidesClaimOfARelationshipAndDropsItWhenBothWithdraw() {
        awaitApplied(List.of(
                run.student("s1", "Bart", "p1"),
                run.student("s2", "Lisa"),
                run.parent("p1", "Marge", "marge@example.org", "s1", "s2")));

        get("/contacts/" + id("p1") + "/relationships")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"sourceId": "p1", "parents": [], "children": [
                  {"sourceId": "s1", "claimedBy": ["STUDENT", "PARENT"]}, {"sourceId": "s2", "claimedBy": ["PARENT"]}]}""");

        awaitApplied(List.of(next.parent("p1", "Marge", "marge@example.org")));

        get("/contacts/" + id("p1") + "/relationships").expectBody().json("""
                {"children": [{"sourceId": "s1", "claimedBy": ["STUDENT"]}]}""");
        get("/contacts/" + id("s1") + "/relationships").expectBody().json("""
                {"parents": [{"sourceId": "p1", "givenName": "Marge", "claimedBy": ["STUDENT"]}], "children": []}""");

        awaitApplied(List.of(next.student("s1", "Bart")));

        get("/contacts/" + id("s1") + "/relationships").expectBody().json("""
                {"parents": [], "children": []}""");
    }

    @Test
    void showsACoTaughtClassAsOneRosterForEachTeacher() {
        awaitApplied(List.of(
                run.teacher("t1", "Edna"),
                run.teacher("t2", "Elizabeth"),
                run.student("s1", "Bart"),
                run.schoolClass("c1", "Maths"),
                run.enrollment("e1", "c1", "t1", EnrollmentRole.TEACHER),
                run.enrollment("e2", "c1", "t2", EnrollmentRole.TEACHER),
                run.enrollment("e3", "c1", "s1", EnrollmentRole.STUDENT),
                run.enrollment("e4", "c1", "s2", EnrollmentRole.STUDENT)));

        get("/classes/c1/rosters")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(2)
                .jsonPath("$[0].teacher.givenName")
                .isEqualTo("Edna")
                .jsonPath("$[1].teacher.givenName")
                .isEqualTo("Elizabeth")
                .jsonPath("$[1].students[*].sourceId")
                .isEqualTo(List.of("s1", "s2"));
        get("/classes").expectBody().jsonPath("$.items[0].title").isEqualTo("Maths");
    }

    @Test
    void listsContactsPageByPageByRoleAndByWords() {
        awaitApplied(List.of(
                run.student("a/1", "Bart"),
                run.student("b", "Lisa"),
                run.parent("c", "Marge", "Marge@Example.org"),
                run.student("d", "Maggie")));

        var ids = Stream.of("a/1", "b", "c", "d").map(this::id).sorted().toList();
        get("/contacts?limit=2")
                .expectBody()
                .jsonPath("$.items[*].contactId")
                .isEqualTo(ids.subList(0, 2))
                .jsonPath("$.next")
                .isEqualTo(ids.get(1));
        get("/contacts?limit=2&after=" + ids.get(1))
                .expectBody()
                .jsonPath("$.items[*].contactId")
                .isEqualTo(ids.subList(2, 4))
                .jsonPath("$.next")
                .isEmpty();
        get("/contacts?sourceId=a/1")
                .expectBody()
                .jsonPath("$.items[*].contactId")
                .isEqualTo(List.of(id("a/1")));
        get("/contacts?sourceId=A/1").expectBody().jsonPath("$.items").isEmpty();
        get("/contacts?role=PARENT").expectBody().jsonPath("$.items[*].email").isEqualTo(List.of("Marge@Example.org"));
        get("/contacts?q=simpson mag")
                .expectBody()
                .jsonPath("$.items[*].sourceId")
                .isEqualTo(List.of("d"));
        get("/contacts?q=.*").expectBody().jsonPath("$.items").isEmpty();
    }

    @Test
    void sortsTheListByNameAndGivesItAwayAsATableWithoutBirthDates() {
        awaitApplied(List.of(
                run.student("a", "Zia"),
                run.birthDate("a", "2016-02-23"),
                run.student("b", "=Lisa"),
                run.parent("c", "Marge", "Marge@Example.org")));

        get("/contacts?sort=NAME&limit=2")
                .expectBody()
                .jsonPath("$.items[*].sourceId")
                .isEqualTo(List.of("b", "c"))
                .jsonPath("$.next")
                .value(
                        String.class,
                        next -> get("/contacts?sort=NAME&limit=2&after=" + next)
                                .expectBody()
                                .jsonPath("$.items[*].sourceId")
                                .isEqualTo(List.of("a")));
        get("/contacts?sort=KIND").expectBody().jsonPath("$.items[*].sourceId").isEqualTo(List.of("b", "a", "c"));
        assertThat(json("/contacts/export?sort=NAME&role=STUDENT").lines())
                .hasSize(3)
                .allMatch(line -> !line.contains("2016"))
                .anyMatch(line -> line.contains(",b,") && line.contains("'=Lisa"))
                .last()
                .asString()
                .contains("Zia");
        for (var wrong : List.of("sort=AGE", "sort=NAME&after=%25", "sort=NAME&after=YQ")) {
            get("/contacts?" + wrong)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo(wrong.contains("after") ? "after" : "sort");
        }
    }

    @Test
    void showsOneContactAndNeverTheBirthDate() {
        awaitApplied(List.of(run.student("s/1 ä", "Bart"), run.birthDate("s/1 ä", "2016-02-23")));

        var body = http.get()
                .uri("/businesses/{business}/contacts/{contactId}", run.businessId(), id("s/1 ä"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body)
                .contains("\"givenName\":\"Bart\"", "\"hasSecurityValue\":true")
                .doesNotContain("2016", "irthDate");
    }

    @Test
    void explainsWhatItDoesNotHave() {
        awaitApplied(List.of(run.student("s1", "Bart")));

        for (var path : List.of(
                "/contacts/nobody", "/contacts/nobody/relationships", "/classes/none/rosters", "/imports/none")) {
            get(path)
                    .expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.detail")
                    .isNotEmpty();
        }
        http.get().uri("/businesses/nobody/summary").exchange().expectStatus().isNotFound();
        http.get().uri("/businesses/a:b/source-index").exchange().expectStatus().isNotFound();
        for (var blank :
                List.of("%20/summary", run.businessId() + "/contacts/%20", run.businessId() + "/imports/%20")) {
            http.get()
                    .uri(URI.create(service.url() + "/businesses/" + blank))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
        get("/contacts?limit=201")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("limit");
        get("/contacts?role=KING")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("role");
    }

    @Test
    void letsNobodyInWithoutTheToken() {
        http.mutate()
                .defaultHeaders(headers -> headers.remove("Authorization"))
                .build()
                .get()
                .uri("/businesses/b/source-index")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void metersRecordsByTypeAndOutcome() {
        awaitApplied(List.of(run.org("o1", "Springfield")));

        var meters = service.bean(MeterRegistry.class);
        assertThat(meters.get("contacts.records")
                        .tags("type", "ORG", "outcome", "created")
                        .counter()
                        .count())
                .isPositive();
        assertThat(meters.get("contacts.batch").timer().count()).isPositive();
        assertThat(meters.get("contacts.import.lag").timeGauge().value()).isNotNegative();
    }

    private static void complete(
            TestImport run, List<RosterRecord> records, Map<RecordType, List<RosterRecord>> active) {
        TOPIC.publishImport(run, records, active);
        awaitCompleted(run);
    }

    private static void awaitCompleted(TestImport run) {
        await().atMost(LIMIT).until(() -> service.isCompleted(run));
        http.get()
                .uri("/businesses/{business}/imports/{import}", run.businessId(), run.importId())
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.completed")
                .isEqualTo(true);
        assertThat(ImportEventsTopic.completions(run)).hasSize(1);
    }

    /** Publishes, and waits until the service has dealt with every record. */
    private static void awaitApplied(List<RosterRecord> records) {
        var sent = TOPIC.publish(records);
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private static List<RosterRecord> people(TestImport run, int count) {
        var people = new ArrayList<RosterRecord>();
        for (int i = 0; i < count; i++) {
            people.add(run.student("s" + i, "Given " + i));
        }
        return people;
    }

    private WebTestClient.ResponseSpec get(String path) {
        return http.get().uri("/businesses/" + run.businessId() + path).exchange();
    }

    private String body(String path) {
        return Objects.requireNonNull(get(path)
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/x-ndjson")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private String json(String path) {
        return Objects.requireNonNull(get(path)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    private List<BsonDocument> documents(String collection) {
        return service.documents(collection).stream()
                .filter(document -> document.getString("_id").getValue().startsWith(run.businessId() + ":"))
                .toList();
    }

    private String id(String sourceId) {
        return ContactId.first(new BusinessId(run.businessId()), sourceId).value();
    }

    private BsonDocument contact(String sourceId) {
        return documents("contacts").stream()
                .filter(document -> document.getString("sourceId").getValue().equals(sourceId))
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(byte[] key) {
        return Topic.records(Topics.deadLetters(Topics.ROSTER_RECORDS), record -> Arrays.equals(record.key(), key))
                .get(0);
    }

    private static ConsumerRecord<byte[], byte[]> deadLetterWithValue(byte[] value) {
        var letters = Topic.records(
                Topics.deadLetters(Topics.ROSTER_RECORDS), record -> Arrays.equals(record.value(), value));
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader(RosterDeadLetters.REASON).value(), StandardCharsets.UTF_8);
    }

    private static List<String> codes(List<ImportWarning> warnings) {
        return warnings.stream().map(ImportWarning::getCode).toList();
    }

    private static String hex(RosterRecord record) {
        return HexFormat.of().formatHex(record.getContentHash().bytes());
    }
}
