package com.pickatime.sso.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.sso.testing.RunningService;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;

class TokenIssuanceIT {

    private static final String SECRET = "0123456789abcdef+/=0123456789abcdef";
    private static final String RIGHT = "client_id=reader&client_secret=0123456789abcdef%2B%2F%3D0123456789abcdef";
    private static final String GRANT = "grant_type=client_credentials";

    private static RunningService service;

    @BeforeAll
    static void start() {
        service = RunningService.start(
                TestStore.freshDatabaseName(),
                Map.of(
                        "sso.clients.reader.secret", SECRET,
                        "sso.clients.reader.scopes", "contacts.read,sso.manage",
                        "sso.clients.off.secret", "",
                        "sso.clients.off.scopes", "contacts.read"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void publishesPublicKeysThatMayBeKeptForAMinute() throws Exception {
        var answer = service.http()
                .get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=60, public")
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .returnResult(String.class)
                .getResponseBody()
                .blockFirst(Duration.ofSeconds(30));

        var keys = JWKSet.parse(Objects.requireNonNull(answer)).getKeys();
        assertThat(keys).hasSize(1).noneMatch(key -> key.isPrivate());
    }

    @Test
    void givesAClientATokenThatTheResourceServerTakes() {
        var token = decoded(text(post(GRANT + "&" + RIGHT)
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
                .isEqualTo("contacts.read sso.manage")));

        assertThat(token.getSubject()).isEqualTo("reader");
        assertThat(token.getClaimAsString("scope")).isEqualTo("contacts.read sso.manage");
        assertThat(token.getClaimAsString("client_id")).isEqualTo("reader");
        assertThat(token.getClaims()).doesNotContainKeys("business_id", "access_level");
        assertThat(token.getHeaders()).containsEntry("typ", "at+jwt").containsEntry("alg", "ES256");
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void takesBasicCredentialsWhosePartsAreFormEncoded() {
        service.http()
                .post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("reader", "0123456789abcdef%2B%2F%3D0123456789abcdef"))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(GRANT)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void narrowsTheScopesOnRequest() {
        post(GRANT + "&scope=contacts.read&" + RIGHT)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.scope")
                .isEqualTo("contacts.read");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=client_credentials,                                                  401, invalid_client",
        "grant_type=client_credentials&client_id=reader,                                 401, invalid_client",
        "grant_type=client_credentials&client_id=reader&client_secret=wrong,             401, invalid_client",
        "grant_type=client_credentials&client_id=nobody&client_secret=wrong,             401, invalid_client",
        "grant_type=client_credentials&client_id=off&client_secret=,                     401, invalid_client",
        "client_id=reader&client_secret=x,                                               400, invalid_request",
        "grant_type=&client_id=reader&client_secret=x,                                   400, invalid_request",
        "grant_type=client_credentials&grant_type=client_credentials,                    400, invalid_request",
        "grant_type=%zz,                                                                 400, invalid_request",
        "grant_type=password&client_id=reader&client_secret=x,                           400, unsupported_grant_type",
        "grant_type=authorization_code,                                                  400, unsupported_grant_type"
    })
    void refusesInTheWordsOfOAuth(String form, int status, String error) {
        var answer = post(form).expectStatus().isEqualTo(status);

        answer.expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo(error)
                .jsonPath("$.error_description")
                .isNotEmpty();
        if (status == 401) {
            answer.expectHeader().exists(HttpHeaders.WWW_AUTHENTICATE);
        }
    }

    @Test
    void refusesAScopeThatTheClientMayNotHave() {
        post(GRANT + "&scope=contacts.read%20imports.manage&" + RIGHT)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("invalid_scope");
    }

    @Test
    void refusesAClientThatSaysWhoItIsTwice() {
        service.http()
                .post()
                .uri("/oauth2/token")
                .headers(headers -> headers.setBasicAuth("reader", "x"))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(GRANT + "&" + RIGHT)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("invalid_request");
    }

    @Test
    void refusesABodyThatIsNoForm() {
        service.http()
                .post()
                .uri("/oauth2/token")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("invalid_request");
    }

    @Test
    void namesAPersonsBusinessAndLevelAndNoName() throws Exception {
        var text = service.person("oak", AccessLevel.APPOINTMENT_VIEWER);

        var token = decoded(text);
        assertThat(token.getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss", "sub", "aud", "exp", "iat", "jti", "client_id", "business_id", "access_level");
        assertThat(token.getClaimAsString("business_id")).isEqualTo("oak");
        assertThat(token.getClaimAsString("access_level")).isEqualTo("APPOINTMENT_VIEWER");
        assertThat(SignedJWT.parse(text).getHeader().getKeyID()).isNotBlank();
    }

    @Test
    void opensItsOwnOperatorEndpoints() {
        service.http(service.operator("sso.manage"))
                .get()
                .uri("/keys/saml/rotation")
                .exchange()
                .expectStatus()
                .isOk();
        service.http(service.operator("contacts.read"))
                .get()
                .uri("/keys/saml/rotation")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void rotatesTheSamlKeyOnAnOperatorsWord() {
        var operator = service.http(service.operator("sso.manage"));

        step(operator, "{\"step\":\"activate\"}").expectStatus().isEqualTo(409);
        step(operator, "{\"step\":\"now\"}").expectStatus().isBadRequest();
        step(operator, "{}").expectStatus().isBadRequest();
        step(operator, "{\"step\":\"prepare\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.keys[*].state")
                .value(states -> assertThat(states).hasToString("[\"SIGNING\",\"WAITING\"]"));
        step(operator, "{\"step\":\"activate\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.keys[*].state")
                .value(states -> assertThat(states).hasToString("[\"SIGNING\",\"FORMER\"]"));
    }

    private static WebTestClient.ResponseSpec step(WebTestClient operator, String body) {
        return operator.post()
                .uri("/keys/saml/rotation")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient.ResponseSpec post(String form) {
        return service.http()
                .post()
                .uri("/oauth2/token")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(form)
                .exchange();
    }

    private static String text(WebTestClient.BodyContentSpec answer) {
        var body = new String(Objects.requireNonNull(answer.returnResult().getResponseBody()));
        return body.replaceFirst("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private static Jwt decoded(String token) {
        return Objects.requireNonNull(
                service.bean(ReactiveJwtDecoder.class).decode(token).block(Duration.ofSeconds(30)));
    }
}
