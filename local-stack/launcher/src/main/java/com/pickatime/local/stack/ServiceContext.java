package com.pickatime.local.stack;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One service in this JVM: its own application context, configuration name and port. */
final class ServiceContext implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private ServiceContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts a service; {@code settings} win over its configuration file. */
    static ServiceContext start(Class<?> application, String name, int port, Map<String, Object> settings) {
        var arguments = Stream.concat(
                Stream.of("--server.port=" + port),
                settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()));
        return new ServiceContext(new SpringApplicationBuilder(application)
                // the stack stops its parts in order; hooks of their own would stop all at once
                .registerShutdownHook(false)
                .properties(Map.of("spring.config.name", name, "spring.application.name", name))
                .run(arguments.toArray(String[]::new)));
    }

    @Override
    public void close() {
        context.close();
    }
}
