package com.pickatime.sso.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.MetadataServer;
import com.pickatime.sso.federation.MetadataXml;
import com.pickatime.sso.federation.SigningCertificate;
import com.pickatime.sso.federation.TestCertificates;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.testing.RunningService;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class SetupIT {

    private static final String BASE = "https://sso.pickatime.example";

    private static RunningService service;

    private final String businessId = "b-" + UUID.randomUUID();
    private final X509Certificate certificate = TestCertificates.lasting(
            Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofDays(400)));
    private final MetadataServer server =
            new MetadataServer().serves(MetadataXml.of("https://idp.example", certificate));

    @BeforeAll
    static void start() {
        service = RunningService.start(
                TestStore.freshDatabaseName(), Map.of("sso.metadata.allow-loopback", "true", "sso.base-url", BASE));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void tellsWhatToEnterAtTheIdentityProviderBeforeAnythingIsSetUp() {
        var saml = BASE + "/saml/" + businessId;

        get().jsonPath("$.provider")
                .isEqualTo("NONE")
                .jsonPath("$.serviceProvider.entityId")
                .isEqualTo(saml + "/metadata")
                .jsonPath("$.serviceProvider.metadataUrl")
                .isEqualTo(saml + "/metadata")
                .jsonPath("$.serviceProvider.assertionConsumerUrl")
                .isEqualTo(saml + "/acs")
                .jsonPath("$.serviceProvider.singleLogoutUrl")
                .isEqualTo(saml + "/slo")
                .jsonPath("$.serviceProvider.loginUrl")
                .isEqualTo(saml + "/login")
                .jsonPath("$.serviceProvider.signInUrl")
                .isEqualTo(BASE + "/sign-in/" + businessId)
                .jsonPath("$.attributes.sourceId[0]")
                .isEqualTo("OR:userSourcedId")
                .jsonPath("$.changedAt")
                .doesNotExist()
                .jsonPath("$.metadata")
                .doesNotExist()
                .jsonPath("$.warnings")
                .isEmpty();
    }

    @Test
    void savesSettingsAndTellsWhatTheMetadataSays() {
        put(settings()).jsonPath("$.metadata.entityId").isEqualTo("https://idp.example");

        get().jsonPath("$.provider")
                .isEqualTo("CLASSLINK_SAML")
                .jsonPath("$.idpMetadataUrl")
                .isEqualTo(server.url().toString())
                .jsonPath("$.allowIdpInitiated")
                .isEqualTo(true)
                .jsonPath("$.changedBy")
                .isEqualTo("subject-of-a-test")
                .jsonPath("$.changedAt")
                .isNotEmpty()
                .jsonPath("$.metadata.entityId")
                .isEqualTo("https://idp.example")
                .jsonPath("$.metadata.singleSignOnUrl")
                .isEqualTo("https://idp.example/sso")
                .jsonPath("$.metadata.fetchedAt")
                .isNotEmpty()
                .jsonPath("$.metadata.lastFailure")
                .doesNotExist()
                .jsonPath("$.metadata.certificates.length()")
                .isEqualTo(1)
                .jsonPath("$.metadata.certificates[0].fingerprint")
                .isEqualTo(SigningCertificate.of(certificate).fingerprint())
                .jsonPath("$.metadata.certificates[0].daysLeft")
                .isEqualTo(400);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void savesNothingWhoseMetadataCannotBeFetched() {
        server.isAway();

        refused(settings(), "idpMetadataUrl", "answers with an error");
        get().jsonPath("$.provider").isEqualTo("NONE");
        assertThat(service.bean(SsoSettingsStore.class)
                        .stored(new BusinessId(businessId))
                        .blockOptional(Duration.ofSeconds(30)))
                .isEmpty();
    }

    @Test
    void savesNothingWhoseMetadataIsNone() {
        server.serves("<!DOCTYPE html><html><body>secret</body></html>");

        refused(settings(), "idpMetadataUrl", "shows a web page");
        get().jsonPath("$.provider").isEqualTo("NONE");
    }

    @Test
    void keepsTheSettingsThereAreWhenNewOnesAreRefused() {
        put(settings());
        refused(
                "{\"provider\": \"CLASSLINK_SAML\", \"idpMetadataUrl\": \"https://10.0.0.1/m\"}",
                "idpMetadataUrl",
                "private");

        get().jsonPath("$.idpMetadataUrl")
                .isEqualTo(server.url().toString())
                .jsonPath("$.metadata.entityId")
                .isEqualTo("https://idp.example");
    }

    @Test
    void namesASettingThatDoesNotExist() {
        refused("{\"provider\": \"NONE\", \"allowSHA1\": true}", "allowSHA1", "is not a setting");
    }

    @Test
    void checksSettingsWithoutSavingThem() {
        check(settings())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.metadata.entityId")
                .isEqualTo("https://idp.example")
                .jsonPath("$.warnings")
                .isEmpty();
        server.isAway();
        check(settings())
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("idpMetadataUrl");
        check("{\"provider\": \"NONE\"}").expectStatus().isOk();

        get().jsonPath("$.provider").isEqualTo("NONE").jsonPath("$.changedAt").doesNotExist();
    }

    @Test
    void warnsOfSha1() {
        put(settings().replace("{", "{\"allowSha1\": true, "));

        get().jsonPath("$.warnings.length()")
                .isEqualTo(1)
                .jsonPath("$.warnings[0]")
                .value(warning -> assertThat(String.valueOf(warning)).contains("SHA-1"));
    }

    @Test
    void forgetsTheMetadataOfAnIdentityProviderThatIsNoLongerUsed() {
        put(settings());
        put("{\"provider\": \"NONE\"}").jsonPath("$.metadata").doesNotExist();

        assertThat(held()).isZero();
        get().jsonPath("$.provider").isEqualTo("NONE").jsonPath("$.changedAt").isNotEmpty();
    }

    @Test
    void deletesSettingsAndMetadata() {
        put(settings());
        administrator()
                .delete()
                .uri("/businesses/{b}/sso-settings", businessId)
                .exchange()
                .expectStatus()
                .isNoContent();

        assertThat(held()).isZero();
        get().jsonPath("$.provider").isEqualTo("NONE").jsonPath("$.changedAt").doesNotExist();
    }

    @Test
    void letsAdministratorsOfTheBusinessAndTheOnboardingTeamAlone() {
        for (var method : new HttpMethod[] {HttpMethod.GET, HttpMethod.PUT, HttpMethod.DELETE}) {
            assertThat(status(service.http(), method)).isEqualTo(401);
            assertThat(status(service.http(service.person(businessId, AccessLevel.EVENT_ADMINISTRATOR)), method))
                    .isEqualTo(403);
            assertThat(status(service.http(service.person("another", AccessLevel.ADMINISTRATOR)), method))
                    .isEqualTo(403);
            assertThat(status(service.http(service.operator(Scopes.CONTACTS_READ)), method))
                    .isEqualTo(403);
            assertThat(status(service.http(service.operator(Scopes.SSO_MANAGE)), method))
                    .isBetween(200, 204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$set: {provider: 'SOMETHING_ELSE'}}",
                "{$set: {provider: 7}}",
                "{$set: {idpMetadataUrl: 'https://idp example/metadata'}}",
                "{$unset: {idpMetadataUrl: 1}}",
                "{$unset: {allowSha1: 1}}",
                "{$unset: {attributes: 1}}",
                "{$set: {'attributes.email': 'mail'}}",
                "{$unset: {changedAt: 1}}"
            })
    void saysThatSettingsAreSpoiltAndTakesNewOnes(String poison, CapturedOutput output) {
        var other = "b-" + UUID.randomUUID();
        put(settings());
        Mono.from(service.database()
                        .getCollection("sso_settings")
                        .updateOne(Filters.eq("_id", businessId), Document.parse(poison)))
                .block(Duration.ofSeconds(30));

        administrator()
                .get()
                .uri("/businesses/{b}/sso-settings", businessId)
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(String.valueOf(detail)).contains("cannot be read", "enter them again"));
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR") && line.contains(businessId)))
                .hasSize(1)
                .allMatch(line -> line.contains("cannot be read"));
        service.http(service.person(other, AccessLevel.ADMINISTRATOR))
                .get()
                .uri("/businesses/{b}/sso-settings", other)
                .exchange()
                .expectStatus()
                .isOk();

        put(settings());
        get().jsonPath("$.provider").isEqualTo("CLASSLINK_SAML");
    }

    @Test
    void changesOnlyTheSettingsThatWereSeen() {
        var nothing = tag();
        put(settings());
        var seen = tag();
        assertThat(seen).isNotEqualTo(nothing);

        for (var stale : List.of(nothing, "\"1\"")) {
            as(stale, "{\"provider\": \"NONE\"}")
                    .expectStatus()
                    .isEqualTo(HttpStatus.PRECONDITION_FAILED)
                    .expectBody()
                    .jsonPath("$.detail")
                    .value(String.class, detail -> assertThat(detail).contains("Somebody else changed"));
        }
        assertThat(tag()).isEqualTo(seen);
        as(seen, "{\"provider\": \"NONE\"}").expectStatus().isOk();
        as(seen, "{\"provider\": \"NONE\"}").expectStatus().isEqualTo(HttpStatus.PRECONDITION_FAILED);
        as("*", "{\"provider\": \"NONE\"}").expectStatus().isOk();
    }

    @Test
    void wantsJson() {
        administrator()
                .put()
                .uri("/businesses/{b}/sso-settings", businessId)
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(settings())
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @Test
    void putsNoAddressOfAnIdentityProviderIntoTheLog(CapturedOutput output) {
        put(settings());
        server.isAway();
        refused(settings(), "idpMetadataUrl", "error");

        assertThat(output).doesNotContain(server.url().toString());
    }

    private String settings() {
        return "{\"provider\": \"CLASSLINK_SAML\", \"idpMetadataUrl\": \"" + server.url() + "\"}";
    }

    private WebTestClient administrator() {
        return service.http(service.person(businessId, AccessLevel.ADMINISTRATOR));
    }

    private BodyContentSpec get() {
        return administrator()
                .get()
                .uri("/businesses/{b}/sso-settings", businessId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private BodyContentSpec put(String settings) {
        return putting(settings).expectStatus().isOk().expectBody();
    }

    private void refused(String settings, String field, String reason) {
        putting(settings)
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(1)
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].reason")
                .value(words ->
                        assertThat(String.valueOf(words)).contains(reason).doesNotContain("secret"));
    }

    private WebTestClient.ResponseSpec putting(String settings) {
        return administrator()
                .put()
                .uri("/businesses/{b}/sso-settings", businessId)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(settings)
                .exchange();
    }

    private WebTestClient.ResponseSpec as(String ifMatch, String settings) {
        return administrator()
                .put()
                .uri("/businesses/{b}/sso-settings", businessId)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(settings)
                .exchange();
    }

    private String tag() {
        return Objects.requireNonNull(get().returnResult().getResponseHeaders().getETag());
    }

    private WebTestClient.ResponseSpec check(String settings) {
        return administrator()
                .post()
                .uri("/businesses/{b}/sso-settings/check", businessId)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(settings)
                .exchange();
    }

    private int status(WebTestClient client, HttpMethod method) {
        return client.method(method)
                .uri("/businesses/{b}/sso-settings", businessId)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"provider\": \"NONE\"}")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    private long held() {
        return service.documents("idp_metadata").stream()
                .filter(document -> document.getString("_id").equals(businessId))
                .count();
    }
}
