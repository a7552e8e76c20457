package com.pickatime.sso.setup;

import com.pickatime.platform.web.Problems;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads settings strictly: a misspelt field or a number in quotes is an error, because a setting that is silently left at its
 * default could open a door.
 */
final class SettingsRequestReader {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private SettingsRequestReader() {}

    /** Throws a 400 problem that names the field and never repeats what was sent. */
    static SettingsRequest read(byte[] json) {
        try {
            var request = STRICT.readValue(json, SettingsRequest.class);
            if (request == null) {
                throw notAnObject();
            }
            return request;
        } catch (UnrecognizedPropertyException unknown) {
            throw Problems.invalid(
                    path(unknown.getPath()), "is not a setting; the settings here are " + names(unknown));
        } catch (DatabindException mismatch) {
            if (mismatch.getPath().isEmpty()) {
                throw notAnObject();
            }
            throw Problems.invalid(path(mismatch.getPath()), "is not of the kind of value that this setting takes");
        } catch (JacksonException malformed) {
            throw notAnObject();
        }
    }

    private static ErrorResponseException notAnObject() {
        return Problems.invalid("body", "must be a JSON object of settings, and nothing after it");
    }

    private static String names(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String path(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .substring(1);
    }
}
