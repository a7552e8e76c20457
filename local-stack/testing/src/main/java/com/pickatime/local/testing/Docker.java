package com.pickatime.local.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Whether Docker answers; asks Testcontainers only when there is a sign of it, for its search fills pages of log. */
final class Docker {

    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private Docker() {}

    static boolean isThere() {
        return hasSign() && Answer.AVAILABLE;
    }

    private static boolean hasSign() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(SOCKET);
    }

    /** Asked once per JVM. */
    private static final class Answer {
        private static final boolean AVAILABLE = DockerClientFactory.instance().isDockerAvailable();
    }
}
