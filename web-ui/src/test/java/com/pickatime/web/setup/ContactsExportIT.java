package com.pickatime.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.service.ServiceApplication;
import com.pickatime.web.WebUi;
import com.pickatime.web.testing.StandInServices;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

/** The table of contacts, which may be as long as a district is large. */
class ContactsExportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String EXPORT = "/global-setup/contacts/clearings/contacts.csv?level=";

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final Sinks.Many<String> ROWS = Sinks.many().unicast().onBackpressureBuffer();

    private static StandInServices services;
    private static DisposableServer contacts;
    private static ConfigurableApplicationContext pages;
    private static WebClient browser;

    @BeforeAll
    static void start() {
        services = new StandInServices();
        contacts = HttpServer.create()
                .maxKeepAliveRequests(1)
                .bindAddress(() -> new InetSocketAddress("127.0.0.1", 0))
                .handle(ContactsExportIT::export)
                .bindNow();
        pages = ServiceApplication.of(WebUi.class)
                .run(
                        "--server.port=0",
                        "--web.services.conferences=" + services.url(),
                        "--web.services.contacts=http://127.0.0.1:" + contacts.port(),
                        "--web.services.imports=" + services.url(),
                        "--web.services.notifications=" + services.url(),
                        "--web.services.sso=" + services.url());
        browser = WebClient.builder()
                .baseUrl("http://127.0.0.1:" + pages.getEnvironment().getProperty("local.server.port"))
                .defaultHeader(HttpHeaders.COOKIE, StandInServices.session(AccessLevel.ADMINISTRATOR))
                .defaultHeader(HttpHeaders.ACCEPT, "text/html")
                .build();
    }

    @AfterAll
    static void stop() {
        pages.close();
        contacts.disposeNow();
        services.close();
    }

    private static Publisher<Void> export(HttpServerRequest request, HttpServerResponse response) {
        ASKED.add(request.uri() + ' ' + request.requestHeaders().get("authorization"));
        if (request.uri().endsWith("=EVERYBODY")) {
            return response.status(400)
                    .header("Content-Type", "application/problem+json")
                    .sendString(Mono.just("{\"detail\": \"level: must be another\"}"))
                    .then();
        }
        response.header("Content-Type", "text/csv");
        var rows = request.uri().endsWith("=CUSTOMER")
                ? Flux.just("contactId\r\n", "c1\r\n").concatWith(Flux.error(new IllegalStateException("broken off")))
                : ROWS.asFlux();
        return response.send(ByteBufFlux.fromString(rows), row -> true).then();
    }

    @Test
    void comesRowByRowWhileTheServiceStillReads() {
        var answer = browser.get().uri(EXPORT + "APPOINTMENT_VIEWER").retrieve().toEntityFlux(String.class);
        ROWS.tryEmitNext("contactId,email\r\n").orThrow();

        StepVerifier.create(answer.flatMapMany(entity -> {
                    assertThat(entity.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))
                            .matches("attachment; filename=\"contacts-appointment-viewer-\\d{4}-\\d\\d-\\d\\d\\.csv\"");
                    assertThat(entity.getHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
                    return entity.getBody();
                }))
                .assertNext(first -> assertThat(first).startsWith("contactId,email"))
                .then(() -> ROWS.tryEmitNext("c1,zoë@example.org\r\n").orThrow())
                .assertNext(second -> assertThat(second).startsWith("c1,zoë@example.org"))
                .then(() -> ROWS.tryEmitComplete().orThrow())
                .expectComplete()
                .verify(PATIENCE);
        assertThat(ASKED)
                .contains("/businesses/oak/clearings/export?level=APPOINTMENT_VIEWER Bearer token-of-ADMINISTRATOR");
    }

    @Test
    void breaksOffWhereTheServiceDoesSoThatNobodyTakesHalfATableForAWholeOne() {
        StepVerifier.create(browser.get().uri(EXPORT + "CUSTOMER").retrieve().bodyToFlux(String.class))
                .thenConsumeWhile(row -> true)
                .expectError()
                .verify(PATIENCE);
    }

    @Test
    void isAPageAndNoTableWhereTheServiceRefuses() {
        StepVerifier.create(browser.get().uri(EXPORT + "EVERYBODY").exchangeToMono(answer -> {
                    assertThat(answer.statusCode()).isNotEqualTo(HttpStatus.OK);
                    assertThat(answer.headers().header(HttpHeaders.CONTENT_DISPOSITION))
                            .isEmpty();
                    return answer.bodyToMono(String.class);
                }))
                .assertNext(page -> assertThat(page).contains("<h1>"))
                .expectComplete()
                .verify(PATIENCE);
    }
}
