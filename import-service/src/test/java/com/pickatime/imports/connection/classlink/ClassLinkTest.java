package com.pickatime.imports.connection.classlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.oneroster.FakeServer;
import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.FakeServer.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class ClassLinkTest {

    private static final String ONE = "{\"id\":12345,\"application_id\":67890,\"tenant_id\":2222,\"bearer\":\"s3cret\","
            + "\"tenant_name\":\"Example\",\"enabled\":\"true\",\"tenant_status\":\"Active\","
            + "\"oneroster_application_id\":\"%2FgVa0ed75Gs%43\",\"name\":\"App\",\"version\":\"\"}";

    @Test
    void readsWhatClassLinkAnswers() {
        assertThat(all(request -> Reply.ok("{\"status\":1,\"applications\":[" + ONE + "]}")))
                .containsExactly(
                        new ClassLinkApplication("2222", "Example", true, "Active", "%2FgVa0ed75Gs%43", "s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":1,\"applications\":%s}", "{\"status\":1,\"applications\":{\"7\":%s}}"})
    void readsAnObjectInsteadOfAList(String body) {
        assertThat(all(request -> Reply.ok(body.formatted(ONE)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"true\"', Active, '\"b\"', true",
        "true, active, '\"b\"', true",
        "'\"false\"', Active, '\"b\"', false",
        "'\"true\"', Suspended, '\"b\"', false",
        "'\"true\"', Active, null, false"
    })
    void isReadyOnlyWithEverythingARosterNeeds(String enabled, String status, String bearer, boolean ready) {
        var json = "{\"applications\":[{\"tenant_id\":\"1\",\"enabled\":" + enabled + ",\"tenant_status\":\"" + status
                + "\",\"oneroster_application_id\":\"id\",\"bearer\":" + bearer + "}]}";

        assertThat(all(request -> Reply.ok(json))).singleElement().returns(ready, ClassLinkApplication::isReady);
    }

    @Test
    void passesOverEntriesWithoutATenant() {
        assertThat(all(request -> Reply.ok("{\"applications\":[{\"tenant_name\":\"?\"}," + ONE + "]}")))
                .hasSize(1);
    }

    @Test
    void readsPageAfterPageUntilAnEmptyOne() {
        assertThat(all(request -> page(request.number("offset"), Math.min(1_000, 2_300 - request.number("offset")))))
                .hasSize(2_300)
                .doesNotHaveDuplicates();
    }

    @Test
    void readsEverythingFromAServerThatCapsTheLimitInSilence() {
        assertThat(all(request -> page(request.number("offset"), Math.min(100, 250 - request.number("offset")))))
                .hasSize(250)
                .doesNotHaveDuplicates();
    }

    @Test
    void endsAtAnEmptyPage() {
        assertThat(all(request -> page(request.number("offset"), request.number("offset") == 0 ? 1_000 : 0)))
                .hasSize(1_000);
    }

    @Test
    void asksWithThePartnerKey() {
        try (var server = new FakeServer(request -> Reply.ok("{\"applications\":[]}"))) {
            classLink(server).applications().block(Duration.ofSeconds(10));

            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.authorization()).isEqualTo("Bearer partner");
                assertThat(request.uri()).hasToString("/applications?limit=1000&offset=0");
            });
        }
    }

    @Test
    void failsRatherThanAnswerWithAPart() {
        assertFails(
                request -> request.number("offset") == 0 ? page(0, 1_000) : Reply.status(503), "SOURCE_UNAVAILABLE");
        assertFails(request -> page(0, 1_000), "UNEXPECTED_ANSWER");
        assertFails(request -> Reply.ok("{\"status\":0}"), "UNEXPECTED_ANSWER");
        assertFails(request -> Reply.ok("<html>"), "SOURCE_UNAVAILABLE");
        assertFails(request -> Reply.status(404), "UNEXPECTED_ANSWER");
        assertFails(request -> Reply.status(401), "NOT_ALLOWED");
    }

    @Test
    void hidesTheToken() {
        assertThat(new ClassLinkApplication("1", "N", true, "Active", "id", "s3cret").toString())
                .contains("1")
                .doesNotContain("s3cret");
    }

    private static Reply page(int from, int count) {
        return Reply.ok(IntStream.range(from, from + count)
                .mapToObj(i -> "{\"tenant_id\":" + i + "}")
                .collect(Collectors.joining(",", "{\"applications\":[", "]}")));
    }

    private static List<ClassLinkApplication> all(Function<Request, Reply> answers) {
        try (var server = new FakeServer(answers)) {
            var all = classLink(server).applications().block(Duration.ofSeconds(10));
            assertThat(all).isNotNull();
            return all;
        }
    }

    private static void assertFails(Function<Request, Reply> answers, String code) {
        try (var server = new FakeServer(answers)) {
            StepVerifier.create(classLink(server).applications())
                    .expectErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    RosterIncompleteException.class,
                                    e -> assertThat(e.code()).isEqualTo(code)))
                    .verify(Duration.ofSeconds(10));
        }
    }

    private static ClassLink classLink(FakeServer server) {
        return ClassLinks.at(server.uri().toString(), "partner", Clock.systemUTC());
    }
}
