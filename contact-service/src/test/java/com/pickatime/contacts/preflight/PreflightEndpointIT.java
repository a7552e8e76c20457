package com.pickatime.contacts.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pre-flight over HTTP, on imported people. */
class PreflightEndpointIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = run.businessId();

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void isReadyOnceEveryBirthDateIsThere() {
        look().json("{\"readyToInviteParents\": false, \"students\": 0}")
                .jsonPath("$.reasons[0]")
                .isEqualTo("There are no students yet. Import the roster first.");

        publish(run.student("bart", "Bart", "marge"), run.parent("marge", "Marge", null));

        look().json("""
                        {"readyToInviteParents": false, "students": 1, "studentsWithoutBirthDate": 1, "parentsAffected": 1,
                         "missing": [{"school": "", "grade": "", "students": 1}]}""")
                .jsonPath("$.clicks")
                .value(
                        String.class,
                        clicks -> assertThat(clicks).contains("Demographics tab > Enable Demographics > Save"))
                .jsonPath("$.reasons[0]")
                .value(
                        String.class,
                        reason -> assertThat(reason)
                                .startsWith("1 student has no birth date, so that 1 parent cannot link to them."))
                .jsonPath("$.advice[0]")
                .value(String.class, advice -> assertThat(advice).contains("second proof"));

        publish(TestImport.of(business, 2).birthDate("bart", "2014-04-23"));

        look().json(
                        "{\"readyToInviteParents\": true, \"studentsWithoutBirthDate\": 0, \"reasons\": [], \"missing\": []}");
    }

    @Test
    void saysWhatHelpsWhereTheRosterIsRead() {
        publish(run.student("bart", "Bart"));
        assertThat(look("clicks"))
                .contains(
                        "If the roster comes from ClassLink, in the ClassLink Management Console",
                        "OneRoster server, let pickAtime's key read demographics",
                        "If you upload files, upload again with demographics.csv");

        var then = Instant.parse("2026-11-01T00:00:00Z");
        TOPIC.publish(event(then, new ImportPublished(1L, 12, 1L, summary(ImportSource.CLASSLINK))));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(look("clicks")).startsWith("In the ClassLink Management Console"));
        tell(ImportSource.DIRECT, then.plusSeconds(1));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(look("clicks"))
                        .startsWith("Let pickAtime's key read demographics on the district's OneRoster server"));

        tell(ImportSource.CLASSLINK, then.minusSeconds(1));
        tell(ImportSource.FILE, then.plusSeconds(2));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(look("clicks"))
                        .isEqualTo(
                                "Upload again with demographics.csv and its column birthDate (YYYY-MM-DD) filled in."));
        assertThat(look("reasons"))
                .contains("1 student has no birth date", "Upload again with demographics.csv")
                .doesNotContain("ClassLink");
    }

    /** If it were taken for one, the older DIRECT that comes after it would change nothing. */
    @Test
    void takesAnImportThatIsTakenBackForNoOtherPlace() {
        var then = Instant.parse("2026-11-01T00:00:00Z");
        tell(ImportSource.FILE, then);
        tell(ImportSource.SNAPSHOT, then.plusSeconds(2));
        tell(ImportSource.UNKNOWN, then.plusSeconds(3));
        tell(ImportSource.DIRECT, then.plusSeconds(1));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(look("clicks")).startsWith("Let pickAtime's key"));
    }

    private void tell(ImportSource source, Instant when) {
        TOPIC.publish(event(when, new ImportCompleted(true, 0L, 0L, summary(source), List.of(), 0)));
    }

    private static ImportSummary summary(ImportSource source) {
        return ImportSummary.newBuilder(TestImport.summary(List.of()))
                .setSource(source)
                .build();
    }

    private ImportEvent event(Instant when, Object what) {
        return new ImportEvent(business + "/told/" + when, business, run.importId(), when, what);
    }

    private String look(String field) {
        var answer =
                new String(Objects.requireNonNull(look().returnResult().getResponseBody()), StandardCharsets.UTF_8);
        var value = JSON.readTree(answer).path(field);
        return value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "))
                : value.asString();
    }

    private void publish(RosterRecord... records) {
        var sent = TOPIC.publish(List.of(records));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private BodyContentSpec look() {
        return service.http(TestTokens.person(business, AccessLevel.ADMINISTRATOR))
                .get()
                .uri("/businesses/" + business + "/birth-date-preflight")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }
}
