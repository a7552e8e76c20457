package com.pickatime.local.infrastructure.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The kinds of servers that are held to the contracts: ours in memory, ours in a directory, and the real one that the
 * environment names, which shows that the contracts themselves are true.
 */
record StoreServer(String name, String uri) {

    private static final String VARIABLE = "PICKATIME_TEST_MONGODB_URI";

    static Stream<StoreServer> all() {
        var ours = Stream.of(
                new StoreServer("in memory", InMemory.STORE.connectionString()),
                new StoreServer("in a directory", InDirectory.STORE.connectionString()));
        var named = Optional.ofNullable(System.getenv(VARIABLE)).map(uri -> new StoreServer("named", uri));
        return Stream.concat(ours, named.stream());
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class InMemory {
        private static final LocalStore STORE = LocalStore.start(Optional.empty(), 0);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(STORE::close));
        }
    }

    private static final class InDirectory {
        private static final LocalStore STORE = start();

        private static LocalStore start() {
            try {
                var directory = Files.createTempDirectory("store-contract");
                var store = LocalStore.start(Optional.of(directory), 0);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    store.close();
                    FileSystemUtils.deleteRecursively(directory.toFile());
                }));
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
