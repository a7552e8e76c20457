package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.StandInServices;
import com.pickatime.web.testing.StandInServices.Answer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** Watching an import while it goes on. */
class LiveRunIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static StreamingImports imports;

    @BeforeAll
    static void start() {
        imports = new StreamingImports();
    }

    @AfterAll
    static void stop() {
        imports.close();
    }

    @Test
    void tellsStateAndProgressInWordsAndEndsWhenTheImportIsAtRest() {
        imports.tell("known-whole", "APPLYING", "APPLYING", 10);
        imports.tell("known-whole", "APPLYING", "APPLYING", 30);
        imports.tell("known-whole", "COMPLETED", "APPLYING", 40);

        var events = Objects.requireNonNull(watch("known-whole")
                .filter(event -> event.event() != null)
                .collectList()
                .block(LIMIT));

        assertThat(events)
                .extracting(ServerSentEvent::event)
                .containsExactly("state", "progress", "progress", "state", "progress", "end");
        assertThat(events.get(0).data()).contains("Applying the changes");
        assertThat(events.get(1).data())
                .contains("10 of 40", "People", "7 of 9 read", "max=\"40\"")
                .doesNotContain("APPLYING", "PERSON", "<main", "<html");
        assertThat(events.get(3).data()).contains("Completed");
        await().atMost(LIMIT).until(() -> imports.open.get() == 0);
    }

    @Test
    void goesOnForWhoeverComesBackInBetween() {
        imports.tell("known-resumed", "FETCHING", "FETCHING", 0);
        watch("known-resumed").filter(event -> "progress".equals(event.event())).blockFirst(LIMIT);
        imports.tell("known-resumed", "PUBLISHING", "PUBLISHING", 0);

        var states = watch("known-resumed")
                .filter(event -> "state".equals(event.event()))
                .map(event -> String.valueOf(event.data()))
                .take(2)
                .collectList()
                .block(LIMIT);

        assertThat(states).last().asString().contains("Sending the changes");
    }

    @Test
    void saysThatItIsStillThereWhileNothingHappens() {
        var first = watch("known-silent").take(2).collectList().block(LIMIT);

        assertThat(first).extracting(ServerSentEvent::comment).containsOnly("still there");
    }

    @Test
    void leavesNothingOpenWhenTheBrowserGoesAway() {
        imports.tell("known-left", "FETCHING", "FETCHING", 0);

        watch("known-left").blockFirst(LIMIT);

        await().atMost(LIMIT).until(() -> imports.open.get() == 0);
    }

    @Test
    void endsWithTheTokenOfWhoeverWatches() {
        expire(1);
        imports.tell("known-short", "FETCHING", "FETCHING", 0);

        var events = watch(imports.url(), "known-short", StandInServices.session(AccessLevel.ADMINISTRATOR) + "-short")
                .collectList()
                .block(LIMIT);
        expire(300);

        assertThat(events)
                .extracting(ServerSentEvent::event)
                .contains("progress")
                .doesNotContain("end");
        await().atMost(LIMIT).until(() -> imports.open.get() == 0);
    }

    @Test
    void keepsNoServiceFromStopping() {
        try (var others = new StreamingImports()) {
            others.tell("known-stopped", "FETCHING", "FETCHING", 0);
            var watching = watch(others.url(), "known-stopped", StandInServices.session(AccessLevel.ADMINISTRATOR))
                    .then()
                    .toFuture();
            await().atMost(LIMIT).until(() -> others.open.get() == 1);

            others.stopPages();

            assertThat(watching).succeedsWithin(LIMIT);
        }
    }

    @Test
    void isNoneOfAnImportThatIsNone() {
        var status = WebClient.create(imports.url())
                .get()
                .uri("/importer/unknown/live")
                .header(HttpHeaders.COOKIE, StandInServices.session(AccessLevel.ADMINISTRATOR))
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().value()))
                .block(LIMIT);

        assertThat(status).isEqualTo(404);
    }

    private static void expire(int seconds) {
        imports.others().answer("POST /session/token", Answer.json("""
                        {"access_token": "some", "token_type": "Bearer", "expires_in": %d}""".formatted(seconds)));
    }

    private static Flux<ServerSentEvent<String>> watch(String importId) {
        return watch(imports.url(), importId, StandInServices.session(AccessLevel.ADMINISTRATOR));
    }

    private static Flux<ServerSentEvent<String>> watch(String pages, String importId, String session) {
        return WebClient.create(pages)
                .get()
                .uri("/importer/{import}/live", importId)
                .header(HttpHeaders.COOKIE, session)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<String>>() {});
    }
}
