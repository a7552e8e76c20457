package com.pickatime.local.infrastructure.registry;

/** A refusal in the words and codes of Confluent's REST API; the first three digits of the code are the HTTP status. */
final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    private RegistryException(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }

    int status() {
        return code < 1000 ? code : code / 100;
    }

    static RegistryException unknownPath(String path) {
        return new RegistryException(404, "HTTP 404 Not Found: " + path);
    }

    static RegistryException methodNotAllowed(String method) {
        return new RegistryException(405, "HTTP 405 Method Not Allowed: " + method);
    }

    static RegistryException unknownSubject(String subject) {
        return new RegistryException(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryException unknownVersion(String version) {
        return new RegistryException(40402, "Version " + version + " not found.");
    }

    static RegistryException unknownSchema(String what) {
        return new RegistryException(40403, "Schema " + what + " not found");
    }

    static RegistryException noSubjectCompatibility(String subject) {
        return new RegistryException(
                40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryException incompatible(String subject, Object details) {
        return new RegistryException(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + details);
    }

    static RegistryException invalidSchema(String reason) {
        return new RegistryException(42201, "Invalid schema: " + reason);
    }

    static RegistryException invalidVersion(String version) {
        return new RegistryException(
                42202,
                "The specified version '" + version
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    static RegistryException invalidCompatibility(String level) {
        return new RegistryException(
                42203,
                "Invalid compatibility level '" + level + "'. Valid values are none, backward, forward, full,"
                        + " backward_transitive, forward_transitive and full_transitive");
    }

    static RegistryException invalidBody(String reason) {
        return new RegistryException(422, "Invalid request body: " + reason);
    }
}
