package com.pickatime.local.stack;

import com.pickatime.local.stack.data.StackException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a local stack shall be.
 *
 * @param data where everything that survives a restart is kept
 * @param ports its ports
 * @param students students in the simulated district; as many as the data directory last had when empty
 * @param seed what the simulated district is made from: the same seed gives the same district
 * @param external servers that replace embedded parts, and what a service shall do otherwise, by the names of their
 *     environment variables
 */
public record StackOptions(
        Path data, StackPorts ports, Optional<Integer> students, long seed, Map<String, String> external) {

    /** What the simulator can make; about 1.1 guardians and staff come on top of each. */
    private static final int MOST_STUDENTS = 1_000_000;

    static final String MONGODB_URI = "MONGODB_URI";
    static final String KAFKA_BOOTSTRAP_SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
    static final String SCHEMA_REGISTRY_URL = "SCHEMA_REGISTRY_URL";

    public StackOptions {
        if (students.filter(count -> count < 1 || count > MOST_STUDENTS).isPresent()) {
            throw new StackException("--students must be between 1 and " + MOST_STUDENTS);
        }
        external = Map.copyOf(external);
    }

    /** By itself unless told otherwise: who tries a stack has a district at once. */
    String onboardingPolicy() {
        return external("IMPORTS_ONBOARDING_POLICY").orElse("AUTOMATIC");
    }

    Optional<String> externalStore() {
        return external(MONGODB_URI);
    }

    Optional<String> externalBroker() {
        return external(KAFKA_BOOTSTRAP_SERVERS);
    }

    Optional<String> externalRegistry() {
        return external(SCHEMA_REGISTRY_URL);
    }

    private Optional<String> external(String variable) {
        return Optional.ofNullable(external.get(variable)).filter(value -> !value.isBlank());
    }
}
