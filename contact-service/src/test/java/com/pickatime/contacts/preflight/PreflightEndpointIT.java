package com.pickatime.contacts.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** The pre-flight over HTTP, on imported people. */
class PreflightEndpointIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = run.businessId();

    @BeforeAll
    static void start() {
        service = RunningService.start(TestStore.freshDatabaseName());
    }

    @AfterAll
    static void stop() {
        service.close();
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
