package com.pickatime.contacts.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.RunningService;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Scopes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the endpoints answer beside the way that a district takes as a whole. */
class SourceIdMovesEndpointsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final RosterTopic TOPIC = new RosterTopic();
    private static RunningService service;

    private final TestImport first = TestImport.of(TestImport.freshBusiness(), 1);
    private final String business = first.businessId();
    private final String administrator = TestTokens.person(business, AccessLevel.ADMINISTRATOR);

    @BeforeAll
    static void start() {
        service = RunningService.shared();
    }

    @AfterAll
    static void stop() {
        TOPIC.close();
    }

    @Test
    void movesByAMapAndTellsTheSourceIndexByTheNewSourceIds() {
        TOPIC.publish(List.of(first.student("s-1", "Bart"), first.student("s-2", "Lisa")));
        // they come by two partitions
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(index()).contains("\"s-1\"", "\"s-2\""));

        var begun = send(administrator, "?key=k1", "old,new\ns-1,t-1\ns-9,t-9\n");
        assertThat(begun.path("state").asString()).isEqualTo("RUNNING");
        assertThat(begun.path("pairs").asLong()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> job().path("state").asString().equals("DONE"));

        assertThat(job().path("moved").asLong()).isOne();
        assertThat(index()).contains("\"t-1\"", "\"s-2\"").doesNotContain("\"s-1\"");
        var again = send(administrator, "?key=k1", "old,new\ns-2,t-2\n");
        assertThat(again.path("job").asString())
                .as("asked for twice")
                .isEqualTo(begun.path("job").asString());
        get(administrator, "/refusals")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].code")
                .isEqualTo("OLD_UNKNOWN");
        get(administrator, "/refusals/export")
                .expectBody(String.class)
                .value(table -> assertThat(table).contains("old,new,code,reason", "s-9,t-9,OLD_UNKNOWN"));
    }

    @Test
    void notesWhoApprovedWhatAServiceSends() {
        TOPIC.publish(List.of(first.student("s-1", "Bart")));
        await().atMost(Duration.ofSeconds(30)).until(() -> index().contains("\"s-1\""));

        var begun = send(TestTokens.service(Scopes.SOURCE_IDS_MOVE), "?approvedBy=marge", "s-1,t-1\n");

        assertThat(begun.path("by").asString()).isEqualTo("marge");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> job().path("state").asString().equals("DONE"));
    }

    @Test
    void refusesWhatIsNoMap() {
        for (var body : new String[] {"", "old,new\n", "a,b,c\n", "a,\"b\n"}) {
            post(administrator, "", body)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("body");
        }
        get(administrator, "").expectBody().jsonPath("$.job").isEmpty();
    }

    @Test
    void refusesALineWithASourceIdThatIsTooLong() {
        var longest = "a".repeat(255);

        for (var line : new String[] {longest + "a,b", "b," + longest + "a"}) {
            post(administrator, "", "old,new\n" + longest + ",c\n" + line + "\n")
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("body")
                    .jsonPath("$.errors[0].reason")
                    .isEqualTo(
                            "line 3 has a source ID of more than 255 characters. Nothing was moved: mend these lines and"
                                    + " send the map again");
        }
        get(administrator, "").expectBody().jsonPath("$.job").isEmpty();
    }

    /** One byte more than the limit, with a client that keeps nothing of what it sends. */
    @Test
    @Tag("slow")
    void refusesAMapThatIsTooLarge() throws IOException, InterruptedException {
        var megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) '\n');
        var map = new ArrayList<>(Collections.nCopies(512, megabyte));
        map.add(new byte[] {'\n'});
        var request = HttpRequest.newBuilder(URI.create(service.url() + "/businesses/" + business + "/source-id-moves"))
                .header("Authorization", "Bearer " + administrator)
                .header("Content-Type", "text/csv")
                .timeout(Duration.ofMinutes(2))
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(map), (512L << 20) + 1))
                .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).path("detail").asString())
                .isEqualTo("The map has more than 512 MB. Send it in parts, one after the other.");
        get(administrator, "").expectBody().jsonPath("$.job").isEmpty();
    }

    private JsonNode job() {
        var body = get(administrator, "")
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JSON.readTree(body).path("job");
    }

    private static JsonNode read(ResponseSpec answer) {
        return JSON.readTree(
                answer.expectStatus().isAccepted().expectBody().returnResult().getResponseBody());
    }

    private JsonNode send(String token, String query, String map) {
        return read(post(token, query, map));
    }

    private ResponseSpec post(String token, String query, String map) {
        return service.http(token)
                .method(HttpMethod.POST)
                .uri("/businesses/" + business + "/source-id-moves" + query)
                .contentType(MediaType.parseMediaType("text/csv"))
                .bodyValue(map)
                .exchange();
    }

    private ResponseSpec get(String token, String what) {
        return service.http(token)
                .get()
                .uri("/businesses/" + business + "/source-id-moves" + what)
                .exchange();
    }

    private String index() {
        return String.valueOf(service.http()
                .get()
                .uri("/businesses/" + business + "/source-index")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
