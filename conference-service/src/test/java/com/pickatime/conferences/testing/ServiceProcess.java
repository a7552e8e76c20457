package com.pickatime.conferences.testing;

import com.pickatime.conferences.ConferenceService;
import com.pickatime.local.testing.ChildJvm;
import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.service.ServiceApplication;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** An instance of the service that can be killed; nothing of it is slowed down by what tests look for. */
public record ServiceProcess(ChildJvm process, String url) implements AutoCloseable {

    /**
     * Starts one.
     *
     * @param hold as {@code conferences.booking.hold} takes it
     */
    public static ServiceProcess start(String storeUri, String database, School school, String hold) {
        var settings = new HashMap<>(Map.of(
                "server.port",
                "0",
                "spring.kafka.bootstrap-servers",
                TestBroker.bootstrapServers(),
                "spring.kafka.properties.schema.registry.url",
                TestRegistry.url(),
                "spring.mongodb.uri",
                storeUri,
                "spring.mongodb.database",
                database,
                "conferences.contacts.base-url",
                school.url(),
                "conferences.contacts.timeout",
                "30s",
                "conferences.booking.hold",
                hold,
                "conferences.booking.sweep",
                "200ms",
                // others may still be members of the usual one
                "spring.kafka.consumer.group-id",
                database));
        settings.putAll(TestTokens.settings());
        var process = ChildJvm.start(
                "320m",
                ServiceProcess.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + '=' + setting.getValue())
                        .toArray(String[]::new));
        var url = "http://127.0.0.1:" + process.said("PORT");
        // a process whose log nobody reads stands still once the pipe is full
        var reader = new Thread(() -> process.output().lines().forEach(System.out::println), "log of " + url);
        reader.setDaemon(true);
        reader.start();
        return new ServiceProcess(process, url);
    }

    public static void main(String[] arguments) {
        ChildJvm.endWithParent();
        var context = (ReactiveWebServerApplicationContext)
                ServiceApplication.of(ConferenceService.class).run(arguments);
        System.out.println(
                "PORT " + Objects.requireNonNull(context.getWebServer()).getPort());
    }

    /** As kill -9 does. */
    public void kill() {
        process.process().destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.close();
    }
}
