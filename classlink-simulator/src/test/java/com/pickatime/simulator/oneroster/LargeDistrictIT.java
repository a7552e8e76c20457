package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.header;
import static com.pickatime.simulator.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.simulator.SimulatorClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A district of a hundred thousand people in a JVM of its own, whose heap would not hold a tenth of it as objects. */
class LargeDistrictIT {

    private static final int STUDENTS = 70_000;
    private static final Pattern STARTED = Pattern.compile("Netty started on port (\\d+)");

    @TempDir
    private Path directory;

    private Process process;
    private SimulatorClient client;

    @BeforeEach
    void start() throws IOException {
        var output = directory.resolve("output.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClassLinkSimulator.class.getName(),
                        "--server.port=0",
                        "--simulator.students=" + STUDENTS,
                        "--simulator.max-limit=10000")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()))
                .start();
        client = new SimulatorClient(
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> portIn(output), port -> port > 0));
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void isServedFromASmallHeap() {
        var facts = json(client.get("/control/facts"));
        assertThat(facts.get("people").asInt()).isGreaterThan(100_000);
        assertThat(facts.at("/counts/enrollments").asInt()).isGreaterThan(300_000);

        for (var collection : new String[] {"users", "enrollments", "demographics"}) {
            var page = client.roster(collection + "?limit=10000&offset=60000&sort=sourcedId");

            assertThat(header(page, "x-count")).isEqualTo("10000");
            assertThat(json(page).get(collection)).hasSize(10_000);
        }
        assertThat(process.isAlive()).isTrue();
    }

    private static int portIn(Path output) throws IOException {
        var matcher = STARTED.matcher(Files.readString(output));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
