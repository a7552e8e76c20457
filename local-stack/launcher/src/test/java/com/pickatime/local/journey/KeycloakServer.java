package com.pickatime.local.journey;

import static org.awaitility.Awaitility.await;

import com.pickatime.local.infrastructure.ports.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Keycloak of its own for a test, started by the project's script; the first start of a copy takes a minute. */
final class KeycloakServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final URI url;

    private KeycloakServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static KeycloakServer start(Path log) throws IOException {
        int port = Ports.free(1).get(0);
        Files.createDirectories(log.getParent());
        var script = Path.of(System.getProperty("pickatime.home")).resolve("local-stack/keycloak/keycloak");
        var process = new ProcessBuilder(script.toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new KeycloakServer(process, URI.create("http://localhost:" + port));
        try {
            await("Keycloak, see " + log)
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .failFast("Keycloak ended, see " + log, () -> !process.isAlive())
                    .until(server::answers);
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    URI url() {
        return url;
    }

    private boolean answers() throws InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve("/realms/master/protocol/saml/descriptor"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The JVM is the child of Keycloak's own script once that has built its configuration. */
    @Override
    public void close() {
        var all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
