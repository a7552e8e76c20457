package com.pickatime.local.stack;

import java.util.HashMap;
import java.util.Map;

/** What each application is told beside its own configuration file. */
record ServiceSettings(StackOptions options, DataDirectory data, Secrets secrets, ServiceAddresses infrastructure) {

    /** The simulated district's tenant, and whom its imports are reported to. */
    private static final String TENANT = "2222";

    private static final int STUDENTS_AT_FIRST = 500;

    private static final String ADMINISTRATOR = "administrator@maplewood.example.org";

    Map<String, Object> of(ServiceDefinition service) {
        var settings = new HashMap<String, Object>(service == ServiceDefinition.SIMULATOR ? simulator() : common());
        switch (service) {
            case IMPORTS -> settings.putAll(imports());
            case NOTIFICATIONS -> settings.putAll(notifications());
            case SIMULATOR, CONTACTS -> {}
        }
        return settings;
    }

    private Map<String, Object> common() {
        return Map.of(
                "spring.kafka.bootstrap-servers", infrastructure.bootstrapServers(),
                "spring.kafka.properties.schema.registry.url", infrastructure.registryUrl(),
                "spring.mongodb.uri", infrastructure.mongodbUri(),
                "pickatime.service-token", secrets.serviceToken(),
                "pickatime.keysets", secrets.keysets());
    }

    private Map<String, Object> simulator() {
        return Map.of(
                "simulator.students", data.remember("students", options.students(), STUDENTS_AT_FIRST),
                "simulator.seed", options.seed(),
                "simulator.tenant-id", TENANT,
                "simulator.partner-key", secrets.partnerKey(),
                "simulator.notification-url",
                        "http://127.0.0.1:" + options.ports().importService() + "/classlink/notifications",
                "simulator.notification-secret", secrets.webhookSecret());
    }

    private Map<String, Object> imports() {
        var simulator = "http://127.0.0.1:" + options.ports().simulator();
        return Map.of(
                "imports.notification.secrets",
                secrets.webhookSecret(),
                "imports.classlink.base-url",
                simulator,
                "imports.classlink.partner-key",
                secrets.partnerKey(),
                // the district shall be found by its notification; the poll is there for one that got lost
                "imports.poll.initial-delay",
                "5m",
                "imports.onboarding.policy",
                "AUTOMATIC",
                "imports.onboarding.administrators",
                ADMINISTRATOR,
                "imports.contacts.base-url",
                "http://127.0.0.1:" + options.ports().contactService(),
                "imports.allow-insecure-sources",
                true,
                "imports.data-directory",
                data.resolve("imports"));
    }

    private Map<String, Object> notifications() {
        return Map.of(
                "spring.mail.host",
                "127.0.0.1",
                "spring.mail.port",
                options.ports().smtp());
    }
}
