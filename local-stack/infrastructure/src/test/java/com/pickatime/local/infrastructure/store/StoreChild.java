package com.pickatime.local.infrastructure.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A store in a process of its own, to be killed: prints its connection string and lives as long as its input. */
final class StoreChild {

    private StoreChild() {}

    public static void main(String[] args) throws IOException {
        var store = LocalStore.start(Optional.of(Path.of(args[0])), 0);
        System.out.println(store.connectionString());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreChild.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
