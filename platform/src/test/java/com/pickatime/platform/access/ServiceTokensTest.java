package com.pickatime.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.testing.HttpDouble;
import com.pickatime.platform.testing.MovableClock;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ServiceTokensTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger issued = new AtomicInteger();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> carried = Collections.synchronizedList(new ArrayList<>());
    private final MovableClock clock = new MovableClock();
    private final HttpDouble issuer = HttpDouble.start(this::issue);
    private final HttpDouble service = HttpDouble.start(this::serve);
    private final WebClient web = client(new ServiceTokens.Credentials("import service", "s:+ä"));
    private volatile String answer = "{\"access_token\":\"t%d\",\"token_type\":\"bearer\",\"expires_in\":300}";
    private volatile int issuerStatus = 200;
    private volatile int serviceStatus = 200;

    @AfterEach
    void stop() {
        issuer.close();
        service.close();
    }

    @Test
    void asksOnceForManyCallers() {
        StepVerifier.create(Flux.range(0, 100).flatMap(any -> call(), 100))
                .expectNextCount(100)
                .expectComplete()
                .verify(LIMIT);

        assertThat(issued).hasValue(1);
        assertThat(carried).hasSize(100).containsOnly("Bearer t1");
    }

    @Test
    void asksAsAClientOfOauth() {
        call().block(LIMIT);

        var credentials = "import+service:s%3A%2B%C3%A4";
        assertThat(asked)
                .containsExactly("POST grant_type=client_credentials Basic "
                        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void getsANewTokenBeforeTheOldOneEnds() {
        call().block(LIMIT);
        clock.pass(Duration.ofSeconds(250));
        call().block(LIMIT);
        clock.pass(Duration.ofSeconds(6));
        call().block(LIMIT);

        assertThat(carried).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void usesATokenThatEndsSoonForHalfItsTime() {
        answer = answer.replace("300", "20");

        call().block(LIMIT);
        clock.pass(Duration.ofSeconds(9));
        call().block(LIMIT);
        clock.pass(Duration.ofSeconds(2));
        call().block(LIMIT);

        assertThat(carried).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void getsANewTokenWhenAServiceDidNotTakeTheOldOne() {
        serviceStatus = 401;
        StepVerifier.create(call())
                .expectError(WebClientResponseException.Unauthorized.class)
                .verify(LIMIT);
        serviceStatus = 200;
        call().block(LIMIT);

        assertThat(carried).containsExactly("Bearer t1", "Bearer t2");
    }

    @Test
    void triesAgainAfterAFailure() {
        issuerStatus = 503;
        StepVerifier.create(call())
                .expectError(WebClientResponseException.ServiceUnavailable.class)
                .verify(LIMIT);
        issuerStatus = 200;

        assertThat(call().block(LIMIT)).isNotNull();
    }

    @Test
    void refusesAnAnswerThatIsNoBearerToken() {
        answer = "{\"access_token\":\"t1\",\"token_type\":\"mac\",\"expires_in\":300}";

        StepVerifier.create(call())
                .expectErrorMessage("the token endpoint answered with something else than a bearer token")
                .verify(LIMIT);
        assertThat(carried).isEmpty();
    }

    @Test
    void saysWhatToSetWhenTheServiceHasNoClient() {
        StepVerifier.create(call(client(ServiceTokens.Credentials.of(" ", null))))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("PICKATIME_CLIENT_ID"))
                .verify(LIMIT);
        assertThat(asked).isEmpty();
    }

    @Test
    void keepsTheSecretOutOfTexts() {
        assertThat(new ServiceTokens.Credentials("id", "hidden").toString()).doesNotContain("hidden");
    }

    private WebClient client(ServiceTokens.Credentials credentials) {
        return WebClient.builder()
                .filter(new ServiceTokens(WebClient.create(), URI.create(issuer.url()), credentials, clock))
                .build();
    }

    private Mono<String> call() {
        return call(web);
    }

    private Mono<String> call(WebClient client) {
        return client.get().uri(service.url()).retrieve().bodyToMono(String.class);
    }

    private void issue(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod()
                + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        HttpDouble.answer(exchange, issuerStatus, answer.formatted(issued.incrementAndGet()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        carried.add(exchange.getRequestHeaders().getFirst("Authorization"));
        HttpDouble.answer(exchange, serviceStatus, "{}");
    }
}
