package com.pickatime.local.journey;

import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.stack.ServiceEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of several instances of a service, as a process of its own that can be killed. */
final class ServiceInstance implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final ServiceEnvironment environment;
    private final int port;
    private final Path log;
    private final Map<String, String> more = new HashMap<>();
    private @Nullable Process process;

    ServiceInstance(ServiceEnvironment environment, int number, int port, Path logs) {
        this.environment = environment;
        this.port = port;
        log = logs.resolve(environment.service() + "-" + number + ".log");
    }

    int port() {
        return port;
    }

    void set(String variable, String value) {
        more.put(variable, value);
    }

    void start() {
        try {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + System.getProperty("instances.heap", "320m"),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=" + Integer.getInteger("instances.compiler", 1),
                            "-jar",
                            jar().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment.variables());
            builder.environment().putAll(more);
            var portVariable = environment.service().replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT";
            builder.environment().put(portVariable, String.valueOf(port));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        var client = new JsonClient(URI.create("http://127.0.0.1:" + port));
        await().pollInterval(Duration.ofMillis(250)).atMost(START_LIMIT).until(() -> {
            if (!isRunning()) {
                throw new IllegalStateException(environment.service() + " ended while it started; see " + log);
            }
            try {
                client.get("/actuator/health/readiness");
                return true;
            } catch (ProductException e) {
                return false;
            }
        });
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** As kill -9 does. */
    void kill() {
        Objects.requireNonNull(process).destroyForcibly().onExit().join();
    }

    /** As kill does; returns how long it took to end. */
    Duration stop() throws InterruptedException {
        var began = System.nanoTime();
        Objects.requireNonNull(process).destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Begins to stop without waiting for the end. */
    void beginToStop() {
        Objects.requireNonNull(process).destroy();
    }

    /** Whether this instance began this run. */
    boolean began(String importId) {
        try (var lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains("import=" + importId) && line.endsWith(" started"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    private Path jar() {
        var target = Path.of(System.getProperty("pickatime.home"))
                .resolve(environment.service())
                .resolve("target");
        try (var jars = Files.newDirectoryStream(target, "*-exec.jar")) {
            return jars.iterator().next();
        } catch (IOException | java.util.NoSuchElementException e) {
            throw new IllegalStateException("Build the services first: ./mvnw package -Dmaven.test.skip=true", e);
        }
    }
}
