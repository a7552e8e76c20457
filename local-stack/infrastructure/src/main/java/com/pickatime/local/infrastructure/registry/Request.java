package com.pickatime.local.infrastructure.registry;

import java.util.List;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request to the registry, its path cut at the slashes and decoded. */
record Request(String method, List<String> path, String query, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    boolean is(String wanted) {
        return method.equals(wanted);
    }

    int depth() {
        return path.size();
    }

    String part(int index) {
        return path.get(index);
    }

    boolean has(String parameter) {
        return List.of(query.split("&")).contains(parameter);
    }

    Schema schema() {
        var type = text("schemaType", "AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryException.invalidSchema("this registry keeps AVRO only, not " + type);
        }
        if (!json().path("references").isEmpty()) {
            throw RegistryException.invalidSchema("this registry keeps no references; name nested types inline");
        }
        return SchemaText.parse(text("schema", ""));
    }

    CompatibilityLevel level() {
        return CompatibilityLevel.named(text("compatibility", ""));
    }

    private String text(String field, String otherwise) {
        return json().path(field).asString(otherwise);
    }

    private JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw RegistryException.invalidBody("it is not JSON");
        }
    }
}
