package com.pickatime.imports.source.oneroster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class RetryingClientTest {

    private static final RetryPolicy RETRY = new RetryPolicy(
            Duration.ofSeconds(30), Duration.ofSeconds(30), 3, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Clock NEW_YEARS_EVE = Clock.fixed(Instant.parse("2024-12-31T23:59:50Z"), ZoneOffset.UTC);

    private final Deque<Mono<ClientResponse>> answers = new ArrayDeque<>();
    private final AtomicInteger halvings = new AtomicInteger();
    private final WebClient web = WebClient.builder()
            .exchangeFunction(request -> answers.removeFirst())
            .build();
    private final RetryingClient client =
            new RetryingClient(web, SourceType.CLASSLINK_PROXY, RETRY, 100, NEW_YEARS_EVE);

    @Test
    void waitsAsLongAsTheServerAsks() {
        answers.addAll(List.of(status(429, "7"), ok()));

        StepVerifier.withVirtualTime(this::get)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(7))
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    void letsEveryRequestWaitForWhatOneWasTold() {
        answers.addAll(List.of(status(429, "7"), ok(), ok()));

        StepVerifier.withVirtualTime(() ->
                        Flux.merge(get(), Mono.delay(Duration.ofSeconds(1)).then(Mono.defer(this::get))))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(7))
                .expectNext(200)
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    void waitsUntilTheHourTheServerNames() {
        answers.addAll(List.of(status(503, "Wed, 1 Jan 2025 00:00:10 GMT"), ok()));

        StepVerifier.withVirtualTime(this::get)
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(20))
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    void waitsNoLongerThanItsPolicyAllows() {
        answers.addAll(List.of(status(429, "86400"), ok()));

        StepVerifier.withVirtualTime(this::get)
                .expectSubscription()
                .thenAwait(Duration.ofMinutes(1))
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    void waitsItsOwnTimeWhenTheServersMakesNoSense() {
        answers.addAll(List.of(status(503, "soon"), status(503, "99999999999999999999"), ok()));

        StepVerifier.withVirtualTime(this::get)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1_500))
                .thenAwait(Duration.ofMillis(1_500))
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    void asksForLessOnlyWhereThatHelps() {
        answers.addAll(List.of(status(503, "0"), status(504, "0"), ok()));

        StepVerifier.withVirtualTime(this::get)
                .thenAwait(Duration.ofSeconds(10))
                .expectNext(200)
                .verifyComplete();
        assertThat(halvings).hasValue(1);
    }

    @Test
    void asksForLessWhenNoAnswerComesInTime() {
        answers.addAll(List.of(Mono.never(), ok()));

        StepVerifier.withVirtualTime(this::get)
                .thenAwait(Duration.ofSeconds(32))
                .expectNext(200)
                .verifyComplete();
        assertThat(halvings).hasValue(1);
    }

    @Test
    void leavesAServerWhoseAnswerTricklesByteByByte() {
        var retry = new RetryPolicy(
                Duration.ofSeconds(2), Duration.ofSeconds(30), 2, Duration.ofMillis(1), Duration.ofMillis(2));
        var asked = new AtomicInteger();
        var server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    asked.incrementAndGet();
                    var bytes =
                            Flux.interval(Duration.ofMillis(5)).map(tick -> Unpooled.copiedBuffer(new byte[] {'['}));
                    return response.send(bytes, each -> true);
                })
                .bindNow();
        try {
            var trickled = new RetryingClient(
                    WebClient.create(), SourceType.CLASSLINK_DIRECT, retry, 1_000_000, Clock.systemUTC());

            StepVerifier.create(trickled.get(
                            () -> URI.create("http://127.0.0.1:" + server.port()),
                            new BearerToken("token"),
                            halvings::incrementAndGet,
                            Answer::status))
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    RosterIncompleteException.class,
                                    incomplete -> assertThat(incomplete.code()).isEqualTo("SOURCE_UNAVAILABLE"))
                            .hasMessageContaining("no answer in time")
                            .hasMessageContaining("Nothing was changed")
                            .hasMessageContaining("ask whoever runs"))
                    .verify(Duration.ofSeconds(15));
        } finally {
            server.disposeNow();
        }
        assertThat(asked.get()).isBetween(1, 2);
        assertThat(halvings).hasValue(1);
    }

    @Test
    void givesUpAfterItsLastTry() {
        answers.addAll(List.of(status(500, "0"), status(500, "0"), status(500, "0")));

        StepVerifier.withVirtualTime(this::get)
                .thenAwait(Duration.ofSeconds(10))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(RosterIncompleteException.class)
                        .hasMessageContaining("status 500"))
                .verify();
        assertThat(answers).isEmpty();
    }

    @Test
    void asksAServerOnceWhoseCertificateIsNotTrusted() {
        answers.add(failing(
                new SSLHandshakeException("unable to find valid certification path"), new CertificateException()));

        StepVerifier.create(get())
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                RosterIncompleteException.class,
                                incomplete -> assertThat(incomplete.code()).isEqualTo("CERTIFICATE_NOT_TRUSTED"))
                        .hasMessageContaining("signed by a public authority"));
        assertThat(answers).as("a second try would have found none").isEmpty();
    }

    @Test
    void triesAgainAfterAnotherFailureOfTheHandshake() {
        answers.addAll(List.of(failing(new SSLHandshakeException("closed"), new IOException("closed")), ok()));

        StepVerifier.withVirtualTime(this::get)
                .thenAwait(Duration.ofSeconds(10))
                .expectNext(200)
                .verifyComplete();
    }

    private static Mono<ClientResponse> failing(SSLHandshakeException handshake, Exception cause) {
        handshake.initCause(cause);
        return Mono.error(new WebClientRequestException(
                handshake, HttpMethod.GET, URI.create("https://district.example/users"), HttpHeaders.EMPTY));
    }

    @Test
    void handsOverWhateverDoesNotPass() {
        answers.add(Mono.just(ClientResponse.create(HttpStatus.NOT_FOUND).build()));

        StepVerifier.create(get()).expectNext(404).verifyComplete();
    }

    private Mono<Integer> get() {
        return client.get(
                () -> URI.create("http://district.example/users"),
                new BearerToken("token"),
                halvings::incrementAndGet,
                Answer::status);
    }

    private static Mono<ClientResponse> ok() {
        return Mono.just(ClientResponse.create(HttpStatus.OK).body("{}").build());
    }

    private static Mono<ClientResponse> status(int status, String retryAfter) {
        return Mono.just(ClientResponse.create(HttpStatus.valueOf(status))
                .header("Retry-After", retryAfter)
                .build());
    }
}
