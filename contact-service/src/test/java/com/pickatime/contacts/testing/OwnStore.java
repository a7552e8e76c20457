package com.pickatime.contacts.testing;

import com.pickatime.local.infrastructure.store.LocalStore;
import com.pickatime.local.testing.ChildJvm;
import com.pickatime.local.testing.TestStore;
import java.nio.file.Path;
import java.util.Optional;

/** A store for a measurement: the one that the environment names, else an embedded one that keeps its data on disk. */
public record OwnStore(String uri, Runnable end) implements AutoCloseable {

    public static OwnStore in(Path directory) {
        return named().orElseGet(() -> {
            var store = LocalStore.start(Optional.of(directory), 0);
            return new OwnStore(store.connectionString(), store::close);
        });
    }

    /** Where what is measured shall not share its heap with the store: that has a JVM of its own. */
    public static OwnStore apart(Path directory) {
        return named().orElseGet(() -> {
            var store = ChildJvm.start("6g", Apart.class, directory.toString());
            return new OwnStore(store.said("URI"), store::close);
        });
    }

    private static Optional<OwnStore> named() {
        return TestStore.named().map(store -> new OwnStore(store.uri(), () -> {}));
    }

    @Override
    public void close() {
        end.run();
    }

    static final class Apart {

        private Apart() {}

        public static void main(String[] arguments) throws InterruptedException {
            ChildJvm.endWithParent();
            try (var store = LocalStore.start(Optional.of(Path.of(arguments[0])), 0)) {
                System.out.println("URI " + store.connectionString());
                Thread.currentThread().join();
            }
        }
    }
}
