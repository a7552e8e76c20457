package com.pickatime.schemas.serde;

import com.pickatime.schemas.serde.RegistryHttp.Answer;
import com.pickatime.schemas.serde.SchemaRegistryException.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry that speaks Confluent's REST interface; every call goes over HTTP, remembering is the caller's. */
final class SchemaRegistry {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_QUOTE = 500;

    private static final String CHECK_THE_URL =
            "check that %s is a registry's, its path included".formatted(SerdeSettings.REGISTRY_URL);
    private static final String CHECK_THE_CREDENTIALS =
            "check %s and %s".formatted(SerdeSettings.CREDENTIALS_SOURCE, SerdeSettings.USER_INFO);
    private static final String REGISTER_FIRST =
            "register the schema when deploying, or set %s=true".formatted(SerdeSettings.AUTO_REGISTER);

    private final RegistryHttp http;

    SchemaRegistry(SerdeSettings settings) {
        http = new RegistryHttp(settings.registries(), settings.patience());
    }

    /** A schema under the id that records name it by. */
    record Registered(int id, Schema schema) {}

    /** The id of {@code schema}, which the subject has afterwards if it did not before. */
    int register(String subject, Schema schema) {
        var purpose = "to register %s under subject %s".formatted(schema.getFullName(), subject);
        var answer = http.ask("/subjects/" + encode(subject) + "/versions", body(schema), purpose);
        return id(answer, purpose, CHECK_THE_URL);
    }

    /** The id of {@code schema}, which the subject must have already. */
    int idOf(String subject, Schema schema) {
        var purpose = "for the id of %s under subject %s".formatted(schema.getFullName(), subject);
        var answer = http.ask("/subjects/" + encode(subject), body(schema), purpose);
        return id(answer, purpose, REGISTER_FIRST);
    }

    /** The subject's latest version. */
    Registered latest(String subject) {
        var purpose = "for the latest version of subject " + subject;
        var answer = http.ask("/subjects/" + encode(subject) + "/versions/latest", null, purpose);
        var json = accepted(answer, purpose, REGISTER_FIRST);
        return new Registered(number(json, answer, purpose), schema(json, answer, purpose));
    }

    /** The schema that records on {@code topic} name by {@code id}. */
    Schema byId(int id, String topic) {
        var purpose = "for schema id %d, which a record on topic %s names".formatted(id, topic);
        var answer = http.ask("/schemas/ids/" + id, null, purpose);
        var hint = "check that the producer used the same registry, and that the record is Avro at all";
        return schema(accepted(answer, purpose, hint), answer, purpose);
    }

    private static int id(Answer answer, String purpose, String hint) {
        return number(accepted(answer, purpose, hint), answer, purpose);
    }

    private static JsonNode accepted(Answer answer, String purpose, String hintIfUnknown) {
        return switch (answer.status()) {
            case 200 -> json(answer, purpose);
            case 404 -> throw failure(Reason.UNKNOWN, answer, purpose, hintIfUnknown);
            case 409 ->
                throw failure(
                        Reason.INCOMPATIBLE,
                        answer,
                        purpose,
                        "make the change compatible: a new field needs a default");
            case 401, 403 -> throw failure(Reason.REFUSED, answer, purpose, CHECK_THE_CREDENTIALS);
            default -> throw failure(Reason.REFUSED, answer, purpose, CHECK_THE_URL);
        };
    }

    private static JsonNode json(Answer answer, String purpose) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw notARegistry(answer, purpose);
        }
    }

    private static int number(JsonNode json, Answer answer, String purpose) {
        if (!json.path("id").isInt()) {
            throw notARegistry(answer, purpose);
        }
        return json.path("id").intValue();
    }

    private static Schema schema(JsonNode json, Answer answer, String purpose) {
        if (!json.path("schema").isString()) {
            throw notARegistry(answer, purpose);
        }
        var type = json.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO") || !json.path("references").isEmpty()) {
            throw failure(
                    Reason.REFUSED,
                    answer,
                    purpose,
                    "only Avro schemas that hold all their types can be read, this is " + type + " with "
                            + json.path("references").size() + " references");
        }
        try {
            // what was registered is what records were written with, also where a default breaks today's rules
            return new Schema.Parser()
                    .setValidateDefaults(false)
                    .parse(json.path("schema").stringValue());
        } catch (AvroRuntimeException e) {
            throw failure(Reason.REFUSED, answer, purpose, "the schema is not valid Avro: " + e.getMessage());
        }
    }

    private static SchemaRegistryException notARegistry(Answer answer, String purpose) {
        return failure(Reason.REFUSED, answer, purpose, CHECK_THE_URL);
    }

    private static SchemaRegistryException failure(Reason reason, Answer answer, String purpose, String hint) {
        return new SchemaRegistryException(
                reason,
                "the schema registry was asked %s; %s%s: %s".formatted(purpose, answer, quoted(answer.body()), hint));
    }

    /** The registry's own words: they are about schemas and name no value of a record. */
    private static String quoted(String body) {
        try {
            var message = JSON.readTree(body).path("message").asString("");
            return message.isEmpty()
                    ? ""
                    : " (" + message.substring(0, Math.min(message.length(), LONGEST_QUOTE)) + ")";
        } catch (JacksonException e) {
            return "";
        }
    }

    private static String body(Schema schema) {
        return JSON.writeValueAsString(Map.of("schema", schema.toString()));
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
