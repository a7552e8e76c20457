package com.pickatime.local.testing.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DescribedApiTest {

    private static final String API = """
            {"paths": {"/first-import": {"put": {
              "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Decide"}}}},
              "responses": {"200": {"content": {"application/json": {"schema": {"type": "string"}}}}}}}},
             "components": {"schemas": {"Decide": {
               "type": "object", "properties": {"decision": {"type": "string"}}%s}}}}""";

    @Test
    void findsAnExampleThatIsOne() {
        assertThat(findings(", \"example\": {\"decision\": \"ADOPT\"}")).isEmpty();
    }

    @Test
    void findsABodyWithoutAnExample() {
        assertThat(findings("")).containsExactly("no example of the body of PUT /first-import");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"decision\": 1}|string", "{\"desicion\": \"ADOPT\"}|desicion", "\"ADOPT\"|object"})
    void findsAnExampleThatIsNone(String example, String why) {
        assertThat(findings(", \"example\": " + example))
                .anyMatch(finding -> finding.contains("PUT /first-import") && finding.contains(why));
    }

    private static Stream<String> findings(String example) {
        return new DescribedApi(new JsonMapper().readTree(API.formatted(example))).findingsOfExamples();
    }
}
