package com.pickatime.local.stack;

import com.pickatime.local.stack.data.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a service that runs as a process of its own is told by environment variables.
 *
 * @param service the name of its jar
 * @param port where it listens
 * @param variables by name
 */
public record ServiceEnvironment(String service, int port, Map<String, String> variables) {

    /** Settings whose variable is named in the services' own configuration files; others have Spring's name for them. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("spring.kafka.bootstrap-servers", "KAFKA_BOOTSTRAP_SERVERS"),
            Map.entry("spring.kafka.properties.schema.registry.url", "SCHEMA_REGISTRY_URL"),
            Map.entry("spring.mongodb.uri", "MONGODB_URI"),
            Map.entry("spring.mail.host", "SMTP_HOST"),
            Map.entry("spring.mail.port", "SMTP_PORT"),
            Map.entry("pickatime.security.issuer", "PICKATIME_ISSUER"),
            Map.entry("pickatime.security.client-id", "PICKATIME_CLIENT_ID"),
            Map.entry("pickatime.security.client-secret", "PICKATIME_CLIENT_SECRET"),
            Map.entry("pickatime.keysets", "PICKATIME_KEYSETS"),
            Map.entry("imports.notification.secrets", "CLASSLINK_NOTIFICATION_SECRETS"),
            Map.entry("imports.classlink.base-url", "CLASSLINK_URL"),
            Map.entry("imports.classlink.partner-key", "CLASSLINK_PARTNER_KEY"),
            Map.entry("imports.contacts.base-url", "CONTACT_SERVICE_URL"),
            Map.entry("imports.data-directory", "IMPORTS_DATA_DIRECTORY"),
            Map.entry("sso.base-url", "SSO_BASE_URL"),
            Map.entry("sso.contacts.base-url", "CONTACT_SERVICE_URL"),
            Map.entry("conferences.contacts.base-url", "CONTACT_SERVICE_URL"),
            Map.entry("conferences.sign-ins.base-url", "SSO_SERVICE_URL"),
            Map.entry("sso.metadata.allow-loopback", "SSO_METADATA_ALLOW_LOOPBACK"),
            Map.entry("notifications.contacts.base-url", "CONTACT_SERVICE_URL"),
            Map.entry("notifications.conferences.base-url", "CONFERENCE_SERVICE_URL"),
            Map.entry("notifications.admin-ui-url", "PICKATIME_ADMIN_UI_URL"),
            Map.entry("web.base-url", "WEB_BASE_URL"),
            Map.entry("web.services.conferences", "CONFERENCE_SERVICE_URL"),
            Map.entry("web.services.contacts", "CONTACT_SERVICE_URL"),
            Map.entry("web.services.imports", "IMPORT_SERVICE_URL"),
            Map.entry("web.services.notifications", "NOTIFICATION_SERVICE_URL"),
            Map.entry("web.services.sso", "SSO_SERVICE_URL"));

    private static final String CLIENTS = "sso.clients.";
    private static final String SECRET = ".secret";

    public ServiceEnvironment {
        variables = Map.copyOf(variables);
    }

    static ServiceEnvironment of(ServiceDefinition service, int port, Map<String, Object> settings) {
        var variables = settings.entrySet().stream()
                // no variable can name a client with a hyphen; the service's own file has the same scopes
                .filter(setting -> !setting.getKey().startsWith(CLIENTS)
                        || setting.getKey().endsWith(SECRET))
                .collect(Collectors.toMap(
                        setting -> variable(setting.getKey()),
                        setting -> setting.getValue().toString()));
        var name = service.configurationName();
        variables.put(upperCase(name) + "_PORT", String.valueOf(port));
        return new ServiceEnvironment(name, port, variables);
    }

    private static String variable(String setting) {
        if (setting.startsWith(CLIENTS)) {
            return upperCase(setting.substring(CLIENTS.length(), setting.length() - SECRET.length()))
                    + "_CLIENT_SECRET";
        }
        return NAMED.getOrDefault(
                setting, setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT));
    }

    private static String upperCase(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The variables that may be shown. */
    public Map<String, String> withoutSecrets() {
        return variables.entrySet().stream()
                .filter(variable -> !variable.getKey().matches(".*(SECRETS?|KEY)"))
                .collect(Collectors.toMap(Entry::getKey, Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    /**
     * Writes the variables to a file that a shell can read with {@code .} and only its owner can.
     *
     * @return the file, {@code <service>.env} in the directory
     * @throws StackException if it cannot be written
     */
    public Path writeTo(Path directory) {
        var file = directory.resolve(service + ".env");
        try {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            return Files.write(
                    file,
                    new TreeMap<>(variables)
                            .entrySet().stream()
                                    .map(variable -> variable.getKey() + "=" + Shell.quoted(variable.getValue()))
                                    .toList());
        } catch (IOException e) {
            throw new StackException("cannot write to " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "ServiceEnvironment(" + service + ", " + withoutSecrets() + ")";
    }
}
