package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.ConnectionSecrets;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.OnboardingSettings;
import com.pickatime.imports.connection.OnboardingSettings.Policy;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.store.ImportsSettings;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.kafka.EventPublisher;
import java.nio.file.Path;
import java.util.List;

/** This package's use cases, for tests that need no Spring. */
public record Setup(
        ConfigureConnection configure,
        ActivateConnection activate,
        ConnectionAnnouncements announcements,
        ConnectionSecrets secrets,
        OnboardingSettings onboarding) {

    public static Setup of(Connections connections, Queue queue, EventPublisher events) {
        return of(connections, queue, events, Policy.MANUAL);
    }

    public static Setup of(Connections connections, Queue queue, EventPublisher events, Policy policy) {
        var secrets = new ConnectionSecrets(Keysets.generate().fieldCipher());
        var onboarding = new OnboardingSettings(policy, List.of("onboarding@example.org"), List.of("team@example.org"));
        var announcements = new ConnectionAnnouncements(
                connections, new KafkaConnectionEvents(events, secrets, onboarding), queue.requests);
        var rules = new ConnectionRules(new ImportsSettings(Path.of("data"), false));
        return new Setup(
                new ConfigureConnection(connections, secrets, rules, announcements, queue.clock),
                new ActivateConnection(connections, announcements, queue.clock),
                announcements,
                secrets,
                onboarding);
    }
}
