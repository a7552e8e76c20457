package com.pickatime.simulator.faults;

import com.fasterxml.jackson.annotation.JsonTypeName;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads faults from JSON, strictly, so that a misspelt one is not mistaken for a harmless one. */
@Component
public class FaultReader {

    private static final List<Class<?>> TYPES = Arrays.stream(Fault.class.getDeclaredClasses())
            .filter(type -> type.isAnnotationPresent(JsonTypeName.class))
            .toList();

    private final Validator validator;
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerSubtypes(TYPES)
            .build();

    FaultReader(Validator validator) {
        this.validator = validator;
    }

    /** The names of all types of fault. */
    public static List<String> knownTypes() {
        return TYPES.stream()
                .map(type -> type.getAnnotation(JsonTypeName.class).value())
                .sorted()
                .toList();
    }

    /**
     * Reads one fault.
     *
     * @throws InvalidFaultException if the text is not JSON, its {@code type} is unknown, or a field is missing, unknown or out of
     *     range
     */
    public Fault read(String json) {
        var tree = tree(json);
        if (!knownTypes().contains(tree.path("type").asString(""))) {
            throw new InvalidFaultException("type", "is not the name of a fault");
        }
        var fault = bound(tree);
        validator.validate(fault).stream().findFirst().ifPresent(violation -> {
            throw new InvalidFaultException(violation.getPropertyPath().toString(), violation.getMessage());
        });
        return fault;
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JacksonException e) {
            throw new InvalidFaultException("", "the body is not JSON");
        }
    }

    private Fault bound(JsonNode tree) {
        try {
            return mapper.treeToValue(tree, Fault.class);
        } catch (DatabindException e) {
            var path = e.getPath();
            var field = path.isEmpty()
                    ? ""
                    : String.valueOf(path.get(path.size() - 1).getPropertyName());
            throw new InvalidFaultException(field, reason(e));
        }
    }

    /** Jackson's own words would name classes, which mean nothing to whoever sent the fault. */
    private static String reason(DatabindException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "is not a field of this fault";
        }
        return e.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : "is missing or of the wrong kind";
    }
}
