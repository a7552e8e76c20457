package com.pickatime.local.testing.access;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a service says of itself at {@code /openapi}. */
final class DescribedApi {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String JSON = "application/json";

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode api;

    DescribedApi(JsonNode api) {
        this.api = api;
    }

    static DescribedApi at(HttpClient http, String address) {
        var request = HttpRequest.newBuilder(URI.create(address + "/openapi"))
                .timeout(PATIENCE)
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("/openapi answers " + answer.statusCode() + " " + answer.body());
            }
            return new DescribedApi(new JsonMapper().readTree(answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException("/openapi does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Operation(String endpoint, JsonNode said) {}

    private Stream<Operation> operations() {
        return api.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT) + ' ' + path.getKey(),
                                operation.getValue())));
    }

    Set<String> endpoints() {
        return operations().map(Operation::endpoint).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every body that has to be sent as JSON has an example, and every example is one of its schema. */
    Stream<String> findingsOfExamples() {
        return operations()
                .flatMap(operation -> Stream.concat(
                        body(operation),
                        operation.said().path("responses").properties().stream()
                                .flatMap(response -> response.getValue().path("content").properties().stream())
                                .flatMap(content -> refused(operation, content.getValue()))));
    }

    private Stream<String> body(Operation operation) {
        var content = operation.said().path("requestBody").path("content").path(JSON);
        if (content.isMissingNode()) {
            return Stream.empty();
        }
        return example(content).isMissingNode()
                ? Stream.of("no example of the body of " + operation.endpoint())
                : refused(operation, content);
    }

    private Stream<String> refused(Operation operation, JsonNode content) {
        var example = example(content);
        if (example.isMissingNode()) {
            return Stream.empty();
        }
        // together with what it refers to, and nothing that it does not name
        var schema = (ObjectNode) content.path("schema").deepCopy();
        schema.set("components", api.path("components"));
        schema.put("unevaluatedProperties", false);
        return schemas.getSchema(schema).validate(example).stream()
                .map(error -> "an example of " + operation.endpoint() + " is none: " + error);
    }

    private JsonNode example(JsonNode content) {
        var schema = content.path("schema");
        var named = schema.path("$ref").asString("");
        var described = named.isEmpty() ? schema : api.at(named.substring(1));
        return content.has("example") ? content.path("example") : described.path("example");
    }
}
