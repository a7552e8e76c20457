package com.pickatime.contacts.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ContactIdField;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Links over HTTP, on imported people. */
class LinkEndpointsIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String TEXT = "We are unable to find your student records with the values you have supplied.";
    private static final String RIGHT = "04/23/2014";
    private static final String WRONG = "04/24/2014";
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport run = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = run.businessId();
    private final String administrator = TestTokens.person(business, "somebody", AccessLevel.ADMINISTRATOR);
    private final String marge = TestTokens.person(business, id("marge"), AccessLevel.CUSTOMER);

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @BeforeEach
    void importTheFamily() {
        publish(
                run.parent("marge", "Marge", "marge@example.org"),
                run.student("bart", "Bart"),
                run.birthDate("bart", "2014-04-23"),
                run.student("lisa", "Lisa", "marge"));
    }

    @Test
    void linksAParentWhoSeesAndDetachesTheChild() {
        tryToLink(marge, "bart", RIGHT)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"contactId\": \"%s\", \"givenName\": \"Bart\", \"familyName\": \"Simpson\"}"
                        .formatted(id("bart")));

        send(marge, HttpMethod.GET, "/links", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"idField": "SOURCE_ID", "dateOrder": "MDY", "mayDetach": true, "items": [
                         {"sourceId": "bart", "givenName": "Bart", "claimedBy": ["LINK"]},
                         {"sourceId": "lisa", "claimedBy": ["STUDENT"]}]}""");
        send(administrator, HttpMethod.GET, "/contacts/" + id("bart") + "/relationships", null)
                .expectBody()
                .json("{\"parents\": [{\"sourceId\": \"marge\", \"claimedBy\": [\"LINK\"]}]}");

        send(marge, HttpMethod.DELETE, "/links/" + id("bart"), null)
                .expectStatus()
                .isNoContent();
        send(marge, HttpMethod.DELETE, "/links/" + id("bart"), null)
                .expectStatus()
                .isNotFound();
        send(marge, HttpMethod.DELETE, "/links/" + id("lisa"), null)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("roster"));
        assertThat(body(send(marge, HttpMethod.GET, "/links", null))).doesNotContain("bart");
        send(administrator, HttpMethod.GET, "/audit?contact=" + id("bart"), null)
                .expectBody()
                .json("""
                        {"items": [{"action": "LINK_REMOVED", "by": "%1$s", "details": {"parent": "%1$s"}},
                         {"action": "LINK_MADE", "by": "%1$s", "details": {"by": "SECURITY_VALUE"}}]}""".formatted(id("marge")));
    }

    @Test
    void keepsALinkThroughImports() {
        tryToLink(marge, "bart", RIGHT).expectStatus().isOk();

        var next = TestImport.of(business, 2);
        publish(next.parent("marge", "Marjorie", null), next.student("bart", "Bartholomew"));

        assertThat(body(send(marge, HttpMethod.GET, "/links", null))).contains("Bartholomew", "LINK");
    }

    @Test
    void letsNoParentDetachWhereTheBusinessDoesItItself() {
        tryToLink(marge, "bart", RIGHT).expectStatus().isOk();
        change("{\"parentsMayDetach\": false}").expectStatus().isOk();

        send(marge, HttpMethod.DELETE, "/links/" + id("bart"), null)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("Ask it"));
        assertThat(body(send(marge, HttpMethod.GET, "/links", null))).contains("bart", "\"mayDetach\":false");
    }

    @Test
    void letsAdministratorsAttachAndDetachAnybody() {
        var link = "/contacts/" + id("marge") + "/links/" + id("bart");

        send(administrator, HttpMethod.PUT, link, null).expectStatus().isNoContent();
        send(administrator, HttpMethod.PUT, link, null).expectStatus().isNoContent();
        assertThat(body(send(marge, HttpMethod.GET, "/links", null))).contains("bart");
        send(administrator, HttpMethod.DELETE, link, null).expectStatus().isNoContent();
        send(administrator, HttpMethod.DELETE, link, null).expectStatus().isNotFound();

        send(administrator, HttpMethod.PUT, "/contacts/" + id("marge") + "/links/nobody", null)
                .expectStatus()
                .isNotFound();
        send(administrator, HttpMethod.PUT, "/contacts/nobody/links/" + id("bart"), null)
                .expectStatus()
                .isNotFound();
        send(administrator, HttpMethod.PUT, "/contacts/" + id("lisa") + "/links/" + id("bart"), null)
                .expectStatus()
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"studentId\": \"bart\"}",
                "{\"securityValue\": \"04/23/2014\"}",
                "{\"studentId\": \" \", \"securityValue\": \"04/23/2014\"}",
                "{\"studentId\": \"bart\", \"securityValue\": \"04/23/14\"}",
                "{\"studentId\": \"bart\", \"securityValue\": \"23/04/2014\"}",
                "{\"givenName\": \"Bart\", \"familyName\": \"Simpson\", \"securityValue\": \"04/23/2014\"}",
                "[]",
                "{"
            })
    void saysWhatIsWrongWithWhatNobodyCanHave(String body) {
        send(marge, HttpMethod.POST, "/links", body)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void saysHowToWriteADate() {
        assertThat(body(send(
                        marge, HttpMethod.POST, "/links", "{\"studentId\": \"bart\", \"securityValue\": \"4/23/14\"}")))
                .contains("four digits", "04/23/2014 (month, day, year)", "2014-04-23");
        change("{\"dateOrder\": \"DMY\"}").expectStatus().isOk();
        assertThat(body(tryToLink(marge, "bart", RIGHT))).contains("23/04/2014 (day, month, year)");
        tryToLink(marge, "bart", "23.4.2014").expectStatus().isOk();
    }

    @Test
    void looksForAFirstAndALastNameWhereTheBusinessWantsIt() {
        change("{\"idField\": \"NAME\"}").expectStatus().isOk();

        tryToLink(marge, "bart", RIGHT).expectStatus().isBadRequest();
        send(
                        marge,
                        HttpMethod.POST,
                        "/links",
                        "{\"givenName\": \"bart\", \"familyName\": \"SIMPSON\", \"securityValue\": \"04/23/2014\"}")
                .expectStatus()
                .isOk();
    }

    @Test
    void tellsTheSameOfEveryFailureButTheCode() {
        var next = TestImport.of(business, 2);
        publish(
                next.student("removed", "Bart"),
                next.birthDate("removed", "2014-04-23"),
                next.student("quarantined", "Bart"),
                next.birthDate("quarantined", "2014-04-23"),
                next.student("gone", "Bart"),
                next.birthDate("gone", "2014-04-23"),
                next.student("twin", "Bart"),
                next.birthDate("twin", "2014-04-23"),
                next.student("locked", "Bart"),
                next.birthDate("locked", "2014-04-23"));
        publish(TestImport.of(business, 3).remove(RecordType.PERSON, "gone"));
        var store = new LinkStore(service.database(), Clock.systemUTC());
        store.own(new BusinessId(business), PersonRole.STUDENT, "twin");
        store.setState(new BusinessId(business), "removed", "REMOVED");
        store.setState(new BusinessId(business), "quarantined", "QUARANTINED");
        publish(next.parent("selma", "Selma", null));
        var selma = TestTokens.person(business, id("selma"), AccessLevel.CUSTOMER);
        for (int i = 0; i < 5; i++) {
            tryToLink(selma, "locked", WRONG).expectStatus().isEqualTo(422);
        }
        var tries = new LinkedHashMap<String, String[]>();
        tries.put("UNKNOWN_STUDENT", new String[] {"nobody", RIGHT});
        tries.put("NO_BIRTH_DATE", new String[] {"lisa", RIGHT});
        tries.put("WRONG_VALUE", new String[] {"bart", WRONG});
        tries.put("NOT_ACTIVE", new String[] {"removed", RIGHT});
        tries.put("QUARANTINED", new String[] {"quarantined", RIGHT});
        tries.put("AMBIGUOUS_STUDENT", new String[] {"twin", RIGHT});
        tries.put("LOCKED", new String[] {"locked", RIGHT});

        var answers = new TreeMap<String, String>();
        tries.forEach((cause, entered) -> {
            var answer = tryToLink(marge, entered[0], entered[1])
                    .expectBody(String.class)
                    .returnResult();
            var body = Objects.requireNonNull(answer.getResponseBody());
            var code = body.replaceAll(".*\"supportCode\":\"([^\"]+)\".*", "$1");
            assertThat(code).hasSize(11);
            answers.put(
                    cause,
                    answer.getStatus().value() + "\n" + answer.getResponseHeaders() + "\n"
                            + body.replace(code, "CODE"));
            send(administrator, HttpMethod.GET, "/support-codes/" + code, null)
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.cause")
                    .isEqualTo(cause);
        });
        tryToLink(marge, "gone", RIGHT)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(TEXT);

        assertThat(answers).hasSize(7);
        assertThat(answers.values()).containsOnly(answers.get("WRONG_VALUE"));
        assertThat(answers.get("WRONG_VALUE"))
                .startsWith("422")
                .contains("\"detail\":\"" + TEXT + "\"", "Content-Length")
                .doesNotContain("ETag");
    }

    @Test
    void tellsAdministratorsTheCauseAndTheCure() {
        var missing = code(tryToLink(marge, "lisa", RIGHT));
        var wrong = code(tryToLink(marge, "bart", WRONG));
        for (int i = 0; i < 4; i++) {
            tryToLink(marge, "bart", WRONG).expectStatus().isEqualTo(422);
        }
        var locked = code(tryToLink(marge, "bart", RIGHT));

        assertThat(body(send(administrator, HttpMethod.GET, "/support-codes/" + missing, null)))
                .contains(
                        "Apps > All Applications",
                        "gear",
                        "Shared Fields > Demographics tab > Enable Demographics > Save");
        send(administrator, HttpMethod.GET, "/support-codes/" + wrong.toLowerCase(Locale.ROOT), null)
                .expectBody()
                .json("""
                        {"cause": "WRONG_VALUE", "triesLeft": 0, "parent": "%s", "student": "%s", "lockedUntil": null}""".formatted(id("marge"), id("bart")));
        send(administrator, HttpMethod.GET, "/support-codes/" + locked, null)
                .expectBody()
                .json("{\"cause\": \"LOCKED\", \"budget\": \"student\", \"triesLeft\": null}")
                .jsonPath("$.lockedUntil")
                .isNotEmpty();
        send(administrator, HttpMethod.GET, "/support-codes/AAAAA-AAAAA", null)
                .expectStatus()
                .isNotFound();
        send(
                        TestTokens.person(business, "x", AccessLevel.EVENT_ADMINISTRATOR),
                        HttpMethod.GET,
                        "/support-codes/" + locked,
                        null)
                .expectStatus()
                .isForbidden();
        send(administrator, HttpMethod.GET, "/audit?action=SUPPORT_CODE_RESOLVED", null)
                .expectBody()
                .json("""
                        {"items": [{"by": "somebody", "details": {"cause": "LOCKED"}}, {"details": {"cause": "WRONG_VALUE"}},
                         {"details": {"cause": "NO_BIRTH_DATE"}}]}""");
        assertThat(body(send(administrator, HttpMethod.GET, "/audit?action=LINK_TRIED", null)))
                .contains("\"budget\":\"STUDENT\"")
                .doesNotContain("2014", "04/2");
    }

    @Test
    void linksTheSameParentOnceTheBirthDateIsThere() {
        for (int i = 0; i < 6; i++) {
            tryToLink(marge, "lisa", RIGHT).expectStatus().isEqualTo(422);
        }

        publish(TestImport.of(business, 2).birthDate("lisa", "2014-04-23"));

        tryToLink(marge, "lisa", RIGHT).expectStatus().isOk();
    }

    @Test
    void showsAndChangesTheSettings() {
        send(administrator, HttpMethod.GET, "/link-settings", null).expectBody().json("""
                        {"idField": "SOURCE_ID", "dateOrder": "MDY", "parentsMayDetach": true, "secondProof": "OFF",
                         "budgets": {"parent": 15, "student": 5, "value": 20, "address": 100, "business": 1000}}""");
        assertThat(body(send(administrator, HttpMethod.GET, "/link-settings", null)))
                .contains(
                        "Without a second proof, whoever signs in as a parent and knows a student's ID and birth date");

        change("{\"secondProof\": \"ROSTER_RELATIONSHIP\", \"budgets\": {\"student\": 7}}")
                .expectStatus()
                .isOk();

        send(administrator, HttpMethod.GET, "/link-settings", null).expectBody().json("""
                        {"secondProof": "ROSTER_RELATIONSHIP", "budgets": {"parent": 15, "student": 7}, "advice": []}""");
        var refused = body(
                change("{\"idField\": \"X\", \"dateOrder\": \"YMD\", \"budgets\": {\"student\": 0, \"sibling\": 1}}"));
        assertThat(refused)
                .contains(
                        "SOURCE_ID, IDENTIFIER, NAME",
                        "MDY, DMY",
                        "budgets.student",
                        "from 1 to 1000000",
                        "no other names");
        send(administrator, HttpMethod.GET, "/audit?action=LINK_SETTINGS_CHANGED", null)
                .expectBody()
                .json(
                        "{\"items\": [{\"details\": {\"secondProof\": \"ROSTER_RELATIONSHIP\", \"budget student\": \"7\"}}]}");
    }

    @Test
    void namesStudentsByTheIdThatTheConnectionShowsUntilTheBusinessDecidesOtherwise() {
        var maggie = RosterPerson.newBuilder(run.personPayload("maggie", "Maggie", List.of(PersonRole.STUDENT), null))
                .setIdentifier("1003")
                .build();
        publish(run.upsert(RecordType.PERSON, "maggie", maggie));
        assertThat(shownId("maggie")).isEqualTo("maggie");

        tell(Instant.parse("2026-11-01T00:00:00Z"), ContactIdField.IDENTIFIER);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(shownId("maggie")).isEqualTo("1003"));
        assertThat(shownId("bart")).as("who has no identifier").isEqualTo("bart");
        assertThat(body(send(administrator, HttpMethod.GET, "/contacts?q=maggie", null)))
                .contains("\"shownId\":\"1003\"");
        assertThat(body(send(administrator, HttpMethod.GET, "/contacts/export?q=maggie", null)))
                .contains(",shownId", ",1003\r\n");
        send(marge, HttpMethod.GET, "/links", null).expectBody().json("{\"idField\": \"IDENTIFIER\"}");
        change("{\"dateOrder\": \"DMY\"}").expectStatus().isOk().expectBody().json("{\"idField\": \"IDENTIFIER\"}");
        change("{\"idField\": \"SOURCE_ID\"}").expectStatus().isOk();
        send(marge, HttpMethod.GET, "/links", null).expectBody().json("{\"idField\": \"SOURCE_ID\"}");

        tell(Instant.parse("2026-10-01T00:00:00Z"), ContactIdField.SOURCED_ID);
        tell(Instant.parse("2026-11-03T00:00:00Z"), ContactIdField.UNKNOWN);
        assertThat(shownId("maggie")).isEqualTo("1003");
        tell(Instant.parse("2026-11-02T00:00:00Z"), ContactIdField.SOURCED_ID);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(shownId("maggie")).isEqualTo("maggie"));
    }

    private String shownId(String sourceId) {
        return body(send(administrator, HttpMethod.GET, "/contacts/" + id(sourceId), null))
                .replaceAll(".*\"shownId\":\"([^\"]+)\".*", "$1");
    }

    @Test
    void namesTheCureOfAMissingBirthDateWhereTheRosterIsRead() {
        var missing = code(tryToLink(marge, "lisa", RIGHT));
        var summary = ImportSummary.newBuilder(TestImport.summary(List.of()))
                .setSource(ImportSource.FILE)
                .build();
        TOPIC.publish(new ImportEvent(
                business + "/completed",
                business,
                "uploaded",
                Instant.parse("2026-11-01T00:00:00Z"),
                new ImportCompleted(true, 0L, 0L, summary, List.of(), 0)));

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(body(send(administrator, HttpMethod.GET, "/support-codes/" + missing, null)))
                                .contains("Upload again with demographics.csv", "has to be entered there")
                                .doesNotContain("ClassLink"));
        var path = "/contacts/" + id("lisa") + "/security-value";
        assertThat(body(send(administrator, HttpMethod.POST, path, "{\"reason\": \"x\"}")))
                .contains("No birth date of this contact is known. Upload again with demographics.csv")
                .doesNotContain("ClassLink");
    }

    private void tell(Instant when, ContactIdField field) {
        TOPIC.publish(ImportEvent.newBuilder()
                .setEventId(business + "/administrators-changed/" + when.toEpochMilli())
                .setBusinessId(business)
                .setOccurredAt(when)
                .setEvent(AdministratorsChanged.newBuilder()
                        .setBusinessName("Springfield")
                        .setAdministratorCiphertexts(List.of())
                        .setContactIdField(field)
                        .build())
                .build());
    }

    @Test
    void changesOnlyTheSettingsThatWereSeen() {
        onlyAsSeen(
                "/link-settings",
                "{\"secondProof\": \"ROSTER_RELATIONSHIP\"}",
                "{\"idField\": \"NAME\"}",
                "{\"secondProof\": \"ROSTER_RELATIONSHIP\", \"idField\": \"SOURCE_ID\"}");
    }

    @Test
    void tellsEverybodyOfTheBusinessHowNamesAndDatesAreShownAndLetsAdministratorsChangeIt() {
        send(marge, HttpMethod.GET, "/display-options", null)
                .expectBody()
                .json("{\"contactName\": \"FIRST_LAST\", \"date\": \"MDY\", \"time\": \"TWELVE_HOUR\"}");
        send(marge, HttpMethod.PUT, "/display-options", "{}").expectStatus().isForbidden();
        send(TestTokens.person("another", "x", AccessLevel.ADMINISTRATOR), HttpMethod.GET, "/display-options", null)
                .expectStatus()
                .isForbidden();
        assertThat(body(send(administrator, HttpMethod.PUT, "/display-options", "{\"date\": \"YMD\"}")))
                .contains("\"field\":\"date\"", "MDY, DMY");

        onlyAsSeen(
                "/display-options",
                "{\"contactName\": \"LAST_FIRST\", \"time\": \"TWENTY_FOUR_HOUR\"}",
                "{\"date\": \"DMY\"}",
                "{\"contactName\": \"LAST_FIRST\", \"date\": \"MDY\", \"time\": \"TWENTY_FOUR_HOUR\"}");
        send(administrator, HttpMethod.GET, "/audit?action=DISPLAY_OPTIONS_CHANGED", null)
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].details.contactName")
                .isEqualTo("LAST_FIRST");
    }

    /** Two look at settings and send them; what the first one sent stands. */
    private void onlyAsSeen(String path, String first, String second, String then) {
        var seen = tag(path);

        send(administrator, path, first, seen).expectStatus().isOk();
        send(administrator, path, second, seen)
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("Somebody else changed"));

        send(administrator, HttpMethod.GET, path, null).expectBody().json(then);
        assertThat(tag(path)).isNotEqualTo(seen);
    }

    private String tag(String path) {
        return Objects.requireNonNull(send(administrator, HttpMethod.GET, path, null)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag());
    }

    private ResponseSpec send(String token, String path, String body, String ifMatch) {
        return service.http(token)
                .put()
                .uri("/businesses/" + business + path)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void tellsABirthDateForAReasonAndKeepsThatInMind() {
        var path = "/contacts/" + id("bart") + "/security-value";
        var assistant = TestTokens.person(business, "edna", AccessLevel.EVENT_ADMINISTRATOR);

        send(assistant, HttpMethod.POST, path, "{\"reason\": \"The family called\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectBody()
                .json("{\"birthDate\": \"2014-04-23\"}");
        for (var nothing : List.of("{}", "{\"reason\": \" \"}", "{\"reason\": \"" + "x".repeat(501) + "\"}")) {
            send(assistant, HttpMethod.POST, path, nothing).expectStatus().isBadRequest();
        }
        send(assistant, HttpMethod.POST, "/contacts/" + id("lisa") + "/security-value", "{\"reason\": \"x\"}")
                .expectStatus()
                .isNotFound();
        send(assistant, HttpMethod.POST, "/contacts/nobody/security-value", "{\"reason\": \"x\"}")
                .expectStatus()
                .isNotFound();
        send(administrator, HttpMethod.GET, "/audit?contact=" + id("bart"), null)
                .expectBody()
                .json("""
                        {"items": [{"action": "SECURITY_VALUE_REVEALED", "by": "edna", "details": {"reason": "The family called"}}]}""");
        var own = new LinkStore(service.database(), Clock.systemUTC())
                .own(new BusinessId(business), PersonRole.STUDENT, "17");
        send(assistant, HttpMethod.POST, "/contacts/" + own + "/security-value", "{\"reason\": \"x\"}")
                .expectBody()
                .json("{\"birthDate\": \"2014-04-23\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = AccessLevel.class,
            names = {"CUSTOMER", "APPOINTMENT_VIEWER", "APPOINTMENT_MAKER", "RESOURCE_ADMINISTRATOR"})
    void letsNobodyElseHelpParents(AccessLevel level) {
        var path = "/contacts/" + id("marge") + "/links/" + id("bart");
        for (var token : List.of(TestTokens.person(business, "x", level), TestTokens.service(Scopes.CONTACTS_READ))) {
            send(token, HttpMethod.POST, "/contacts/" + id("bart") + "/security-value", "{\"reason\": \"x\"}")
                    .expectStatus()
                    .isForbidden();
            send(token, HttpMethod.PUT, path, null).expectStatus().isForbidden();
            send(token, HttpMethod.DELETE, path, null).expectStatus().isForbidden();
            send(token, HttpMethod.GET, "/link-settings", null).expectStatus().isForbidden();
            send(token, HttpMethod.PUT, "/link-settings", "{}").expectStatus().isForbidden();
        }
    }

    @Test
    void letsOnlyParentsLink() {
        for (var token : List.of(
                TestTokens.person(business, id("lisa"), AccessLevel.CUSTOMER),
                TestTokens.person(business, "local:1", AccessLevel.ADMINISTRATOR))) {
            tryToLink(token, "bart", RIGHT).expectStatus().isForbidden();
            send(token, HttpMethod.GET, "/links", null).expectStatus().isForbidden();
        }
        for (var token : List.of(
                TestTokens.person("another", id("marge"), AccessLevel.CUSTOMER),
                TestTokens.service(Scopes.CONTACTS_READ))) {
            tryToLink(token, "bart", RIGHT).expectStatus().isForbidden();
        }
        send(administrator, HttpMethod.DELETE, "/contacts/" + id("marge"), null)
                .expectStatus()
                .isOk();
        tryToLink(marge, "bart", RIGHT).expectStatus().isForbidden();
    }

    @Test
    void keepsEditsInTheAuditLogWhichNobodyChanges() {
        var bart = "/contacts/" + id("bart");
        send(administrator, HttpMethod.PUT, bart + "/overrides/email", "{\"value\": \"bart@example.org\"}")
                .expectStatus()
                .isOk();
        send(administrator, HttpMethod.DELETE, bart + "/overrides/email", null)
                .expectStatus()
                .isOk();
        send(administrator, HttpMethod.DELETE, bart + "?reason=left", null)
                .expectStatus()
                .isOk();
        send(administrator, HttpMethod.POST, bart + "/restoration", null)
                .expectStatus()
                .isOk();
        send(administrator, HttpMethod.PUT, bart + "/access-level", "{\"level\": \"CUSTOMER\"}")
                .expectStatus()
                .isOk();
        send(administrator, HttpMethod.POST, bart + "/new-generation", null)
                .expectStatus()
                .isOk();

        var audit = body(send(administrator, HttpMethod.GET, "/audit", null));
        send(administrator, HttpMethod.GET, "/audit", null).expectBody().json("""
                        {"items": [{"action": "NEW_GENERATION"}, {"action": "LEVEL_CHANGED", "details": {"level": "CUSTOMER"}},
                         {"action": "CONTACT_RESTORED"}, {"action": "CONTACT_REMOVED", "details": {"reason": "left"}},
                         {"action": "OVERRIDE_REMOVED", "details": {"field": "email"}},
                         {"action": "FIELD_OVERRIDDEN", "by": "somebody", "details": {"field": "email"}}]}""");
        assertThat(audit).doesNotContain("bart@example.org");
        for (var method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            for (var path : List.of("/audit", "/audit/export", "/audit/x")) {
                send(administrator, method, path, "{}").expectStatus().is4xxClientError();
            }
        }
        assertThat(body(send(administrator, HttpMethod.GET, "/audit", null))).isEqualTo(audit);
        for (var token : List.of(
                TestTokens.person(business, "x", AccessLevel.EVENT_ADMINISTRATOR),
                TestTokens.person("another", "x", AccessLevel.ADMINISTRATOR),
                TestTokens.service(Scopes.CONTACTS_READ))) {
            send(token, HttpMethod.GET, "/audit", null).expectStatus().isForbidden();
            send(token, HttpMethod.GET, "/audit/export", null).expectStatus().isForbidden();
        }
        assertThat(body(send(administrator, HttpMethod.GET, "/audit/export", null)))
                .startsWith("at,by,action,contactId,details\r\n")
                .contains("FIELD_OVERRIDDEN");
    }

    private void publish(RosterRecord... records) {
        var sent = TOPIC.publish(List.of(records));
        await().atMost(LIMIT).until(() -> service.hasApplied(sent));
    }

    private String id(String sourceId) {
        return ContactId.first(new BusinessId(business), sourceId).value();
    }

    private ResponseSpec tryToLink(String token, String studentId, String value) {
        return send(
                token,
                HttpMethod.POST,
                "/links",
                "{\"studentId\": \"%s\", \"securityValue\": \"%s\"}".formatted(studentId, value));
    }

    private ResponseSpec change(String settings) {
        return send(administrator, HttpMethod.PUT, "/link-settings", settings);
    }

    private ResponseSpec send(String token, HttpMethod method, String path, @Nullable String body) {
        var request = service.http(token).method(method).uri("/businesses/" + business + path);
        return (body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body))
                .exchange();
    }

    private static String body(ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }

    private static String code(ResponseSpec answer) {
        return body(answer.expectStatus().isEqualTo(422)).replaceAll(".*\"supportCode\":\"([^\"]+)\".*", "$1");
    }
}
