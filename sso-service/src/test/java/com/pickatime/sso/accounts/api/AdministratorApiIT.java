package com.pickatime.sso.accounts.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PasswordLinkIssued;
import com.pickatime.events.PasswordLinkOccasion;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.accounts.Invitations;
import com.pickatime.sso.accounts.Invitations.Invitee;
import com.pickatime.sso.accounts.LocalAdministrator;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.testing.Events;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class AdministratorApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(TestStore.freshDatabaseName());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void invitesListsAndRemoves() {
        var oak = administratorOf("oak-a");
        invite(oak, "oak-a", "Ada", "ada@example.org")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.id")
                .isNotEmpty()
                .jsonPath("$.expiresAt")
                .isNotEmpty()
                .jsonPath("$.invitationUrl")
                .value(String.class, url -> assertThat(url).matches("http://[^/]+/invitations/[A-Za-z0-9_-]{43}"));

        var only = list(oak, "oak-a").get(0);
        assertThat(only)
                .containsEntry("displayName", "Ada")
                .containsEntry("email", "ada@example.org")
                .containsEntry("canSignIn", false)
                .doesNotContainKeys("passwordHash", "invitationHash", "token");

        remove(oak, "oak-a", String.valueOf(only.get("id"))).expectStatus().isNoContent();
        assertThat(list(oak, "oak-a")).isEmpty();
    }

    @Test
    void anInvitationThatIsMailedIsShownToNobodyElse() {
        var team = administratorOf(BusinessId.ONBOARDING_TEAM.value());
        invite(team, "oak-mailed", "Ada", "ada@example.org")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.invitationUrl")
                .isEmpty();
        var id = String.valueOf(list(team, "oak-mailed").get(0).get("id"));
        team.post()
                .uri("/businesses/oak-mailed/administrators/{id}/invitation?mail=true", id)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.invitationUrl")
                .isEmpty();

        assertThat(Events.of(Topics.PASSWORD_LINKS, "oak-mailed", PasswordLinkIssued.class))
                .hasSize(2)
                .allSatisfy(letter -> {
                    assertThat(letter.getOccasion()).isEqualTo(PasswordLinkOccasion.INVITATION);
                    assertThat(letter.toString()).doesNotContain("example.org", "/invitations/");
                });
        remove(team, "oak-mailed", id).expectStatus().isForbidden();
    }

    @Test
    void anAdministratorCannotRemoveTheLastWhoCanSignInAndAnOperatorCan() {
        var ada = withPassword("oak-b", "ada@example.org");

        remove(administratorOf("oak-b"), "oak-b", ada.id())
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("invite another one first"));
        remove(operator(), "oak-b", ada.id()).expectStatus().isNoContent();
        remove(operator(), "oak-b", ada.id()).expectStatus().isNotFound();
    }

    @Test
    void tellsAServiceWhichContactsEverSignedIn() {
        var ada = new SignedInPerson(
                new BusinessId("oak-s"), "c1", "Ada", AccessLevel.CUSTOMER, SignInMethod.PASSWORD, null);
        service.signIn(ada);
        remember("oak-s", "c3");

        lookUp("oak-s", List.of("c1", "c2", "c3"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.items[0].contactId")
                .isEqualTo("c1")
                .jsonPath("$.items[0].lastSignInAt")
                .isNotEmpty()
                .jsonPath("$.items[1].contactId")
                .isEqualTo("c3");
        lookUp("oak-other", List.of("c1"))
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(0);
        lookUp("oak-s", List.of()).expectStatus().isBadRequest();
    }

    /** As a release before kept it: of those with a password alone. */
    private static void remember(String business, String contact) {
        service.insert(
                "contact_passwords",
                new Document("_id", business + ':' + contact)
                        .append("businessId", business)
                        .append("contactId", contact)
                        .append("lastSignInAt", new Date()));
    }

    private static WebTestClient.ResponseSpec lookUp(String business, List<String> ids) {
        return service.http(service.operator(Scopes.SIGN_INS_READ))
                .post()
                .uri("/businesses/{business}/sign-ins/lookups", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("ids", ids))
                .exchange();
    }

    @Test
    void whoIsRemovedIsSignedOut() {
        var ada = withPassword("oak-c", "ada@example.org");
        withPassword("oak-c", "grace@example.org");
        var cookie = service.signIn(new SignedInPerson(
                new BusinessId("oak-c"), ada.subject(), "Ada", AccessLevel.ADMINISTRATOR, SignInMethod.PASSWORD, null));
        session(cookie).expectStatus().isOk();

        remove(administratorOf("oak-c"), "oak-c", ada.id()).expectStatus().isNoContent();

        session(cookie).expectStatus().isUnauthorized();
    }

    @Test
    void anotherBusinesssAdministratorIsUnknown() {
        var ada = withPassword("oak-d", "ada@example.org");

        remove(administratorOf("elm-d"), "elm-d", ada.id()).expectStatus().isNotFound();
        reinvite(administratorOf("elm-d"), "elm-d", ada.id()).expectStatus().isNotFound();
        reinvite(operator(), "oak-d", ada.id()).expectStatus().isCreated();
    }

    @Test
    void anAdministratorGetsNoInvitationThatWouldMakeThemAColleague() {
        var ada = withPassword("oak-g", "ada@example.org");
        var mallory = administratorOf("oak-g");

        for (var answer :
                List.of(invite(mallory, "oak-g", "Mallory", "ADA@example.org"), reinvite(mallory, "oak-g", ada.id()))) {
            answer.expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.invitationUrl")
                    .doesNotExist()
                    .jsonPath("$.detail")
                    .value(String.class, detail -> assertThat(detail).contains("has a password", "remove them"));
        }
        assertThat(list(mallory, "oak-g").get(0)).containsEntry("displayName", "Ada");
    }

    @Test
    void anAdministratorGetsAnInvitationForHerself() {
        var ada = withPassword("oak-h", "ada@example.org");
        var herself = service.http(service.person("oak-h", ada.subject(), AccessLevel.ADMINISTRATOR));

        reinvite(herself, "oak-h", ada.id()).expectStatus().isCreated();
    }

    @Test
    void replacesNoInvitationThatWasNotSeen() {
        var oak = administratorOf("oak-i");
        invite(oak, "oak-i", "Ada", "ada@example.org").expectStatus().isCreated();
        var line = list(oak, "oak-i").get(0);
        var id = String.valueOf(line.get("id"));
        var seen = String.valueOf(line.get("etag"));

        reinvite(oak, "oak-i", id, "\"0\"").expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        assertThat(list(oak, "oak-i").get(0)).containsEntry("etag", seen);
        reinvite(oak, "oak-i", id, seen).expectStatus().isCreated();
        reinvite(oak, "oak-i", id, seen)
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                .expectBody()
                .jsonPath("$.invitationUrl")
                .doesNotExist();
        reinvite(oak, "oak-i", "nobody", seen).expectStatus().isNotFound();
    }

    private static WebTestClient.ResponseSpec reinvite(WebTestClient who, String business, String id, String ifMatch) {
        return who.post()
                .uri("/businesses/{business}/administrators/{id}/invitation", business, id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .exchange();
    }

    @Test
    void explainsWhatMustChange() {
        invite(operator(), "oak-e", " ", "nobody")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("displayName")
                .jsonPath("$.errors[1].field")
                .isEqualTo("email");
    }

    @ParameterizedTest
    @EnumSource(value = AccessLevel.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void isForAdministratorsOnly(AccessLevel level) {
        refusesEverything(service.http(service.person("oak-f", level)), 403);
    }

    @Test
    void isNotForOthers() {
        refusesEverything(administratorOf("elm-f"), 403);
        refusesEverything(service.http(service.operator(Scopes.CONTACTS_READ)), 403);
        refusesEverything(service.http(), 401);
    }

    private static void refusesEverything(WebTestClient who, int status) {
        who.get()
                .uri("/businesses/oak-f/administrators")
                .exchange()
                .expectStatus()
                .isEqualTo(status);
        invite(who, "oak-f", "Mallory", "mallory@example.org").expectStatus().isEqualTo(status);
        remove(who, "oak-f", "some-id").expectStatus().isEqualTo(status);
        reinvite(who, "oak-f", "some-id").expectStatus().isEqualTo(status);
    }

    private static LocalAdministrator withPassword(String business, String email) {
        var invitations = service.bean(Invitations.class);
        return Objects.requireNonNull(invitations
                        .invite(new BusinessId(business), "Ada", email, Invitee.ANYBODY)
                        .flatMap(invitation -> invitations.accept(invitation.token(), "a hash"))
                        .block(PATIENCE))
                .who();
    }

    private static WebTestClient administratorOf(String business) {
        return service.http(service.person(business, AccessLevel.ADMINISTRATOR));
    }

    private static WebTestClient operator() {
        return service.http(service.operator(Scopes.SSO_MANAGE));
    }

    private static WebTestClient.ResponseSpec invite(WebTestClient who, String business, String name, String email) {
        return who.post()
                .uri("/businesses/{business}/administrators", business)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("displayName", name, "email", email))
                .exchange();
    }

    private static WebTestClient.ResponseSpec reinvite(WebTestClient who, String business, String id) {
        return who.post()
                .uri("/businesses/{business}/administrators/{id}/invitation", business, id)
                .exchange();
    }

    private static WebTestClient.ResponseSpec remove(WebTestClient who, String business, String id) {
        return who.delete()
                .uri("/businesses/{business}/administrators/{id}", business, id)
                .exchange();
    }

    private static WebTestClient.ResponseSpec session(String cookie) {
        return service.http()
                .get()
                .uri("/session")
                .cookie(RunningService.SESSION_COOKIE, cookie)
                .exchange();
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static List<Map<String, Object>> list(WebTestClient who, String business) {
        Map page = who.get()
                .uri("/businesses/{business}/administrators", business)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return (List) Objects.requireNonNull(Objects.requireNonNull(page).get("items"));
    }
}
