package com.pickatime.local.stack;

import com.pickatime.local.stack.data.DataDirectory;
import com.pickatime.local.stack.data.Secrets;
import com.pickatime.local.stack.data.ServiceClient;
import java.util.HashMap;
import java.util.Map;

/** What each application is told beside its own configuration file. */
record ServiceSettings(StackOptions options, DataDirectory data, Secrets secrets, ServiceAddresses infrastructure) {

    /** The simulated district's tenant, and whom its imports are reported to. */
    private static final String TENANT = "2222";

    private static final String BUSINESS = "classlink-" + TENANT;

    private static final int STUDENTS_AT_FIRST = 500;

    /** Districts up to here are served in small pages, so that every import has to turn them; larger ones would take long. */
    private static final int STUDENTS_OF_SMALL_PAGES = 20_000;

    private static final int SMALL_PAGE = 100;
    private static final int LARGE_PAGE = 10_000;

    private static final String ADMINISTRATOR = "administrator@maplewood.example.org";

    Map<String, Object> of(ServiceDefinition service) {
        var settings = new HashMap<String, Object>(
                switch (service) {
                    case SIMULATOR -> simulator();
                    case WEB_UI -> webUi();
                    default -> common();
                });
        // a person waits for the stop; what is cut off is done again at the next start
        settings.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        switch (service) {
            case IMPORTS -> settings.putAll(imports());
            case NOTIFICATIONS -> settings.putAll(notifications());
            case SSO -> settings.putAll(sso());
            case CONFERENCES -> settings.putAll(conferences());
            // the services have it from the platform
            case SIMULATOR -> settings.put("spring.reactor.netty.shutdown-quiet-period", "0s");
            case CONTACTS -> settings.put("server.forward-headers-strategy", "NATIVE");
            case WEB_UI -> {}
        }
        return settings;
    }

    private Map<String, Object> common() {
        return Map.of(
                "spring.kafka.bootstrap-servers", infrastructure.bootstrapServers(),
                "spring.kafka.properties.schema.registry.url", infrastructure.registryUrl(),
                "spring.mongodb.uri", infrastructure.mongodbUri(),
                "pickatime.security.issuer", local(options.ports().ssoService()),
                "pickatime.keysets", secrets.keysets());
    }

    private Map<String, Object> simulator() {
        var ports = options.ports();
        var serviceProvider = local(ports.webUi()) + "/saml/" + BUSINESS;
        var students = data.remember("students", options.students(), STUDENTS_AT_FIRST);
        return Map.ofEntries(
                Map.entry("simulator.students", students),
                Map.entry("simulator.max-limit", students > STUDENTS_OF_SMALL_PAGES ? LARGE_PAGE : SMALL_PAGE),
                Map.entry("simulator.seed", options.seed()),
                Map.entry("simulator.tenant-id", TENANT),
                Map.entry("simulator.partner-key", secrets.partnerKey()),
                Map.entry("simulator.notification-url", local(ports.importService()) + "/classlink/notifications"),
                Map.entry("simulator.notification-secret", secrets.webhookSecret()),
                Map.entry("simulator.saml.base-url", SignOn.identityProvider(ports)),
                Map.entry(
                        "simulator.saml.key-directory", data.resolve("secrets").resolve("classlink-simulator")),
                Map.entry("simulator.saml.service-provider.entity-id", serviceProvider + "/metadata"),
                Map.entry("simulator.saml.service-provider.acs-url", serviceProvider + "/acs"),
                Map.entry("simulator.saml.service-provider.slo-url", serviceProvider + "/slo"));
    }

    private Map<String, Object> sso() {
        var settings = new HashMap<>(credentials(ServiceClient.SSO_SERVICE));
        // browsers reach it through the web pages' address, and those say where a request came from
        settings.put("sso.base-url", local(options.ports().webUi()));
        settings.put("server.forward-headers-strategy", "NATIVE");
        settings.put("sso.contacts.base-url", local(options.ports().contactService()));
        // the simulated identity provider is on this machine
        settings.put("sso.metadata.allow-loopback", true);
        // a tester who gives the identity provider a new key shall see at once what comes of it
        settings.put("sso.metadata.ask-again-after", "1s");
        for (var client : ServiceClient.values()) {
            settings.put("sso.clients." + client.id() + ".secret", secrets.of(client));
            settings.put("sso.clients." + client.id() + ".scopes", String.join(",", client.scopes()));
        }
        return settings;
    }

    private Map<String, Object> imports() {
        var settings = new HashMap<>(credentials(ServiceClient.IMPORT_SERVICE));
        settings.put("imports.notification.secrets", secrets.webhookSecret());
        settings.put("imports.classlink.base-url", local(options.ports().simulator()));
        settings.put("imports.classlink.partner-key", secrets.partnerKey());
        // the district shall be found by its notification; the poll is there for one that got lost
        settings.put("imports.poll.initial-delay", "5m");
        settings.put("imports.onboarding.policy", options.onboardingPolicy());
        settings.put("imports.onboarding.team", SignOn.TEAM_ADDRESS);
        settings.put("imports.onboarding.administrators", ADMINISTRATOR);
        settings.put("imports.contacts.base-url", local(options.ports().contactService()));
        settings.put("imports.allow-insecure-sources", true);
        settings.put("imports.data-directory", data.resolve("imports"));
        return settings;
    }

    private Map<String, Object> conferences() {
        var settings = new HashMap<>(credentials(ServiceClient.CONFERENCE_SERVICE));
        settings.put("conferences.contacts.base-url", local(options.ports().contactService()));
        settings.put("conferences.sign-ins.base-url", local(options.ports().ssoService()));
        return settings;
    }

    private Map<String, Object> webUi() {
        var ports = options.ports();
        return Map.of(
                "pickatime.security.issuer", local(ports.ssoService()),
                "web.base-url", local(ports.webUi()),
                "web.services.conferences", local(ports.conferenceService()),
                "web.services.contacts", local(ports.contactService()),
                "web.services.imports", local(ports.importService()),
                "web.services.notifications", local(ports.notificationService()),
                "web.services.sso", local(ports.ssoService()));
    }

    private Map<String, Object> notifications() {
        var ports = options.ports();
        var settings = new HashMap<>(credentials(ServiceClient.NOTIFICATION_SERVICE));
        // who tries it waits for a mail after every import
        settings.put("notifications.mail.unchanged", true);
        settings.put("notifications.admin-ui-url", local(ports.webUi()));
        settings.put("notifications.contacts.base-url", local(ports.contactService()));
        settings.put("notifications.conferences.base-url", local(ports.conferenceService()));
        settings.put("spring.mail.host", "127.0.0.1");
        settings.put("spring.mail.port", ports.smtp());
        return settings;
    }

    private Map<String, Object> credentials(ServiceClient client) {
        return Map.of(
                "pickatime.security.client-id", client.id(), "pickatime.security.client-secret", secrets.of(client));
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }
}
