package com.pickatime.local.stack;

import com.pickatime.conferences.ConferenceService;
import com.pickatime.contacts.ContactService;
import com.pickatime.imports.ImportService;
import com.pickatime.notifications.NotificationService;
import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.sso.SsoService;
import com.pickatime.web.WebUi;
import java.util.function.ToIntFunction;

/** The applications of the stack, in the order in which they start. */
enum ServiceDefinition {
    SIMULATOR("ClassLink simulator", ClassLinkSimulator.class, "classlink-simulator", StackPorts::simulator),
    SSO("Sign-on service", SsoService.class, "sso-service", StackPorts::ssoService),
    CONTACTS("Contact service", ContactService.class, "contact-service", StackPorts::contactService),
    CONFERENCES("Conference service", ConferenceService.class, "conference-service", StackPorts::conferenceService),
    NOTIFICATIONS(
            "Notification service", NotificationService.class, "notification-service", StackPorts::notificationService),
    IMPORTS("Import service", ImportService.class, "import-service", StackPorts::importService),
    WEB_UI("Web pages", WebUi.class, "web-ui", StackPorts::webUi);

    private final String title;
    private final Class<?> application;
    private final String configurationName;
    private final ToIntFunction<StackPorts> port;

    ServiceDefinition(String title, Class<?> application, String configurationName, ToIntFunction<StackPorts> port) {
        this.title = title;
        this.application = application;
        this.configurationName = configurationName;
        this.port = port;
    }

    String title() {
        return title;
    }

    Class<?> application() {
        return application;
    }

    String configurationName() {
        return configurationName;
    }

    int port(StackPorts ports) {
        return port.applyAsInt(ports);
    }
}
