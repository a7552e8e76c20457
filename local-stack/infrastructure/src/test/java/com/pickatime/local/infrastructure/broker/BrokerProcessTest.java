package com.pickatime.local.infrastructure.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.broker.BrokerMain;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private BrokerCommand command(int behaviour) {
        var classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return new BrokerCommand(classPath, directory.resolve("kafka"), behaviour, 9093, 64);
    }

    @Test
    void isReadyWhenTheBrokerSaysSoAndStopsItCleanly() {
        try (var broker = BrokerProcess.start(command(BrokerMain.WELL), LIMIT)) {
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + BrokerMain.WELL);
            assertThat(broker.isAlive()).isTrue();
            assertThat(ProcessHandle.of(broker.pid())).isPresent();
        }

        assertThat(directory.resolve("kafka/stopped-cleanly")).exists();
    }

    @Test
    void tellsTheEndOfTheLogWhenTheBrokerFails() {
        assertThatThrownBy(() -> BrokerProcess.start(command(BrokerMain.FAILING), LIMIT))
                .isInstanceOf(BrokerFailedException.class)
                .hasMessageContaining("ended with code 3")
                .hasMessageContaining("ERROR the disk is full")
                .hasMessageContaining("Exception in thread main");
    }

    @Test
    void killsABrokerThatIsNotReadyInTime() {
        assertThatThrownBy(() -> BrokerProcess.start(command(BrokerMain.SILENT), Duration.ofSeconds(1)))
                .isInstanceOf(BrokerFailedException.class)
                .hasMessageContaining("was not ready within 1 s");

        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void takesEveryJarOfADirectory() throws Exception {
        var libraries = Files.createDirectory(directory.resolve("lib"));
        var jar = directory.resolve("local-broker.jar");

        var line = new BrokerCommand(List.of(libraries, jar), directory, 9092, 9093, 256).toCommandLine();

        assertThat(line)
                .contains(libraries + File.separator + "*" + File.pathSeparator + jar, "-Xmx256m")
                .endsWith("com.pickatime.local.broker.BrokerMain", directory.toString(), "9092", "9093");
    }

    @Test
    void quietensTheReleasesOfJavaThatWarn() {
        assertThat(BrokerCommand.quieting(17)).isEmpty();
        assertThat(BrokerCommand.quieting(25))
                .containsExactly("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }
}
