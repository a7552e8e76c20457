package com.pickatime.web.services;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service said no. The problem (RFC 9457) is in words for people, and never repeats what was sent. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient JsonNode problem;

    private Refusal(HttpStatus status, JsonNode problem) {
        super("a service answered " + status.value(), null, false, false);
        this.status = status;
        this.problem = problem;
    }

    /** @param body problem details, or whatever else something between us and the service answered */
    static Refusal of(HttpStatus status, String body) {
        return new Refusal(status, read(body));
    }

    public HttpStatus status() {
        return status;
    }

    /** What stands against it and what to do. */
    public String detail() {
        return problem.path("detail").asString("");
    }

    /** Reasons by the field that they are about; empty where it is about none. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        problem.path("errors")
                .forEach(error -> fields.put(
                        error.path("field").asString(), error.path("reason").asString()));
        return fields;
    }

    /** A property of the problem beyond the usual ones; null if it has none of this name. */
    public @Nullable String property(String name) {
        return problem.path(name).asString(null);
    }

    /** Whether whoever asked can mend it: by another value, or because something has changed meanwhile. */
    public boolean isForForm() {
        return switch (status) {
            case BAD_REQUEST, CONFLICT, PRECONDITION_FAILED, UNPROCESSABLE_CONTENT, TOO_MANY_REQUESTS -> true;
            default -> false;
        };
    }

    /** Whether it was meant for what somebody else has changed meanwhile. */
    public boolean isOvertaken() {
        return status == HttpStatus.PRECONDITION_FAILED;
    }

    private static JsonNode read(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
