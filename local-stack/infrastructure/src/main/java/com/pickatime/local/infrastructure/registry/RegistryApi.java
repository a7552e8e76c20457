package com.pickatime.local.infrastructure.registry;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Confluent's REST API as far as serializers, consoles and CI need it: no deletion, references, contexts or other types.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the API</a>
 */
final class RegistryApi {

    private static final String LATEST = "latest";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Subjects subjects;

    RegistryApi(Subjects subjects) {
        this.subjects = subjects;
    }

    /** The answer's body, to be written as JSON. */
    Object handle(Request request) {
        return switch (request.depth() == 0 ? "" : request.part(0)) {
            case "" -> Map.of();
            case "subjects" -> subjects(request);
            case "schemas" -> schemas(request);
            case "compatibility" -> compatibility(request);
            case "config" -> config(request);
            case "mode" -> Map.of("mode", "READWRITE");
            default -> throw unknown(request);
        };
    }

    private Object subjects(Request request) {
        return switch (request.depth()) {
            case 1 -> subjects.names().stream().sorted().toList();
            case 2 -> lookUp(request);
            case 3 -> versions(request);
            case 4 -> version(version(request.part(1), request.part(3)));
            case 5 -> json(version(request.part(1), request.part(3)));
            default -> throw unknown(request);
        };
    }

    private Object lookUp(Request request) {
        requireMethod(request, "POST");
        var subject = request.part(1);
        subjects.versionsOf(subject);
        return subjects.find(subject, request.schema())
                .map(RegistryApi::version)
                .orElseThrow(() -> RegistryException.unknownSchema("of subject '" + subject + "'"));
    }

    private Object versions(Request request) {
        var subject = request.part(1);
        if (request.is("POST")) {
            return Map.of("id", subjects.register(subject, request.schema()).id());
        }
        requireMethod(request, "GET");
        return subjects.versionsOf(subject).stream()
                .map(RegisteredSchema::version)
                .toList();
    }

    private RegisteredSchema version(String subject, String version) {
        var all = subjects.versionsOf(subject);
        var wanted = version.equals(LATEST) ? all.size() : versionNumber(version);
        if (wanted > all.size()) {
            throw RegistryException.unknownVersion(version);
        }
        return all.get(wanted - 1);
    }

    private static int versionNumber(String text) {
        try {
            var number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw RegistryException.invalidVersion(text);
        }
        throw RegistryException.invalidVersion(text);
    }

    private static Map<String, Object> version(RegisteredSchema found) {
        return Map.of("subject", found.subject(), "version", found.version(), "id", found.id(), "schema", found.text());
    }

    private Object schemas(Request request) {
        if (request.depth() == 2 && request.part(1).equals("types")) {
            return List.of("AVRO");
        }
        if (request.depth() < 3 || !request.part(1).equals("ids")) {
            throw unknown(request);
        }
        var found = subjects.withId(schemaId(request.part(2)));
        return switch (request.depth() == 3 ? "" : request.part(3)) {
            case "" -> Map.of("schema", found.get(0).text());
            case "schema" -> json(found.get(0));
            case "subjects" -> found.stream().map(RegisteredSchema::subject).toList();
            case "versions" ->
                found.stream()
                        .map(schema -> Map.of("subject", schema.subject(), "version", schema.version()))
                        .toList();
            default -> throw unknown(request);
        };
    }

    private static int schemaId(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryException.unknownSchema(text);
        }
    }

    private static JsonNode json(RegisteredSchema found) {
        return JSON.readTree(found.text());
    }

    private Object compatibility(Request request) {
        requireMethod(request, "POST");
        if (request.depth() < 4 || !request.part(1).equals("subjects")) {
            throw unknown(request);
        }
        var objections = objections(request);
        return request.has("verbose=true")
                ? Map.of("is_compatible", objections.isEmpty(), "messages", objections)
                : Map.of("is_compatible", objections.isEmpty());
    }

    private List<String> objections(Request request) {
        var subject = request.part(2);
        if (request.depth() == 4) {
            return subjects.objections(subject, request.schema());
        }
        var compared = version(subject, request.part(4)).schema();
        return subjects.levelFor(subject).objections(request.schema(), List.of(compared));
    }

    private Object config(Request request) {
        return request.depth() == 1 ? globalConfig(request) : subjectConfig(request, request.part(1));
    }

    private Object globalConfig(Request request) {
        if (request.is("PUT")) {
            subjects.setLevel(null, request.level());
            return Map.of("compatibility", subjects.globalLevel());
        }
        requireMethod(request, "GET");
        return Map.of("compatibilityLevel", subjects.globalLevel());
    }

    private Object subjectConfig(Request request, String subject) {
        if (request.is("PUT")) {
            subjects.setLevel(subject, request.level());
            return Map.of("compatibility", subjects.levelFor(subject));
        }
        if (!request.is("DELETE")) {
            requireMethod(request, "GET");
        }
        var level = request.has("defaultToGlobal=true")
                ? subjects.levelFor(subject)
                : subjects.ownLevel(subject).orElseThrow(() -> RegistryException.noSubjectCompatibility(subject));
        if (request.is("DELETE")) {
            subjects.setLevel(subject, null);
        }
        return Map.of("compatibilityLevel", level);
    }

    private static void requireMethod(Request request, String method) {
        if (!request.is(method)) {
            throw RegistryException.methodNotAllowed(request.method());
        }
    }

    private static RegistryException unknown(Request request) {
        return RegistryException.unknownPath("/" + String.join("/", request.path()));
    }
}
