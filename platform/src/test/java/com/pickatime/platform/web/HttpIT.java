package com.pickatime.platform.web;

import static com.pickatime.platform.access.AccessLevel.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.JWK;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.TokenKeys;
import com.pickatime.platform.access.Who;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.outage.OutageAutoConfiguration;
import com.pickatime.platform.security.SecurityAutoConfiguration;
import com.pickatime.platform.security.TokenAutoConfiguration;
import com.pickatime.platform.security.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

class HttpIT {

    private static final AtomicInteger READING = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int GIVE_UP_MILLIS = 30_000;

    private static ConfigurableApplicationContext service;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @SpringBootConfiguration
    @ImportAutoConfiguration({
        WebAutoConfiguration.class,
        OutageAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        TokenAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        CodecsAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class,
        NettyReactiveWebServerAutoConfiguration.class,
        WebFluxAutoConfiguration.class,
        ErrorWebFluxAutoConfiguration.class
    })
    static class Service {

        @Bean
        Rooms rooms() {
            return new Rooms();
        }

        @Bean
        TokenKeys keys() {
            var keys = Map.<String, JWK>of("k1", Tokens.KEY.toPublicJWK());
            return id -> Mono.justOrEmpty(keys.get(id));
        }

        @Bean
        AccessRules rules() {
            return AccessRules.of(
                    Rule.open(HttpMethod.POST, "/notifications"),
                    Rule.open(HttpMethod.GET, "/any"),
                    Rule.open(HttpMethod.GET, "/shelves/{shelf}"),
                    Rule.allow(HttpMethod.GET, "/businesses/{businessId}/contacts", Who.person(ADMINISTRATOR)),
                    Rule.allow(HttpMethod.GET, "/businesses/{businessId}/classes", Who.scope("classes.read")));
        }
    }

    @RestController
    static class Rooms {

        @GetMapping("/businesses/{businessId}/contacts")
        String contacts(
                @PathVariable String businessId,
                @RequestParam(defaultValue = "") String q,
                @RequestParam(name = "limit", defaultValue = "1") int most) {
            return businessId + q + most;
        }

        @GetMapping("/businesses/{businessId}/classes")
        String classes() {
            return "classes";
        }

        @GetMapping("/shelves/{shelf}")
        String shelf(
                @PathVariable ContactId shelf,
                @RequestParam(defaultValue = "1") int number,
                @RequestParam(defaultValue = "true") boolean closed) {
            return shelf.value() + number + closed;
        }

        @GetMapping("/any")
        String any(ServerWebExchange exchange) {
            return "any";
        }

        @PostMapping("/notifications")
        Mono<String> notification(@RequestBody Mono<String> body) {
            READING.incrementAndGet();
            return body;
        }

        @GetMapping("/forgotten")
        String forgotten() {
            return "open";
        }
    }

    @BeforeAll
    static void start() {
        service = new SpringApplicationBuilder(Service.class)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.webflux.problemdetails.enabled=true",
                        "pickatime.http.idle=1s",
                        "pickatime.http.pause=1s",
                        "pickatime.security.issuer=" + Tokens.ISSUER)
                .run();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
    }

    @Test
    void aHeadThatStopsHalfWayIsGivenUp() throws IOException {
        assertThat(answerTo("POST /notifications HTTP/1.1\r\nHost: x\r\nContent-"))
                .isEmpty();
    }

    @Test
    void aBodyThatStopsHalfWayIsGivenUpWithOneLine() throws IOException {
        assertThat(answerTo("POST /notifications HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"))
                .startsWith("HTTP/1.1 408 ");
        assertOneLineWithoutAStackTrace();
    }

    @Test
    void aClientThatBreaksOffIsOneLine() throws Exception {
        var before = READING.get();
        try (var socket = connect()) {
            send(socket, "POST /notifications HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
            await().until(() -> READING.get() > before);
            socket.setSoLinger(true, 0);
        }
        await().until(() -> told().findAny().isPresent());
        assertOneLineWithoutAStackTrace();
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws IOException {
        assertThat(answerTo("GET /any HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("Host header");
        assertThat(answerTo("GET /any HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(answerTo("GET /any HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200 ");
    }

    @Test
    void aPartOfTheAddressThatCannotBeReadIsNamed() {
        refused("/shelves/%20", "shelf", "must not be blank");
        refused("/shelves/a?number=two", "number", "must be a whole number");
        refused("/shelves/a?closed=perhaps", "closed", "must be true or false");
    }

    private static void refused(String address, String field, String reason) {
        http().get()
                .uri(URI.create(base() + address))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].reason")
                .isEqualTo(reason);
    }

    @Test
    void aMistypedPathIsNotFoundWithATokenAndClosedWithoutOne() {
        http().get().uri("/businesses/oak/contatcs").exchange().expectStatus().isUnauthorized();
        authorized()
                .get()
                .uri("/businesses/oak/contatcs")
                .exchange()
                .expectStatus()
                .isNotFound();
        authorized()
                .get()
                .uri("/nowhere")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(detail.toString()).contains("no such address"));
    }

    @Test
    void whatIsThereAndNotForTheCallerStaysForbidden() {
        authorized()
                .get()
                .uri("/businesses/elm/contacts")
                .exchange()
                .expectStatus()
                .isForbidden();
        authorized()
                .get()
                .uri("/businesses/oak/classes")
                .exchange()
                .expectStatus()
                .isForbidden();
        authorized().get().uri("/forgotten").exchange().expectStatus().isForbidden();
        authorized()
                .delete()
                .uri("/businesses/oak/contacts")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void anUnknownParameterIsRefusedByItsName() {
        authorized()
                .get()
                .uri("/businesses/oak/contacts?limit=2&rloe=PARENT")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("rloe")
                .jsonPath("$.errors[0].reason")
                .value(reason -> assertThat(reason.toString()).contains("it takes limit, q"));
        authorized()
                .get()
                .uri("/businesses/oak/contacts?limit=2&q=a")
                .exchange()
                .expectStatus()
                .isOk();
        http().get().uri("/any?whatever=1").exchange().expectStatus().isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org", "%3Cscript%3E", "1"})
    void whatIsNoNameIsNotRepeated(String name) {
        authorized()
                .get()
                .uri(java.net.URI.create(base() + "/businesses/oak/contacts?" + name + "=1"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("a query parameter");
    }

    private void assertOneLineWithoutAStackTrace() {
        assertThat(told())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
    }

    private Stream<ILoggingEvent> told() {
        return List.copyOf(lines.list).stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.INFO));
    }

    private static String answerTo(String request) throws IOException {
        try (var socket = connect()) {
            send(socket, request);
            socket.setSoTimeout(GIVE_UP_MILLIS);
            var answer = new StringBuilder();
            var buffer = new byte[8_192];
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return answer.toString();
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static int port() {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static String base() {
        return "http://127.0.0.1:" + port();
    }

    private static WebTestClient http() {
        return WebTestClient.bindToServer()
                .baseUrl(base())
                .responseTimeout(PATIENCE)
                .build();
    }

    private static WebTestClient authorized() {
        return http().mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(Tokens.person("oak", ADMINISTRATOR)))
                .build();
    }
}
