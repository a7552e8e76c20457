package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.Mails;
import com.pickatime.simulator.records.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A parent whom the roster does not name as one wants to reach a child: first the roster has no birth dates, and later the
 * child's source ID is somebody else's. Each test begins where the one before ended.
 */
@Order(5)
@ExtendWith(SharedDistrict.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinkJourneyIT {

    private static final String FAILURE =
            "We are unable to find your student records with the values you have supplied.";
    /** Of a district whose roster is read from its own server. */
    private static final String CURE =
            "Let pickAtime's key read demographics on the district's OneRoster server, and import again.";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final DateTimeFormatter AS_PARENTS_WRITE = DateTimeFormatter.ofPattern("MM/dd/uuuu");
    private static final int UNPROCESSABLE = 422;

    private static District district;
    private static School school;
    private static ServedPeople people;
    private static User child;
    private static LocalDate born;
    private static Visitor parent;
    private static String linked = "";

    @BeforeAll
    static void start(District started) {
        district = started;
        district.stack().simulator().delete("/control/faults");
        district.switchOn(Map.of("type", "demographics-not-shared", "appearance", "forbidden"));
        school = School.open(district, "links-school");
        people = ServedPeople.of(SharedDistrict.STUDENTS, District.SEED);
        child = people.students()
                .filter(student -> people.birthDate(student).isPresent())
                .findFirst()
                .orElseThrow();
        born = people.birthDate(child).orElseThrow();
        parent = new Visitor(district);
    }

    @AfterAll
    static void mend() {
        district.stack().simulator().delete("/control/faults");
    }

    @Test
    @Order(1)
    void withoutBirthDatesThePreflightSaysThatParentsCannotBeInvitedAndWhatToClick() {
        assertCompleted(school.connect(district.ports().simulator()));

        var preflight = school.get("/birth-date-preflight");

        assertThat(preflight.path("readyToInviteParents").asBoolean(true)).isFalse();
        assertThat(preflight.path("studentsWithoutBirthDate").asInt()).isEqualTo(SharedDistrict.STUDENTS);
        assertThat(preflight.path("parentsAffected").asInt()).isPositive();
        assertThat(preflight.path("clicks").asString()).contains(CURE);
        assertThat(preflight.path("reasons").toString()).contains(SharedDistrict.STUDENTS + " students", CURE);
    }

    @Test
    @Order(2)
    void theParentIsToldNothingButTheKnownSentenceAndACodeWhichTellsTheAdministratorCauseAndCure() {
        var relative = people.guardians()
                .filter(people::hasAnAddress)
                .filter(guardian -> !ServedPeople.areRelated(guardian, child))
                .findFirst()
                .orElseThrow();
        parent = school.whoChooses("a tuba in the umbrella stand", ServedPeople.email(relative));

        var resolved = resolved(refused(link(child, born)));

        assertThat(resolved.path("cause").asString()).isEqualTo("NO_BIRTH_DATE");
        assertThat(resolved.path("cure").asString()).contains(CURE);
        assertThat(resolved.path("student").asString()).isEqualTo(contact(child));
        assertThat(resolved.path("parent").asString())
                .isEqualTo(parent.who().path("subject").asString());
        assertThat(children()).doesNotContain(contact(child));
    }

    @Test
    @Order(3)
    void withThePermissionAndTheBirthDatesThatTheOfficeLackedThePreflightSaysReady() {
        district.stack().simulator().delete("/control/faults");
        assertCompleted(school.importAgain());
        var missing = school.get("/contacts?role=STUDENT&only=MISSING_BIRTH_DATE&limit=200")
                .path("items");
        assertThat(missing.size())
                .isEqualTo(district.facts().path("studentsWithoutBirthDate").asInt())
                .isLessThan(SharedDistrict.STUDENTS);
        missing.forEach(student -> district.switchOn(Map.of(
                "type",
                "birth-date-changed",
                "sourcedId",
                student.path("sourceId").asString(),
                "birthDate",
                "2014-04-23")));

        assertCompleted(school.importAgain());

        var preflight = school.get("/birth-date-preflight");
        assertThat(preflight.path("readyToInviteParents").asBoolean())
                .as(preflight.toPrettyString())
                .isTrue();
        assertThat(preflight.path("reasons").size()).isZero();
    }

    @Test
    @Order(4)
    void theSameParentLinksWithTheSameValuesAndSeesTheChild() {
        linked = School.json(link(child, born)).path("contactId").asString();

        assertThat(linked).isEqualTo(contact(child));
        assertThat(children()).contains(linked);
        assertThat(parent.contacts("GET", school.id() + "/contacts?limit=1", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    @Order(5)
    void aSourceIdThatGoesToAnotherChildIsQuarantinedAndTheLinkIsFrozen() {
        district.switchOn(Map.of(
                "type",
                "person-renamed",
                "sourcedId",
                ServedPeople.id(child),
                "givenName",
                "Zebulon",
                "familyName",
                "Quackenbush"));
        district.switchOn(Map.of(
                "type",
                "birth-date-changed",
                "sourcedId",
                ServedPeople.id(child),
                "birthDate",
                born.plusDays(400).toString()));

        var run = school.importAgain();

        assertCompleted(run);
        assertThat(run.path("plan").path("warnings").toString()).contains("RECYCLED_IDS");
        var mail =
                new Mails(district.stack().inbox()).await(run.path("importId").asString(), LIMIT);
        assertThat(mail.path("text").asString())
                .contains("PLEASE NOTE", "their name and their birth date changed at once");
        assertThat(children()).doesNotContain(linked);
        assertThat(contactIds(school.get("/quarantine"))).containsExactly(linked);
        for (var date : List.of(born, born.plusDays(400))) {
            assertThat(resolved(refused(link(child, date))).path("cause").asString())
                    .isEqualTo("QUARANTINED");
        }
    }

    @Test
    @Order(6)
    void decidedToBeAnotherPersonTheNewChildStartsCleanAndIsNotTheOldParents() {
        var decided = school.post("/contacts/" + linked + "/quarantine", Map.of("decision", "ANOTHER_PERSON"));
        assertCompleted(school.importAgain());

        assertThat(contactIds(school.get("/quarantine"))).isEmpty();
        var newChild = contact(child);
        assertThat(newChild)
                .isNotEqualTo(linked)
                .isEqualTo(decided.path("successor").asString());
        assertThat(school.get("/contacts/" + newChild).path("givenName").asString())
                .isEqualTo("Zebulon");
        assertThat(school.get("/contacts/" + linked).path("state").asString()).isEqualTo("REMOVED");
        assertThat(school.get("/contacts/" + newChild + "/relationships").toString())
                .doesNotContain("LINK");
        assertThat(children()).isNotEmpty().doesNotContain(linked, newChild);
        assertThat(resolved(refused(link(child, born))).path("cause").asString())
                .isEqualTo("WRONG_VALUE");
        assertThat(School.json(link(child, born.plusDays(400)))
                        .path("contactId")
                        .asString())
                .as("who knows the new child's birth date")
                .isEqualTo(newChild);
    }

    private static HttpResponse<String> link(User student, LocalDate birthDate) {
        return parent.contacts(
                "POST",
                school.id() + "/links",
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "studentId",
                                ServedPeople.id(student),
                                "securityValue",
                                AS_PARENTS_WRITE.format(birthDate))));
    }

    /** The code that the parent is given. */
    private static String refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(UNPROCESSABLE);
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("detail").asString()).isEqualTo(FAILURE);
        assertThat(answer.body()).doesNotContain(ServedPeople.id(child));
        return problem.path("supportCode").asString();
    }

    /** As the parent read it out on the telephone. */
    private static JsonNode resolved(String code) {
        return school.get("/support-codes/" + code.toLowerCase(Locale.ROOT));
    }

    private static List<String> children() {
        return contactIds(School.json(parent.contacts("GET", school.id() + "/links", "")));
    }

    private static List<String> contactIds(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("contactId").asString())
                .toList();
    }

    private static String contact(User person) {
        return contactIds(school.get("/contacts?sourceId=" + JsonClient.segment(ServedPeople.id(person))))
                .get(0);
    }

    private static void assertCompleted(JsonNode run) {
        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("COMPLETED");
        assertThat(run.path("completion").path("differences").asInt()).isZero();
    }
}
