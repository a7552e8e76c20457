package com.pickatime.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokerMainIT {

    private static final String BOOTSTRAP = "127.0.0.1:";

    @TempDir
    private Path directory;

    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void leaveNoChildBehind() {
        children.forEach(Process::destroyForcibly);
    }

    private Process fork(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName()));
        command.addAll(List.of(arguments));
        var child = new ProcessBuilder(command).start();
        children.add(child);
        return child;
    }

    private Process startBroker(FreePorts ports) throws IOException {
        var child = fork(directory.toString(), String.valueOf(ports.broker()), String.valueOf(ports.controller()));
        assertThat(child.inputReader().readLine()).isEqualTo("ready");
        return child;
    }

    @Test
    void endsWithItsStandardInputAndKeepsItsOutputClean() throws Exception {
        var child = startBroker(FreePorts.find());

        child.getOutputStream().close();

        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(child.inputReader().lines()).isEmpty();
        assertThat(Files.readString(directory.resolve("broker.log"))).contains("shut down completed");
    }

    @Test
    void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        var ports = FreePorts.find();
        var killed = startBroker(ports);
        var topic = new Topic(BOOTSTRAP + ports.broker(), "kept").create();
        topic.send("acknowledged");
        killed.destroyForcibly().waitFor();

        startBroker(ports);

        assertThat(topic.readAs("readers")).containsExactly("acknowledged");
    }

    @Test
    void shutsDownCleanlyWhenItIsTerminated() throws Exception {
        var child = startBroker(FreePorts.find());

        child.destroy();

        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(directory.resolve("broker.log"))).contains("shut down completed");
    }

    @Test
    void explainsItsArguments() throws Exception {
        var child = fork(directory.toString());

        assertThat(child.waitFor()).isEqualTo(64);
        assertThat(child.errorReader().readLine()).startsWith("usage: BrokerMain <data directory>");
    }
}
