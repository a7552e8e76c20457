package com.pickatime.platform.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Errors for the caller, as RFC 9457 problem details: what is wrong, with which field, and what to do.
 *
 * <p>Nothing that a caller sent is repeated in them, because it may be personal data.
 */
public final class Problems {

    private Problems() {}

    /** 400: {@code field} of the request is not as it must be; {@code reason} says what it must be. */
    public static ErrorResponseException invalid(String field, String reason) {
        return invalid(Map.of(field, reason));
    }

    /** 400: several fields at once, reasons by field. */
    public static ErrorResponseException invalid(Map<String, String> reasons) {
        var errors = reasons.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Map.of("field", entry.getKey(), "reason", entry.getValue()))
                .toList();
        var detail = errors.size() == 1
                ? errors.get(0).get("field") + ": " + errors.get(0).get("reason")
                : errors.size() + " fields need another value; see errors";
        return problem(HttpStatus.BAD_REQUEST, detail, errors);
    }

    /**
     * The value that a field names; null for a field that was not sent.
     *
     * @throws ErrorResponseException 400, with the names that there are, for any other name
     */
    public static <E extends Enum<E>> @Nullable E named(String field, Class<E> type, @Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElseThrow(() -> invalid(
                        field,
                        Arrays.stream(type.getEnumConstants())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    /** 404: {@code detail} says what was looked for and how to find what there is. */
    public static ErrorResponseException notFound(String detail) {
        return problem(HttpStatus.NOT_FOUND, detail, List.of());
    }

    /** 409: {@code detail} says which state stands against it and what to do. */
    public static ErrorResponseException conflict(String detail) {
        return problem(HttpStatus.CONFLICT, detail, List.of());
    }

    /** Any other status; {@code detail} says what to do. */
    public static ErrorResponseException of(HttpStatus status, String detail) {
        return problem(status, detail, List.of());
    }

    private static ErrorResponseException problem(HttpStatus status, String detail, List<Map<String, String>> errors) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return new ErrorResponseException(status, problem, null);
    }
}
