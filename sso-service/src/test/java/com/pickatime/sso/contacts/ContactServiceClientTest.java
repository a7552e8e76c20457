package com.pickatime.sso.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.SignInMatch.MatchedBy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class ContactServiceClientTest {

    private static final BusinessId OAK = new BusinessId("oak");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BART = """
            {"outcome":"MATCHED","matchedBy":"EMAIL","contact":{"contactId":"c1","sourceId":"s1","displayName":"Bart Simpson",
             "roles":["STUDENT"],"level":"CUSTOMER","somethingNew":1}}""";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private @Nullable DisposableServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.disposeNow();
        }
    }

    @Test
    void asksWithNothingPersonalInTheUrl() {
        var contacts = answering(200, BART);

        var match = contacts.match(OAK, "s9", "bart@example.org").block(LIMIT);

        assertThat(match)
                .isEqualTo(new SignInMatch.Matched(
                        new SignInContact(
                                new ContactId("c1"), "s1", "Bart Simpson", List.of("STUDENT"), AccessLevel.CUSTOMER),
                        MatchedBy.EMAIL));
        assertThat(asked)
                .containsExactly(
                        "POST /businesses/oak/sign-in-matches {\"sourceId\":\"s9\",\"email\":\"bart@example.org\"}");
    }

    @Test
    void tellsWhyNobodyMatches() {
        assertThat(answering(200, outcome("UNKNOWN")).match(OAK, "s9", null).block(LIMIT))
                .isEqualTo(new SignInMatch.Unknown());
        assertThat(answering(200, outcome("AMBIGUOUS")).match(OAK, "s9", null).block(LIMIT))
                .isEqualTo(new SignInMatch.Ambiguous());
        assertThat(answering(200, outcome("DISABLED")).match(OAK, "s9", null).block(LIMIT))
                .isEqualTo(new SignInMatch.Disabled());
        assertThat(answering(200, outcome("NOTHING_TO_MATCH"))
                        .match(OAK, "s9", null)
                        .block(LIMIT))
                .isEqualTo(new SignInMatch.NothingToMatch());
    }

    @Test
    void asksNobodyAboutMoreThanAnIdOrAnAddressCanHave() {
        var contacts = answering(200, outcome("UNKNOWN"));

        assertThat(contacts.match(OAK, "s".repeat(513), null).block(LIMIT)).isEqualTo(new SignInMatch.Unusable());
        assertThat(contacts.match(OAK, "s9", "e".repeat(321)).block(LIMIT)).isEqualTo(new SignInMatch.Unusable());
        assertThat(asked).isEmpty();

        assertThat(contacts.match(OAK, "s".repeat(512), "e".repeat(320)).block(LIMIT))
                .isEqualTo(new SignInMatch.Unknown());
    }

    @Test
    void knowsWhoSomebodyIsToday() {
        assertThat(answering(200, BART).current(OAK, new ContactId("c1")).blockOptional(LIMIT))
                .isPresent();
        assertThat(answering(200, BART).current(OAK, new ContactId("s1")).blockOptional(LIMIT))
                .as("an answer about somebody else")
                .isEmpty();
        assertThat(answering(200, outcome("DISABLED"))
                        .current(OAK, new ContactId("c1"))
                        .blockOptional(LIMIT))
                .isEmpty();
        assertThat(asked.get(0)).endsWith("{\"contactId\":\"c1\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"outcome\":\"MATCHED\"}",
                "{\"outcome\":\"LATER\"}",
                "{\"outcome\":\"MATCHED\",\"matchedBy\":\"EMAIL\",\"contact\":{\"sourceId\":\"s1\",\"displayName\":\"Bart\",\"roles\":[],\"level\":\"CUSTOMER\"}}",
                "{\"outcome\":\"MATCHED\",\"matchedBy\":\"EMAIL\",\"contact\":{\"sourceId\":\"s1\",\"level\":\"KING\"}}"
            })
    void takesNoStrangeAnswerForAnAnswer(String body) {
        assertUnavailable(answering(200, body));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 500, 503})
    void takesNoRefusalForAnAnswer(int status) {
        assertUnavailable(answering(status, outcome("UNKNOWN")));
    }

    @Test
    void takesNoSilenceForAnAnswer() {
        assertUnavailable(client(
                HttpServer.create().host("127.0.0.1").port(0).handle((request, response) -> Mono.never()),
                Duration.ofMillis(50)));
    }

    @Test
    void takesAClosedPortForNoAnswer() {
        var contacts = answering(200, BART);
        stop();

        assertUnavailable(contacts);
    }

    private static void assertUnavailable(ContactServiceClient contacts) {
        assertThatThrownBy(() -> contacts.match(OAK, "s9", "bart@example.org").block(LIMIT))
                .isInstanceOf(ContactsUnavailableException.class)
                .hasMessageNotContainingAny("bart", "s9");
        assertThatThrownBy(() -> contacts.current(OAK, new ContactId("c1")).block(LIMIT))
                .isInstanceOf(ContactsUnavailableException.class);
    }

    private static String outcome(String outcome) {
        return "{\"outcome\":\"" + outcome + "\",\"matchedBy\":null,\"contact\":null}";
    }

    private ContactServiceClient answering(int status, String body) {
        return client(
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .handle((request, response) -> request.receive()
                                .aggregate()
                                .asString(StandardCharsets.UTF_8)
                                .doOnNext(
                                        question -> asked.add(request.method() + " " + request.uri() + " " + question))
                                .then(response.status(status)
                                        .header("Content-Type", "application/json")
                                        .sendString(Mono.just(body))
                                        .then())),
                LIMIT);
    }

    private ContactServiceClient client(HttpServer http, Duration timeout) {
        stop();
        server = Objects.requireNonNull(http.bindNow(LIMIT));
        var url = "http://127.0.0.1:" + server.port();
        return new ContactServiceClient(WebClient.create(url), new ContactServiceSettings(URI.create(url), timeout));
    }
}
