package com.pickatime.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ImportBarrier;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportPlanned;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportStarted;
import com.pickatime.events.ImportTrigger;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.doubles.ClassLinkDouble;
import com.pickatime.imports.doubles.ContactsDouble;
import com.pickatime.imports.doubles.District;
import com.pickatime.imports.doubles.TopicReader;
import com.pickatime.imports.plan.staging.result.ChangedIds.Pair;
import com.pickatime.imports.plan.staging.result.ChangedIds.Rule;
import com.pickatime.imports.run.SourceIdMaps;
import com.pickatime.imports.run.queue.ImportRequests;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class ImportIT {

    @Autowired
    private WebTestClient web;

    @Autowired
    private ClassLinkDouble classLink;

    @Autowired
    private ContactsDouble contacts;

    @Autowired
    private TopicReader<ImportEvent> events;

    @Autowired
    private MongoDatabase database;

    @Autowired
    private ImportRequests requests;

    @Autowired
    private ImportRuns runs;

    @Autowired
    private SourceIdMaps maps;

    private Operator operator;

    @BeforeEach
    void operator() {
        operator = new Operator(web);
    }

    @AfterEach
    void calm() {
        contacts.behind(false);
        contacts.cutOff(false);
        contacts.silent(false);
    }

    @Test
    void publishesARosterWithABarrierOnEveryPartition(CapturedOutput output) {
        var run = imported("whole", "7001", 10);

        assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(run.path("plan").path("facts").path("students").asInt()).isEqualTo(10);
        var records = contacts.records(id(run));
        assertThat(records).hasSize(4 + 11 + 11 + 10 + 12);
        assertThat(of(records, RecordType.PERSON)).hasSize(11);
        assertThat(contacts.stored("whole")).hasSize(36);
        assertThat(announced(records)).isEqualTo(RosterDigest.EMPTY.plus(digest(records)));
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(told(id(run)))
                        .containsSequence(ImportStarted.class, ImportPlanned.class)
                        .contains(ImportPublished.class, ImportCompleted.class));
        assertThat(output).doesNotContain("@example.org", "2015-03-", "never-read");
    }

    @Test
    void publishesNothingWhenNothingChanged() {
        imported("unchanged", "7002", 3);

        var second = operator.run("unchanged", "FULL");

        assertThat(second.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(second.path("completion").path("unchanged").asBoolean()).isTrue();
        assertThat(second.path("completion").path("differences").asInt()).isZero();
        assertThat(contacts.records(id(second))).isEmpty();
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(
                                event(id(second), ImportCompleted.class).getReceipt())
                        .hasSize(7)
                        .allSatisfy(line -> assertThat(line.getSourceDigest()).isEqualTo(line.getStoreDigest())));
    }

    @Test
    void comparesNothingWhereNeitherTheRosterNorWhatIsStoredChanged(CapturedOutput output) {
        var district = district("alike", "7032", 3);
        district.add("users", District.user("stranger", "astronaut", "Sally"));
        var first = operator.first("alike");
        // what is stored could not be read
        contacts.cutOff(true);

        var second = operator.run("alike", "FULL");

        assertThat(second.path("state").asString()).as(second.toString()).isEqualTo("COMPLETED");
        assertThat(output)
                .contains("import=" + id(second) + " business=alike read, to the last byte, what import=" + id(first));
        assertThat(second.path("plan").path("facts"))
                .isEqualTo(first.path("plan").path("facts"));
        assertThat(second.path("plan").path("warnings"))
                .isEqualTo(first.path("plan").path("warnings"));
        assertThat(second.path("plan").path("types").values()).hasSize(7).allSatisfy(type -> {
            assertThat(type.path("added").asInt()
                            + type.path("updated").asInt()
                            + type.path("removed").asInt())
                    .isZero();
            assertThat(type.path("unchanged")).isEqualTo(type.path("sourceCount"));
        });
        assertThat(text("/businesses/alike/imports/{id}/refusals/export", id(second)))
                .isEqualTo(text("/businesses/alike/imports/{id}/refusals/export", id(first)));
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(
                                event(id(second), ImportCompleted.class).getReceipt())
                        .hasSize(7)
                        .allSatisfy(line -> {
                            assertThat(line.getSourceDigest()).isEqualTo(line.getStoreDigest());
                            assertThat(line.getSourceCount()).isEqualTo(line.getStoreCount());
                        }));
    }

    @Test
    void comparesAgainWhatAnybodyChanged(CapturedOutput output) {
        var district = district("unlike", "7033", 3);
        operator.first("unlike");
        contacts.change("by hand");
        var afterAChange = operator.run("unlike", "FULL");
        var afterNone = operator.run("unlike", "FULL");
        var shown = operator.run("unlike", "DRY_RUN");
        district.add("users", District.user("s-new", "student", "Sally"));
        var afterANewcomer = operator.run("unlike", "FULL");
        contacts.hasSeen("unlike", 1_000);
        var afterALaterImport = operator.run("unlike", "FULL");

        assertThat(List.of(afterAChange, afterNone, shown, afterALaterImport))
                .allSatisfy(run -> assertThat(changes(run)).isZero());
        assertThat(contacts.records(id(afterANewcomer)))
                .extracting(RosterRecord::getSourceId)
                .contains("s-new");
        assertThat(Stream.of(afterAChange, afterNone, shown, afterANewcomer, afterALaterImport)
                        .filter(run ->
                                output.toString().contains("import=" + id(run) + " business=unlike read, to the")))
                .as("runs that compared nothing")
                .containsExactly(afterNone);
    }

    @Test
    void comparesWhereWhatWasReadBeforeCannotBeOpened(CapturedOutput output) {
        imported("spoilt", "7035", 2);
        Mono.from(database.getCollection("roster_readings")
                        .updateOne(Filters.eq("_id", "spoilt"), Updates.set("sealed", new Binary(new byte[] {1}))))
                .block(ContactsDouble.SOON);

        var run = operator.run("spoilt", "FULL");

        assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(changes(run)).isZero();
        assertThat(output)
                .contains("import=" + id(run) + " business=spoilt cannot read what was kept of an earlier reading")
                .doesNotContain("import=" + id(run) + " business=spoilt read, to the last byte");
    }

    @Test
    void bringsBackWhatADryRunMissed() {
        imported("tampered", "7034", 3);
        contacts.lose("tampered", RecordType.PERSON, "student-1");
        assertThat(changes(operator.run("tampered", "FULL")))
                .as("taken at its word")
                .isZero();

        assertThat(changes(operator.run("tampered", "DRY_RUN"))).isOne();

        assertThat(changes(operator.run("tampered", "FULL"))).isOne();
        assertThat(contacts.stored("tampered")).containsKey("PERSON\",\"student-1");
    }

    private static int changes(JsonNode run) {
        return run.path("plan").path("changes").asInt(-1);
    }

    @Test
    void importsThePartThatWasChosenAndFailsWhereNothingOfItIsThere() {
        imported("choosy", "7031", 3);

        choose("choosy", "7031", Map.of("schools", List.of("closed")));
        var nothing = operator.run("choosy", "FULL");
        choose("choosy", "7031", Map.of("roles", List.of("TEACHER"), "schools", List.of()));
        var part = operator.run("choosy", "DRY_RUN");

        assertThat(part.path("plan").path("facts").path("people").asInt()).isOne();
        assertThat(part.path("plan").path("warnings").toString()).contains("OUTSIDE_THE_CHOICE");
        assertThat(nothing.path("state").asString()).isEqualTo("FAILED");
        assertThat(nothing.path("failure").path("code").asString()).isEqualTo("NOTHING_CHOSEN_IS_THERE");
        assertThat(contacts.records(id(nothing))).isEmpty();
    }

    private void choose(String businessId, String tenantId, Map<String, Object> options) {
        operator.configure(
                businessId,
                Map.of(
                        "businessName",
                        "School " + businessId,
                        "tenantId",
                        tenantId,
                        "source",
                        "CLASSLINK_PROXY",
                        "options",
                        options));
    }

    @Test
    void publishesOnlyWhatChanged() {
        var district = district("changed", "7003", 5);
        operator.first("changed");
        district.add("users", District.user("new-one", "student", "New"));
        district.removeIf("demographics", "student-0"::equals);

        var second = operator.run("changed", "FULL");

        var records = contacts.records(id(second));
        assertThat(records)
                .filteredOn(record -> record.getType() != RecordType.BARRIER)
                .singleElement()
                .satisfies(record -> assertThat(record.getSourceId()).isEqualTo("new-one"));
        assertThat(contacts.stored("changed")).containsKey("DEMOGRAPHICS\",\"student-0");
        assertThat(second.path("revision").asLong()).isEqualTo(2);
    }

    @Test
    void isHeldByTheLimitsThatTheBusinessSetItself() {
        var district = district("limits", "7041", 10);
        operator.first("limits");
        var tag = Objects.requireNonNull(
                brake("limits").expectBody().returnResult().getResponseHeaders().getETag());
        web.put()
                .uri("/businesses/limits/brake")
                .bodyValue(Map.of("percent", 101))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("percent");
        web.put()
                .uri("/businesses/limits/brake")
                .header("If-Match", tag)
                .bodyValue(Map.of("count", 0, "percent", 1))
                .exchange()
                .expectStatus()
                .isOk();
        web.put()
                .uri("/businesses/limits/brake")
                .header("If-Match", tag)
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED);
        brake("limits")
                .expectBody()
                .jsonPath("$.count")
                .isEqualTo(0)
                .jsonPath("$.smallPercent")
                .isEqualTo(50)
                .jsonPath("$.changedAt")
                .isNotEmpty();
        district.removeIf("users", "student-9"::equals);
        district.removeIf("enrollments", "enrollment-9"::equals);

        var run = operator.run("limits", "FULL");

        assertThat(run.path("state").asString()).isEqualTo("HELD");
        assertThat(run.path("holdReasons").toString()).contains("1 of 11 people would be removed (9 %); up to 1 % is");
        assertThat(contacts.records(id(run))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "percent, -1, 100",
        "percent, 101, 100",
        "count, -1, 100000000",
        "count, 100000001, 100000000",
        "smallPercent, -1, 100",
        "smallPercent, 101, 100",
        "updatedPercent, -1, 100",
        "updatedPercent, 101, 100",
        "updatedCount, -1, 100000000",
        "updatedCount, 100000001, 100000000"
    })
    void namesTheLimitOfTheBrakeThatIsOutOfRange(String field, int value, int most) {
        web.put()
                .uri("/businesses/unlimited/brake")
                .bodyValue(Map.of(field, value))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(1)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].reason")
                .isEqualTo("must be from 0 to " + most + "; leave it out for the installation's default");
        brake("unlimited").expectBody().jsonPath("$.changedAt").doesNotExist();
    }

    @Test
    void findsWhatAnImportChangesBySchoolAndClassPageByPageAndAsATable() {
        var district = district("two-schools", "7061", 5);
        operator.first("two-schools");
        district.addSchool("edison", "Edison", "Biology 1");
        district.removeIf("users", "student-3"::equals);
        district.add("users", District.user("student-3", "student", "Renamed"));

        var importId = id(operator.run("two-schools", "FULL"));

        assertThat(lines(changes("two-schools", importId, "?school=EDISON")))
                .containsExactlyInAnyOrder(
                        "ADD Biology 1",
                        "ADD Edison0 Example",
                        "ADD Edison1 Example",
                        "ADD Edison0 Example",
                        "ADD Edison1 Example");
        assertThat(changes("two-schools", importId, "?school=Edi")).isEmpty();
        assertThat(changes("two-schools", importId, "?q=biology"))
                .extracting(line -> line.path("type").asString())
                .containsExactly("CLASS", "ENROLLMENT", "ENROLLMENT");

        var whole = changes("two-schools", importId, "");
        assertThat(whole).hasSize(7);
        assertThat(pages("two-schools", importId, 2)).isEqualTo(whole);

        assertThat(table("two-schools", importId, ""))
                .hasSize(1 + whole.size())
                .startsWith("type,kind,sourceId,name,roles,schools,class,field,before,after")
                .contains(
                        "PERSON,UPDATE,student-3,Renamed Example,STUDENT,,,givenName,Sam3,Renamed",
                        "ENROLLMENT,ADD,edison-e-0,Edison0 Example,STUDENT,Edison,Biology 1,,,");
        assertThat(table("two-schools", importId, "?school=edison")).hasSize(1 + 5);
    }

    /** Page by page, {@code limit} on each but the last. */
    private List<JsonNode> pages(String businessId, String importId, int limit) {
        var all = new ArrayList<JsonNode>();
        var next = "-1";
        while (!next.isEmpty()) {
            var page = page(businessId, importId, "?limit=" + limit + "&after=" + next);
            next = page.path("next").asString("");
            assertThat(page.path("items").size())
                    .isEqualTo(next.isEmpty() ? page.path("items").size() : limit)
                    .isBetween(1, limit);
            page.path("items").forEach(all::add);
        }
        return all;
    }

    private List<String> table(String businessId, String importId, String query) {
        return Objects.requireNonNull(web.get()
                        .uri("/businesses/{b}/imports/{i}/changes/export" + query, businessId, importId)
                        .headers(headers ->
                                headers.setBearerAuth(TestTokens.person(businessId, AccessLevel.ADMINISTRATOR)))
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentTypeCompatibleWith("text/csv")
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .lines()
                .toList();
    }

    @Test
    void givesTheMapThatAnImportProposesInPartsAndAsATable() {
        var importId = id(imported("mapped", "7062", 1));
        for (var type : List.of(MediaType.APPLICATION_JSON_VALUE, "text/csv")) {
            map(importId, "", type).expectStatus().isNotFound();
        }
        var run = Objects.requireNonNull(runs.find(new ImportId(importId)).block(ContactsDouble.SOON));
        var pairs = IntStream.range(0, 3)
                .mapToObj(i -> new Pair("old-" + i, "new-" + i, Rule.IDENTIFIER))
                .toList();
        maps.keep(run, pairs.size(), from -> Mono.just(pairs)).block(ContactsDouble.SOON);

        for (var path : List.of("", "/export")) {
            map(importId, path, "text/csv")
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .contentTypeCompatibleWith("text/csv")
                    .expectBody(String.class)
                    .value(table -> assertThat(String.valueOf(table).lines())
                            .containsExactly("old,new", "old-0,new-0", "old-1,new-1", "old-2,new-2"));
        }
        map(importId, "?limit=2", MediaType.APPLICATION_JSON_VALUE)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.pairs")
                .isEqualTo(3)
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.next")
                .isEqualTo("2");
        map(importId, "?limit=2&after=2", MediaType.APPLICATION_JSON_VALUE)
                .expectBody()
                .jsonPath("$.items[0].oldSourceId")
                .isEqualTo("old-2")
                .jsonPath("$.next")
                .doesNotExist();
        map(importId, "?after=-1", MediaType.APPLICATION_JSON_VALUE)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("after");
    }

    private WebTestClient.ResponseSpec map(String importId, String rest, String type) {
        return web.get()
                .uri("/businesses/mapped/imports/{i}/source-id-map" + rest, importId)
                .accept(MediaType.parseMediaType(type))
                .exchange();
    }

    @Test
    void putsOneSchoolBackOfAConnectionThatIsPaused() {
        var district = new District("7063", 3);
        district.addSchool("edison", "Edison", "Biology 1");
        classLink.add(district);
        operator.connect("one-school", "7063");
        operator.first("one-school");
        district.removeIf("users", "edison-0"::equals);
        district.removeIf("enrollments", "edison-e-0"::equals);
        district.removeIf("enrollments", "e-2"::equals);
        district.add("users", District.user("new-one", "student", "New"));
        var second = operator.run("one-school", "FULL");
        assertThat(contacts.stored("one-school")).doesNotContainKeys("PERSON\",\"edison-0", "ENROLLMENT\",\"e-2");
        operator.configure(
                "one-school",
                Map.of(
                        "businessName",
                        "School one-school",
                        "tenantId",
                        "7063",
                        "source",
                        "CLASSLINK_PROXY",
                        "state",
                        "PAUSED"));

        web.post()
                .uri("/businesses/one-school/imports/{i}/undo", id(second))
                .bodyValue(Map.of("school", " "))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("school");
        var undone = operator.finished("one-school", undo("one-school", id(second), Map.of("school", "edison")));

        assertThat(undone.path("state").asString()).as(undone.toString()).isEqualTo("COMPLETED");
        assertThat(contacts.stored("one-school"))
                .as("of the school")
                .containsKeys("PERSON\",\"edison-0", "ENROLLMENT\",\"edison-e-0")
                .as("of the rest")
                .containsKey("PERSON\",\"new-one")
                .doesNotContainKey("ENROLLMENT\",\"e-2");
    }

    @Test
    void saysOneByOneWhatAnImportChangesAndTakesItBack() {
        var district = district("taken-back", "7042", 5);
        var first = operator.first("taken-back");
        var before = contacts.stored("taken-back");
        district.removeIf("users", "student-3"::equals);
        district.removeIf("enrollments", "e-3"::equals);
        district.removeIf("users", "student-4"::equals);
        district.add("users", District.user("student-4", "student", "Renamed"));
        district.add("users", District.user("new-one", "student", "New"));

        var second = operator.run("taken-back", "FULL");

        assertThat(second.path("state").asString()).isEqualTo("COMPLETED");
        var changes = changes("taken-back", id(second), "");
        assertThat(changes).hasSize(second.path("plan").path("changes").asInt());
        assertThat(lines(changes("taken-back", id(second), "?type=PERSON")))
                .containsExactly("REMOVE Sam3 Example", "UPDATE Renamed Example", "ADD New Example");
        var renamed = changes("taken-back", id(second), "?q=RENAMED").get(0);
        assertThat(renamed.path("fields").toString())
                .isEqualTo("[{\"field\":\"givenName\",\"before\":\"Sam4\",\"after\":\"Renamed\"}]");
        assertThat(lines(changes("taken-back", id(second), "?kind=ADD&role=STUDENT")))
                .containsExactly("ADD New Example");
        assertThat(lines(changes("taken-back", id(second), "?type=ENROLLMENT"))).containsExactly("REMOVE ");
        assertThat(lines(changes("taken-back", id(first), "?type=ENROLLMENT&q=Sam3")))
                .containsExactly("ADD Sam3 Example");
        assertThat(database.getCollection("plan_lines"))
                .satisfies(kept -> assertThat(String.valueOf(
                                Flux.from(kept.find()).collectList().block(ContactsDouble.SOON)))
                        .doesNotContain("Sam3"));

        var trial = operator.finished("taken-back", undo("taken-back", id(second), Map.of("mode", "DRY_RUN")));
        assertThat(trial.path("state").asString()).isEqualTo("PLANNED");
        var undone = operator.finished("taken-back", undo("taken-back", id(second), Map.of()));

        assertThat(undone.path("state").asString()).as(undone.toString()).isEqualTo("COMPLETED");
        assertThat(undone.path("completion").path("differences").asInt()).isZero();
        assertThat(contacts.stored("taken-back")).isEqualTo(before);
        var next = operator.run("taken-back", "FULL");
        assertThat(next.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(next.path("plan").path("changes").asInt())
                .isEqualTo(second.path("plan").path("changes").asInt());
    }

    @Test
    void waitsForApprovalAfterAnImportWasTakenBackUnlessSomebodyAsksForIt() {
        var district = district("after-undo", "7043", 5);
        operator.first("after-undo");
        district.add("users", District.user("new-one", "student", "New"));
        var second = operator.run("after-undo", "FULL");
        operator.finished("after-undo", undo("after-undo", id(second), Map.of()));

        requests.requestFull(new ImportId("by-the-clock"), new BusinessId("after-undo"), ImportTrigger.SCHEDULE)
                .block(ContactsDouble.SOON);

        var next = operator.finished("after-undo", "by-the-clock");
        assertThat(next.path("state").asString()).isEqualTo("HELD");
        assertThat(next.path("holdCause").asString()).isEqualTo("UNDONE");
        assertThat(contacts.records("by-the-clock")).isEmpty();
    }

    @Test
    void takesBackAFirstImportOnlyWhenSomebodyApprovesThatEverybodyGoes() {
        var first = imported("all-back", "7044", 3);

        var held = operator.finished("all-back", undo("all-back", id(first), Map.of()));

        assertThat(held.path("state").asString()).isEqualTo("HELD");
        var approved = operator.importId(web.post()
                .uri("/businesses/all-back/imports/{id}/approval", id(held))
                .bodyValue(Map.of(
                        "planDigest", held.path("plan").path("planDigest").asString()))
                .exchange());
        assertThat(operator.finished("all-back", approved).path("state").asString())
                .isEqualTo("COMPLETED");
        assertThat(contacts.stored("all-back")).isEmpty();
    }

    @Test
    void saysThatThereIsNothingToTakeBack() {
        imported("nothing-done", "7045", 3);
        var unchanged = operator.run("nothing-done", "FULL");

        web.post()
                .uri("/businesses/nothing-done/imports/{id}/undo", id(unchanged))
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void stopsAnImportThatIsCalledOffWithinSeconds() {
        var district = district("called-off", "7046", 3);
        operator.first("called-off");
        district.add("users", District.user("new-one", "student", "New"));
        contacts.away(true);
        try {
            var importId = operator.start("called-off", "FULL");
            await().atMost(ContactsDouble.SOON)
                    .until(() -> operator.get("called-off", importId)
                            .path("progress")
                            .path("step")
                            .asString()
                            .equals("WAITING_FOR_CONTACT_SERVICE"));

            cancel("called-off", importId).expectStatus().isAccepted();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(operator.get("called-off", importId)
                                    .path("state")
                                    .asString())
                            .isEqualTo("CANCELLED"));
            assertThat(contacts.records(importId)).isEmpty();
            assertThat(operator.get("called-off", importId).path("cancelledBy").asString())
                    .isNotBlank();
        } finally {
            contacts.away(false);
        }
        assertThat(operator.run("called-off", "FULL")
                        .path("plan")
                        .path("changes")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void callsOffWhatWaitsBehindAnImportAndThatImportWhileItsSourceIsSilent() {
        var district = district("silent-source", "7064", 3);
        operator.first("silent-source");
        district.hang("users");
        try {
            var reading = operator.start("silent-source", "FULL");
            await().atMost(ContactsDouble.SOON).until(district::isWaitedFor);
            var waiting = operator.start("silent-source", "FULL");
            assertThat(waiting).isNotEqualTo(reading);

            cancel("silent-source", waiting).expectStatus().isAccepted();
            assertThat(state("silent-source", waiting)).isEqualTo("CANCELLED");
            assertThat(state("silent-source", reading)).isEqualTo("FETCHING");

            cancel("silent-source", reading).expectStatus().isAccepted();
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(state("silent-source", reading)).isEqualTo("CANCELLED"));
            assertThat(contacts.records(reading)).isEmpty();
        } finally {
            district.answerAgain();
        }
        assertThat(operator.run("silent-source", "FULL").path("state").asString())
                .isEqualTo("COMPLETED");
    }

    private String state(String businessId, String importId) {
        return operator.get(businessId, importId).path("state").asString();
    }

    @Test
    void turnsAPlanDownForGood() {
        var district = district("turned-down", "7047", 8);
        operator.first("turned-down");
        district.removeIf("users", id -> id.startsWith("student"));
        var held = operator.run("turned-down", "FULL");
        assertThat(held.path("state").asString()).isEqualTo("HELD");

        cancel("turned-down", id(held)).expectStatus().isAccepted();

        assertThat(operator.get("turned-down", id(held)).path("state").asString())
                .isEqualTo("CANCELLED");
        web.post()
                .uri("/businesses/turned-down/imports/{id}/approval", id(held))
                .bodyValue(Map.of(
                        "planDigest", held.path("plan").path("planDigest").asString()))
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        cancel("turned-down", id(held)).expectStatus().isEqualTo(HttpStatus.CONFLICT);
    }

    private WebTestClient.ResponseSpec cancel(String businessId, String importId) {
        return web.post()
                .uri("/businesses/{b}/imports/{i}/cancellation", businessId, importId)
                .exchange();
    }

    private String undo(String businessId, String importId, Map<String, Object> how) {
        return operator.importId(web.post()
                .uri("/businesses/{b}/imports/{i}/undo", businessId, importId)
                .bodyValue(how)
                .exchange());
    }

    private List<JsonNode> changes(String businessId, String importId, String query) {
        return page(businessId, importId, query).path("items").valueStream().toList();
    }

    private JsonNode page(String businessId, String importId, String query) {
        return Objects.requireNonNull(web.get()
                .uri("/businesses/{b}/imports/{i}/changes" + query, businessId, importId)
                .headers(headers -> headers.setBearerAuth(TestTokens.person(businessId, AccessLevel.ADMINISTRATOR)))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private static List<String> lines(List<JsonNode> changes) {
        return changes.stream()
                .map(line ->
                        line.path("kind").asString() + ' ' + line.path("name").asString())
                .toList();
    }

    @Test
    void importsChangesAloneWithoutRemovingWhatTheyDoNotMention() {
        var district = district("delta", "7051", 5);
        var first = operator.first("delta");
        district.filters.clear();
        district.removeIf("users", "student-0"::equals);
        district.add("users", District.user("new-one", "student", "New"));

        var delta = operator.run("delta", "DELTA");

        assertThat(delta.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(delta.path("mode").asString()).isEqualTo("DELTA");
        assertThat(contacts.stored("delta")).containsKeys("PERSON\",\"new-one", "PERSON\",\"student-0");
        var since = Instant.parse(first.path("startedAt").asString()).minus(Duration.ofMinutes(15));
        assertThat(district.filters)
                .isNotEmpty()
                .allSatisfy(filter -> assertThat(URLDecoder.decode(filter, StandardCharsets.UTF_8))
                        .startsWith("dateLastModified>='"
                                + since.truncatedTo(ChronoUnit.SECONDS)
                                        .toString()
                                        .replace("Z", "")));

        operator.run("delta", "FULL");
        assertThat(contacts.stored("delta")).doesNotContainKey("PERSON\",\"student-0");
    }

    @Test
    void refusesAModeThatThereIsNot() {
        web.post()
                .uri("/businesses/any/imports")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("mode", "SOMETIMES"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].reason")
                .value(reason -> assertThat(String.valueOf(reason)).contains("FULL, DELTA or DRY_RUN"));
    }

    /** This service was restored from a backup: it remembers revision 1, and the contact service has seen 57. */
    @Test
    void isNotTakenForOlderThanWhatTheContactServiceHasSeen() {
        var district = district("restored", "7015", 3);
        operator.first("restored");
        contacts.hasSeen("restored", 57);
        district.add("users", District.user("new-one", "student", "New"));

        var run = operator.run("restored", "FULL");

        assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(run.path("revision").asLong()).isEqualTo(58);
        assertThat(contacts.stored("restored")).containsKey("PERSON\",\"new-one");
        assertThat(operator.run("restored", "FULL").path("revision").asLong()).isEqualTo(59);
    }

    @Test
    void doesNotWaitForOtherBusinessesWhenAllOfItsOwnIsConfirmed() {
        imported("quick", "7016", 2);
        contacts.behind(true);

        assertThat(operator.run("quick", "FULL").path("state").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void holdsAnImportThatWouldRemoveTooMuchUntilThatPlanIsApproved() {
        var district = district("shrinking", "7004", 10);
        operator.first("shrinking");
        district.removeIf("users", id -> id.startsWith("student-") && id.compareTo("student-5") < 0);

        var held = operator.run("shrinking", "FULL");

        assertThat(held.path("state").asString()).isEqualTo("HELD");
        assertThat(contacts.records(id(held))).isEmpty();
        assertThat(held.path("holdReasons").get(0).asString()).contains("would be removed");
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(() -> assertThat(told(id(held))).contains(ImportHeld.class));
        approve("shrinking", held, "0".repeat(32)).expectStatus().isBadRequest();

        var approved = operator.finished(
                "shrinking",
                operator.importId(approve(
                        "shrinking", held, held.path("plan").path("planDigest").asString())));
        assertThat(approved.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(contacts.records(id(approved)))
                .filteredOn(record -> record.getOperation() == RosterOperation.REMOVE)
                .isNotEmpty();
        assertThat(operator.get("shrinking", id(held)).path("state").asString()).isEqualTo("SUPERSEDED");
    }

    @Test
    void holdsAnewWhatChangedAfterItWasHeld() {
        var district = district("moving", "7005", 10);
        operator.first("moving");
        district.removeIf("users", id -> id.startsWith("student-") && id.compareTo("student-5") < 0);
        var held = operator.run("moving", "FULL");
        district.removeIf("users", "student-5"::equals);

        var again = operator.finished(
                "moving",
                operator.importId(approve(
                        "moving", held, held.path("plan").path("planDigest").asString())));

        assertThat(again.path("state").asString()).isEqualTo("HELD");
        assertThat(contacts.records(id(again))).isEmpty();
    }

    @Test
    void publishesNothingOfAPartialRoster() {
        var district = district("partial", "7006", 5);
        operator.first("partial");
        district.removeIf("users", "student-0"::equals);
        district.truncated = "users";

        var failed = operator.run("partial", "FULL");

        assertThat(failed.path("state").asString()).isEqualTo("FAILED");
        assertThat(failed.path("failure").path("message").asString()).isNotBlank();
        assertThat(contacts.records(id(failed))).isEmpty();
        await().atMost(ContactsDouble.SOON)
                .untilAsserted(
                        () -> assertThat(event(id(failed), ImportFailed.class).getCode())
                                .isEqualTo(failed.path("failure").path("code").asString()));
    }

    @Test
    void readsAgainWhatChangedWhileItWasRead() {
        var district = district("restless", "7013", 3);
        operator.first("restless");
        district.changesAhead.set(2);

        assertThat(operator.run("restless", "FULL").path("state").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void givesUpARosterThatKeepsChanging() {
        var district = district("unruly", "7014", 3);
        operator.first("unruly");
        district.changesAhead.set(10);

        var failed = operator.run("unruly", "FULL");

        assertThat(failed.path("failure").path("code").asString()).isEqualTo("ROSTER_CHANGED");
    }

    @Test
    void failsWhenWhatIsStoredCannotBeReadAsAWhole() {
        district("cut-off", "7007", 2);
        operator.first("cut-off");
        contacts.change("of another one");
        contacts.cutOff(true);

        var failed = operator.run("cut-off", "FULL");

        assertThat(failed.path("failure").path("code").asString()).isEqualTo("CONTACTS_UNREADABLE");
        assertThat(contacts.records(id(failed))).isEmpty();
    }

    @Test
    void waitsForTheContactServiceAndSaysSo() {
        var district = district("waiting", "7008", 2);
        operator.first("waiting");
        contacts.silent(true);
        district.add("users", District.user("new-one", "student", "New"));
        var unconfirmed = operator.start("waiting", "FULL");
        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.get("waiting", unconfirmed)
                        .path("state")
                        .asString()
                        .equals("APPLYING"));
        giveUp(unconfirmed);
        contacts.silent(false);
        contacts.behind(true);
        var importId = operator.start("waiting", "FULL");
        await().atMost(ContactsDouble.SOON)
                .until(() -> operator.get("waiting", importId)
                        .path("progress")
                        .path("step")
                        .asString()
                        .equals("WAITING_FOR_CONTACT_SERVICE"));
        contacts.behind(false);

        assertThat(operator.finished("waiting", importId).path("state").asString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void triesWithoutChangingAnything() {
        classLink.add(new District("7009", 4));
        operator.configure(
                "trying",
                Map.of(
                        "businessName",
                        "Trying",
                        "tenantId",
                        "7009",
                        "source",
                        "CLASSLINK_PROXY",
                        "administrators",
                        List.of("admin@example.org")));

        var dry = operator.run("trying", "DRY_RUN");

        assertThat(dry.path("state").asString()).isEqualTo("PLANNED");
        assertThat(dry.path("plan").path("changes").asLong()).isEqualTo(4 + 5 + 5 + 4);
        assertThat(contacts.records(id(dry))).isEmpty();
        web.post()
                .uri("/businesses/trying/imports")
                .bodyValue(Map.of("mode", "FULL"))
                .exchange()
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void streamsProgressUntilTheRunIsAtRest() {
        district("streaming", "7010", 3);
        operator.first("streaming");
        var importId = operator.start("streaming", "FULL");

        var views = web.get()
                .uri("/businesses/streaming/imports/{id}/progress", importId)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(JsonNode.class)
                .getResponseBody()
                .collectList()
                .block(ContactsDouble.SOON);

        assertThat(views).isNotEmpty().doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(views)
                        .get(views.size() - 1)
                        .path("state")
                        .asString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void saysWhichRowsItLeftOut() {
        var district = district("refusing", "7011", 2);
        district.add("users", District.user("stranger", "astronaut", "Sally"));
        var run = operator.first("refusing");

        web.get()
                .uri("/businesses/refusing/imports/{id}/refusals", id(run))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.rows[0].sourceId")
                .isEqualTo("stranger")
                .jsonPath("$.rows[0].field")
                .isEqualTo("role");
        assertThat(text("/businesses/refusing/imports/{id}/refusals/export?type=PERSON", id(run)))
                .hasSize(2)
                .last()
                .asString()
                .contains("PERSON,stranger,role,");
        assertThat(text("/businesses/refusing/imports/{id}/refusals/export?type=COURSE", id(run)))
                .hasSize(1);
    }

    @Test
    void listsAndGivesAwayTheImportsOfAState() {
        imported("narrowed", "7030", 1);
        var importId = id(operator.latest("narrowed").get(0));

        assertThat(text("/businesses/narrowed/imports?state=COMPLETED").toString())
                .contains(importId);
        assertThat(text("/businesses/narrowed/imports?state=FAILED").toString()).doesNotContain(importId);
        assertThat(text("/businesses/narrowed/imports/export?state=COMPLETED"))
                .hasSizeGreaterThan(1)
                .first()
                .asString()
                .startsWith("importId,requestedAt");
        assertThat(text("/businesses/narrowed/imports/export?state=FAILED")).hasSize(1);
        web.get()
                .uri("/businesses/narrowed/imports?state=LOST")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("state");
    }

    private List<String> text(String path, Object... variables) {
        return Objects.requireNonNull(web.get()
                        .uri(path, variables)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .lines()
                .toList();
    }

    @Test
    void knowsWhatThereIsNot() {
        imported("known", "7012", 1);
        var importId = id(operator.latest("known").get(0));

        web.get()
                .uri("/businesses/known/imports/nothing")
                .exchange()
                .expectStatus()
                .isNotFound();
        web.get()
                .uri("/businesses/unknown/imports/{id}", importId)
                .exchange()
                .expectStatus()
                .isNotFound();
        web.get()
                .uri("/businesses/unknown/imports/{id}/progress", importId)
                .exchange()
                .expectStatus()
                .isNotFound();
        web.post()
                .uri("/businesses/unknown/imports")
                .bodyValue(Map.of("mode", "FULL"))
                .exchange()
                .expectStatus()
                .isNotFound();
        web.post()
                .uri("/businesses/known/imports")
                .bodyValue(Map.of("mode", "SOMETIMES"))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private WebTestClient.ResponseSpec brake(String businessId) {
        return web.get()
                .uri("/businesses/{b}/brake", businessId)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private District district(String businessId, String tenantId, int students) {
        var district = new District(tenantId, students);
        classLink.add(district);
        operator.connect(businessId, tenantId);
        return district;
    }

    /** As if the contact service had been silent about the run for days. */
    private void giveUp(String importId) {
        Mono.from(database.getCollection("import_runs")
                        .updateOne(Filters.eq("_id", importId), Updates.set("applyingSince", Instant.EPOCH)))
                .block(ContactsDouble.SOON);
    }

    private JsonNode imported(String businessId, String tenantId, int students) {
        district(businessId, tenantId, students);
        return operator.first(businessId);
    }

    private WebTestClient.ResponseSpec approve(String businessId, JsonNode held, String digest) {
        return web.post()
                .uri("/businesses/{b}/imports/{i}/approval", businessId, id(held))
                .bodyValue(Map.of("planDigest", digest))
                .exchange();
    }

    private static String id(JsonNode run) {
        return run.path("importId").asString();
    }

    private static List<RosterRecord> of(List<RosterRecord> records, RecordType type) {
        return records.stream().filter(record -> record.getType() == type).toList();
    }

    private static RosterDigest announced(List<RosterRecord> records) {
        return of(records, RecordType.BARRIER).stream()
                .map(record -> RosterDigest.fromAvro(((ImportBarrier) record.getPayload()).getDigest()))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }

    private static RosterDigest digest(List<RosterRecord> records) {
        return records.stream()
                .filter(record -> record.getType() != RecordType.BARRIER)
                .map(record -> RosterDigest.of(record.getType(), record.getSourceId(), record.getContentHash()))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }

    private List<Class<?>> told(String importId) {
        return events.values().stream()
                .filter(event -> importId.equals(event.getImportId()))
                .<Class<?>>map(event -> event.getEvent().getClass())
                .toList();
    }

    private <E> E event(String importId, Class<E> type) {
        return events.values().stream()
                .filter(event -> importId.equals(event.getImportId()))
                .map(ImportEvent::getEvent)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName()));
    }
}
