package com.pickatime.local.infrastructure.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to run as the broker's process.
 *
 * @param classPath jars and directories of classes; of a directory without classes, every jar in it
 * @param dataDirectory where it keeps topics and logs
 * @param heapMegabytes 256 is enough for a million small records
 */
public record BrokerCommand(
        List<Path> classPath, Path dataDirectory, int brokerPort, int controllerPort, int heapMegabytes) {

    private static final String MAIN_CLASS = "com.pickatime.local.broker.BrokerMain";
    private static final int UNSAFE_WARNING_SINCE = 23;

    List<String> toCommandLine() {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx" + heapMegabytes + "m");
        // one small process among others: starts sooner and takes less memory than with the defaults
        line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        line.addAll(quieting(Runtime.version().feature()));
        line.addAll(List.of("-cp", classPathArgument(), MAIN_CLASS));
        line.addAll(List.of(
                dataDirectory.toAbsolutePath().toString(), String.valueOf(brokerPort), String.valueOf(controllerPort)));
        return line;
    }

    /** What keeps this release of Java from warning about Kafka's libraries. */
    static List<String> quieting(int javaRelease) {
        return javaRelease >= UNSAFE_WARNING_SINCE
                ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                : List.of();
    }

    private String classPathArgument() {
        return classPath.stream()
                .map(path -> holdsJars(path) ? path.resolve("*") : path)
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static boolean holdsJars(Path path) {
        return Files.isDirectory(path) && !Files.isDirectory(path.resolve("com"));
    }
}
