package com.pickatime.local.infrastructure.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LocalRegistryIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String STRING = "{\"type\":\"string\"}";
    private static final String V1 =
            "{\"type\":\"record\",\"name\":\"C\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}";
    private static final String V2 =
            "{\"type\":\"record\",\"name\":\"C\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"},"
                    + "{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}";
    private static final String BREAKING =
            "{\"type\":\"record\",\"name\":\"C\",\"fields\":[{\"name\":\"z\",\"type\":\"string\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private LocalRegistry registry;

    @BeforeEach
    void start() {
        registry = LocalRegistry.start(Optional.of(directory), 0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String get(String path) {
        return send("GET", path, "").body();
    }

    private HttpResponse<String> postSchema(String path, String schema) {
        return send("POST", path, JSON.writeValueAsString(Map.of("schema", schema)));
    }

    private HttpResponse<String> register(String subject, String schema) {
        return postSchema("/subjects/" + subject + "/versions", schema);
    }

    private static void assertError(HttpResponse<String> response, int status, int code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).path("error_code").asInt()).isEqualTo(code);
        assertThat(JSON.readTree(response.body()).path("message").asString()).isNotBlank();
    }

    @Test
    void numbersSchemasAndVersions() {
        assertThat(register("a-value", V1).body()).isEqualTo("{\"id\":1}");
        assertThat(register("a-value", V2).body()).isEqualTo("{\"id\":2}");
        assertThat(register("a-value", V1).body()).isEqualTo("{\"id\":1}");
        assertThat(register("b-value", V2).body()).isEqualTo("{\"id\":2}");

        assertThat(get("/subjects")).isEqualTo("[\"a-value\",\"b-value\"]");
        assertThat(get("/subjects/a-value/versions")).isEqualTo("[1,2]");
        assertThat(JSON.readTree(get("/subjects/a-value/versions/latest")))
                .isEqualTo(JSON.valueToTree(Map.of("subject", "a-value", "version", 2, "id", 2, "schema", V2)));
        assertThat(get("/subjects/a-value/versions/1/schema")).isEqualTo(V1);
    }

    @Test
    void findsSchemasById() {
        register("a-value", V1);
        register("b-value", V1);

        assertThat(JSON.readTree(get("/schemas/ids/1")).path("schema").asString())
                .isEqualTo(V1);
        assertThat(get("/schemas/ids/1/schema")).isEqualTo(V1);
        assertThat(get("/schemas/ids/1/subjects")).isEqualTo("[\"a-value\",\"b-value\"]");
        assertThat(JSON.readTree(get("/schemas/ids/1/versions"))).hasSize(2);
        assertThat(get("/schemas/types")).isEqualTo("[\"AVRO\"]");
    }

    @Test
    void looksASchemaUp() {
        register("a-value", V1);

        assertThat(JSON.readTree(postSchema("/subjects/a-value", V1).body())
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertError(postSchema("/subjects/a-value", V2), 404, 40403);
        assertError(postSchema("/subjects/none", V1), 404, 40401);
    }

    @Test
    void refusesWhatIsIncompatible() {
        register("a-value", V1);

        var refused = register("a-value", BREAKING);

        assertError(refused, 409, 409);
        assertThat(refused.body())
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("a-value");
        assertThat(get("/subjects/a-value/versions")).isEqualTo("[1]");
    }

    @Test
    void tellsCompatibilityWithoutRegistering() {
        register("a-value", V1);
        var path = "/compatibility/subjects/a-value/versions";

        assertThat(postSchema(path + "/latest", V2).body()).isEqualTo("{\"is_compatible\":true}");
        assertThat(postSchema(path + "/1", BREAKING).body()).isEqualTo("{\"is_compatible\":false}");
        assertThat(postSchema(path + "?verbose=true", BREAKING).body())
                .contains("\"messages\":[\"READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(postSchema("/compatibility/subjects/new/versions", V1).body())
                .isEqualTo("{\"is_compatible\":true}");
        assertThat(get("/subjects/a-value/versions")).isEqualTo("[1]");
    }

    @Test
    void isBackwardUntilToldOtherwise() {
        assertThat(get("/config")).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertError(send("GET", "/config/a-value", ""), 404, 40408);
        assertThat(get("/config/a-value?defaultToGlobal=true")).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");

        assertThat(send("PUT", "/config/a-value", "{\"compatibility\":\"none\"}")
                        .body())
                .isEqualTo("{\"compatibility\":\"NONE\"}");
        register("a-value", V1);
        assertThat(register("a-value", BREAKING).statusCode()).isEqualTo(200);
        assertThat(send("DELETE", "/config/a-value", "").body()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        assertError(send("GET", "/config/a-value", ""), 404, 40408);
    }

    @Test
    void refusesInTheCodesThatClientsKnow() {
        register("a-value", V1);

        assertError(send("GET", "/subjects/none/versions", ""), 404, 40401);
        assertError(send("GET", "/subjects/a-value/versions/9", ""), 404, 40402);
        assertError(send("GET", "/schemas/ids/99", ""), 404, 40403);
        assertError(register("a-value", "{\"type\":\"nonsense\"}"), 422, 42201);
        assertError(
                send("POST", "/subjects/a-value/versions", "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}"), 422, 42201);
        assertError(send("GET", "/subjects/a-value/versions/0", ""), 422, 42202);
        assertError(send("GET", "/subjects/a-value/versions/first", ""), 422, 42202);
        assertError(send("PUT", "/config", "{\"compatibility\":\"SIDEWAYS\"}"), 422, 42203);
        assertError(send("POST", "/subjects/a-value/versions", "not json"), 422, 422);
        assertError(send("DELETE", "/subjects/a-value/versions", ""), 405, 405);
        assertError(send("GET", "/nothing/here", ""), 404, 404);
    }

    @Test
    void answersAsTheApiSays() {
        var response = send("GET", "/mode", "");

        assertThat(response.body()).isEqualTo("{\"mode\":\"READWRITE\"}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
        assertThat(get("/")).isEqualTo("{}");
    }

    @Test
    void takesSubjectsWithSlashesAndSpaces() {
        register("a%2Fb%20c", STRING);

        assertThat(get("/subjects")).isEqualTo("[\"a/b c\"]");
        assertThat(get("/subjects/a%2Fb%20c/versions")).isEqualTo("[1]");
    }

    @Test
    void remembersAcrossARestart() {
        register("a-value", V1);
        send("PUT", "/config", "{\"compatibility\":\"FULL\"}");
        send("PUT", "/config/b-value", "{\"compatibility\":\"NONE\"}");
        send("DELETE", "/config/b-value", "");
        registry.close();

        registry = LocalRegistry.start(Optional.of(directory), 0);

        assertThat(get("/schemas/ids/1/schema")).isEqualTo(V1);
        assertThat(get("/config")).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
        assertError(send("GET", "/config/b-value", ""), 404, 40408);
        assertThat(register("a-value", V2).body()).isEqualTo("{\"id\":2}");
    }
}
