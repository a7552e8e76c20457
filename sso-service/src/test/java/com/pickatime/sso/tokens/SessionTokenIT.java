package com.pickatime.sso.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.saml.NameId;
import com.pickatime.sso.sessions.IdpSession;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SessionTokenIT {

    private static final String ADA =
            "{\"outcome\":\"MATCHED\",\"matchedBy\":\"SOURCE_ID\",\"contact\":{\"contactId\":\"ada\",\"displayName\":\"Ada"
                    + " Lovelace\",\"roles\":[\"TEACHER\"],\"level\":\"%s\"}}";

    private static final AtomicReference<String> ANSWER = new AtomicReference<>("");
    private static DisposableServer contacts;
    private static RunningService service;

    private String cookie = "";

    @BeforeAll
    static void start() {
        contacts = HttpServer.create()
                .maxKeepAliveRequests(1)
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.header("Content-Type", "application/json")
                        .status(Objects.requireNonNull(ANSWER.get()).isEmpty() ? 500 : 200)
                        .sendString(Mono.fromSupplier(ANSWER::get)))
                .bindNow();
        service = RunningService.start(
                TestStore.freshDatabaseName(), Map.of("sso.contacts.base-url", "http://127.0.0.1:" + contacts.port()));
    }

    @AfterAll
    static void stop() {
        service.close();
        contacts.disposeNow();
    }

    @BeforeEach
    void signIn() {
        ANSWER.set(ADA.formatted("APPOINTMENT_VIEWER"));
        cookie = service.signIn(new SignedInPerson(
                new BusinessId("oak"),
                "ada",
                "Ada Lovelace",
                AccessLevel.ADMINISTRATOR,
                SignInMethod.SAML,
                new IdpSession("https://idp.example", new NameId("ada", null, null, null), null, null)));
    }

    @Test
    void exchangesASessionForATokenWithTodaysLevel() {
        var body = new String(Objects.requireNonNull(ask("pickatime", "same-origin")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectBody()
                .jsonPath("$.token_type")
                .isEqualTo("Bearer")
                .jsonPath("$.expires_in")
                .isEqualTo(300)
                .jsonPath("$.scope")
                .doesNotExist()
                .returnResult()
                .getResponseBody()));

        var token = Objects.requireNonNull(service.bean(ReactiveJwtDecoder.class)
                .decode(body.replaceFirst("(?s).*\"access_token\":\"([^\"]+)\".*", "$1"))
                .block(Duration.ofSeconds(30)));
        assertThat(token.getSubject()).isEqualTo("ada");
        assertThat(token.getClaimAsString("business_id")).isEqualTo("oak");
        assertThat(token.getClaimAsString("access_level")).isEqualTo("APPOINTMENT_VIEWER");
    }

    @Test
    void servesAServerThatPassesTheCookieOn() {
        ask("pickatime", null).expectStatus().isOk();
    }

    @Test
    void refusesWhatAnotherSitesPageCanSend() {
        ask(null, null).expectStatus().isForbidden();
        ask("XMLHttpRequest", null).expectStatus().isForbidden();
        ask("pickatime", "cross-site").expectStatus().isForbidden();
        ask("pickatime", "same-site").expectStatus().isForbidden();
        ask("pickatime", "none").expectStatus().isForbidden();
    }

    @Test
    void allowsNoOtherOriginToSendTheHeader() {
        service.http()
                .options()
                .uri("/session/token")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-requested-with")
                .exchange()
                .expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
    }

    @Test
    void endsTheSessionOfSomebodyWhoMayNotComeInAnyMore() {
        ANSWER.set("{\"outcome\":\"DISABLED\"}");

        ask("pickatime", null)
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .value(HttpHeaders.SET_COOKIE, value -> assertThat(value).contains("Max-Age=0"));

        ANSWER.set(ADA.formatted("ADMINISTRATOR"));
        ask("pickatime", null).expectStatus().isUnauthorized();
    }

    @Test
    void keepsTheSessionWhileNobodyCanTell() {
        ANSWER.set("");
        ask("pickatime", null).expectStatus().isEqualTo(503);

        ANSWER.set(ADA.formatted("CUSTOMER"));
        ask("pickatime", null).expectStatus().isOk();
    }

    @Test
    void endsTheSessionOfALocalAdministratorWhoIsGone() {
        cookie = service.signIn(new SignedInPerson(
                new BusinessId("oak"),
                SignedInPerson.LOCAL + "gone",
                "Grace",
                AccessLevel.ADMINISTRATOR,
                SignInMethod.PASSWORD,
                null));

        ask("pickatime", null).expectStatus().isUnauthorized();
    }

    @Test
    void givesNothingToNobody() {
        cookie = "invented";

        ask("pickatime", null).expectStatus().isUnauthorized();
    }

    private WebTestClient.ResponseSpec ask(@Nullable String requestedWith, @Nullable String site) {
        var request = service.http().post().uri("/session/token").cookie(RunningService.SESSION_COOKIE, cookie);
        if (requestedWith != null) {
            request.header("X-Requested-With", requestedWith);
        }
        if (site != null) {
            request.header("Sec-Fetch-Site", site);
        }
        return request.exchange();
    }
}
