package com.pickatime.local.testing.browser;

import com.pickatime.local.testing.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Chromium with a profile of its own: no cookie, no cache, nobody signed in.
 *
 * <p>The system property {@code test.chromium} names the executable where it is in none of the usual places.
 */
public final class Chromium implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> USUAL_PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--remote-debugging-port=0",
            "--window-size=1200,900",
            // as in a container, where there is neither a user namespace nor a graphics card
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final TemporaryDirectory profile;
    private final Process process;
    private final DevTools tools;

    private Chromium(TemporaryDirectory profile, Process process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException if there is none on this machine
     */
    public static Chromium start() {
        var profile = TemporaryDirectory.create("chromium");
        var directory = profile.path();
        var command = Stream.of(Stream.of(executable()), FLAGS.stream(), Stream.of("--user-data-dir=" + directory))
                .flatMap(part -> part)
                .toList();
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile())
                    .start();
            return new Chromium(
                    profile, process, DevTools.at(address(directory.resolve("DevToolsActivePort"), process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new tab. */
    public Page newPage() {
        var target = tools.call("Target.createTarget", Map.of("url", "about:blank"), Optional.empty());
        var session = tools.call(
                "Target.attachToTarget",
                Map.of("targetId", target.path("targetId").asString(), "flatten", true),
                Optional.empty());
        return new Page(tools, session.path("sessionId").asString());
    }

    /** Ends it, its tabs and its processes. */
    @Override
    public void close() {
        var children = process.descendants().toList();
        tools.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        deleteProfile();
    }

    private void deleteProfile() {
        try {
            profile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String executable() {
        return Stream.concat(Stream.ofNullable(System.getProperty("test.chromium")), USUAL_PLACES.stream())
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no Chromium is installed; name its executable with -Dtest.chromium"));
    }

    /** Chromium writes the port it took, and on a second line the path of its socket. */
    private static URI address(Path file, Process process) {
        var lines = Awaitility.await("Chromium's address")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> written(file, process), written -> written.size() >= 2);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    private static List<String> written(Path file, Process process) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Chromium ended with status " + process.exitValue());
        }
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
