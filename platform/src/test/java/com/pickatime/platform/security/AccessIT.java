package com.pickatime.platform.security;

import static com.pickatime.platform.access.AccessLevel.ADMINISTRATOR;
import static com.pickatime.platform.access.AccessLevel.EVENT_ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.TokenKeys;
import com.pickatime.platform.access.Who;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

class AccessIT {

    private static final RSAKey RSA = rsa();

    private static ConfigurableApplicationContext service;

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        SecurityAutoConfiguration.class,
        TokenAutoConfiguration.class,
        CodecsAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class,
        NettyReactiveWebServerAutoConfiguration.class,
        WebFluxAutoConfiguration.class
    })
    static class Service {

        @Bean
        Rooms rooms() {
            return new Rooms();
        }

        @Bean
        TokenKeys keys() {
            var keys = Map.<String, JWK>of("k1", Tokens.KEY.toPublicJWK(), "rsa", RSA.toPublicJWK());
            return id -> id.equals("away")
                    ? Mono.error(new IOException("the issuer is away"))
                    : Mono.justOrEmpty(keys.get(id));
        }

        @Bean
        AccessRules rules() {
            return AccessRules.of(
                    Rule.open(HttpMethod.POST, "/notifications"),
                    Rule.allow(
                            HttpMethod.GET,
                            "/businesses/{businessId:[^:]+}/contacts/**",
                            Who.person(ADMINISTRATOR),
                            Who.scope("contacts.read")),
                    Rule.allow(HttpMethod.GET, "/businesses/{businessId}/contacts/{id}/secret", Who.scope("secrets")));
        }
    }

    @RestController
    static class Rooms {

        @GetMapping("/businesses/{businessId:[^:]+}/contacts/{id}")
        String contact(@PathVariable String businessId, @AuthenticationPrincipal Caller principal, Caller caller) {
            return businessId + " for " + (caller.equals(principal) ? caller.subject() : "two people");
        }

        @GetMapping("/businesses/{businessId}/contacts/{id}/secret")
        String secret() {
            return "secret";
        }

        @PostMapping("/notifications")
        String notification() {
            return "taken";
        }

        @GetMapping("/forgotten")
        String forgotten() {
            return "open";
        }
    }

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(Service.class)
                .properties("server.port=0", "pickatime.security.issuer=" + Tokens.ISSUER)
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void letsAnAdministratorIntoTheOwnBusiness() {
        get("/businesses/oak/contacts/S-1", Tokens.person("oak", ADMINISTRATOR))
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("oak for T-1");
    }

    @Test
    void comparesTheDecodedNameOfTheBusiness() {
        get("/businesses/oak%20hill/contacts/S-1", Tokens.person("oak hill", ADMINISTRATOR))
                .expectStatus()
                .isOk();
    }

    @Test
    void letsAServiceWithTheScopeInEverywhere() {
        get("/businesses/elm/contacts/S-1", Tokens.service("other contacts.read"))
                .expectStatus()
                .isOk();
    }

    @Test
    void refusesALowerLevelAndAnotherScope() {
        get("/businesses/oak/contacts/S-1", Tokens.person("oak", EVENT_ADMINISTRATOR))
                .expectStatus()
                .isForbidden();
        get("/businesses/oak/contacts/S-1", Tokens.service("contacts.reader"))
                .expectStatus()
                .isForbidden();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/businesses/elm/contacts/S-1",
                "/businesses/OAK/contacts/S-1",
                "/businesses/oak%20/contacts/S-1",
                "/businesses/elm;businessId=oak/contacts/S-1",
                "/businesses/oak/../elm/contacts/S-1",
                "/businesses/oak%2F..%2Felm/contacts/S-1",
                "/businesses/oak/contacts/%2e%2e/%2e%2e/elm/contacts/S-1",
                "/businesses//elm/contacts/S-1",
                "/businesses/oak%00/contacts/S-1"
            })
    void neverLetsAnAdministratorIntoAnotherBusiness(String path) {
        var answer = get(path, Tokens.person("oak", ADMINISTRATOR)).returnResult(String.class);

        assertThat(answer.getStatus().is4xxClientError())
                .as(answer.getStatus().toString())
                .isTrue();
    }

    @Test
    void theMostSpecificRuleDecides() {
        get("/businesses/oak/contacts/S-1/secret", Tokens.person("oak", ADMINISTRATOR))
                .expectStatus()
                .isForbidden();
        get("/businesses/oak/contacts/S-1/secret", Tokens.service("secrets"))
                .expectStatus()
                .isOk();
    }

    @Test
    void refusesEverybodyWhatNoRuleNames() {
        get("/forgotten", Tokens.service("contacts.read")).expectStatus().isForbidden();
        get("/nowhere", Tokens.person("oak", ADMINISTRATOR)).expectStatus().isNotFound();
        client().get().uri("/nowhere").exchange().expectStatus().isUnauthorized();
        client().get().uri("/forgotten").exchange().expectStatus().isUnauthorized();
        client().method(HttpMethod.OPTIONS)
                .uri("/businesses/oak/contacts/S-1")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void holdsHeadToTheRuleOfGet() {
        client().head()
                .uri("/businesses/oak/contacts/S-1")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        client().head()
                .uri("/businesses/oak/contacts/S-1")
                .headers(headers -> headers.setBearerAuth(Tokens.person("oak", ADMINISTRATOR)))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void leavesOpenWhatIsOpenOnPurposeForItsMethodAlone() {
        client().post().uri("/notifications").exchange().expectStatus().isOk();
        client().get().uri("/notifications").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void saysHowToGetAToken() {
        client().get()
                .uri("/businesses/oak/contacts/S-1")
                .exchange()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("/oauth2/token"));
    }

    static Stream<Arguments> forgeries() throws JOSEException {
        var es256 = Tokens.header(JWSAlgorithm.ES256, "at+jwt", "k1");
        var stranger = Tokens.key("k1");
        return Stream.of(
                Arguments.of("no JWT", "garbage"),
                Arguments.of(
                        "unsigned", new PlainJWT(administrator(Tokens.claims()).build()).serialize()),
                Arguments.of("another key", Tokens.signed(es256, AccessIT::administrator, Tokens.signer(stranger))),
                Arguments.of(
                        "HMAC with the public key",
                        Tokens.signed(
                                Tokens.header(JWSAlgorithm.HS256, "at+jwt", "k1"),
                                AccessIT::administrator,
                                new MACSigner(Tokens.KEY.toECPublicKey().getEncoded()))),
                Arguments.of(
                        "RSA",
                        Tokens.signed(
                                Tokens.header(JWSAlgorithm.RS256, "at+jwt", "rsa"),
                                AccessIT::administrator,
                                new RSASSASigner(RSA))),
                Arguments.of(
                        "unknown key id",
                        Tokens.signed(
                                Tokens.header(JWSAlgorithm.ES256, "at+jwt", "k2"),
                                AccessIT::administrator,
                                Tokens.signer(Tokens.KEY))),
                Arguments.of(
                        "not an access token",
                        Tokens.signed(
                                Tokens.header(JWSAlgorithm.ES256, "JWT", "k1"),
                                AccessIT::administrator,
                                Tokens.signer(Tokens.KEY))),
                Arguments.of(
                        "expired",
                        with(claims -> claims.issueTime(secondsFromNow(-340)).expirationTime(secondsFromNow(-40)))),
                Arguments.of("without an end", with(claims -> claims.expirationTime(null))),
                Arguments.of("not yet valid", with(claims -> claims.notBeforeTime(secondsFromNow(40)))),
                Arguments.of("another issuer", with(claims -> claims.issuer("https://elsewhere.example"))),
                Arguments.of("another audience", with(claims -> claims.audience("someone-else"))),
                Arguments.of("no audience", with(claims -> claims.audience((String) null))),
                Arguments.of("no subject", with(claims -> claims.subject(null))),
                Arguments.of("unknown level", with(claims -> claims.claim("access_level", "OWNER"))),
                Arguments.of("a level alone", with(claims -> claims.claim("business_id", null))),
                Arguments.of("a person with scopes", with(claims -> claims.claim("scope", "contacts.read"))),
                Arguments.of("nobody", Tokens.signed(claims -> claims)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesForgeries(String name, String token) {
        get("/businesses/oak/contacts/S-1", token)
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void saysThatItCannotTellWhileTheKeysCannotBeHad() {
        var token = Tokens.signed(
                Tokens.header(JWSAlgorithm.ES256, "at+jwt", "away"),
                AccessIT::administrator,
                Tokens.signer(Tokens.KEY));

        get("/businesses/oak/contacts/S-1", token)
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .exists("Retry-After");
    }

    @Test
    void toleratesClocksThatAreALittleApart() {
        get(
                        "/businesses/oak/contacts/S-1",
                        with(claims -> claims.issueTime(secondsFromNow(-310)).expirationTime(secondsFromNow(-10))))
                .expectStatus()
                .isOk();
    }

    private static String with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return Tokens.signed(claims -> change.apply(administrator(claims)));
    }

    private static JWTClaimsSet.Builder administrator(JWTClaimsSet.Builder claims) {
        return claims.claim("business_id", "oak").claim("access_level", ADMINISTRATOR.name());
    }

    private static Date secondsFromNow(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2048).keyID("rsa").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WebTestClient.ResponseSpec get(String path, String token) {
        return client().get()
                .uri(URI.create(url() + path))
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }

    private static WebTestClient client() {
        return WebTestClient.bindToServer().baseUrl(url()).build();
    }

    private static String url() {
        var server = ((WebServerApplicationContext) service).getWebServer();
        return "http://127.0.0.1:" + (server == null ? 0 : server.getPort());
    }
}
