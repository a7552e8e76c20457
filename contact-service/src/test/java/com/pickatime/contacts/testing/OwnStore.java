package com.pickatime.contacts.testing;

import com.pickatime.local.infrastructure.store.LocalStore;
import com.pickatime.local.testing.TestStore;
import java.nio.file.Path;
import java.util.Optional;

/** A store for a measurement: the one that the environment names, else an embedded one that keeps its data on disk. */
public record OwnStore(String uri, Optional<LocalStore> embedded) implements AutoCloseable {

    public static OwnStore in(Path directory) {
        return TestStore.named()
                .map(store -> new OwnStore(store.uri(), Optional.empty()))
                .orElseGet(() -> {
                    var store = LocalStore.start(Optional.of(directory), 0);
                    return new OwnStore(store.connectionString(), Optional.of(store));
                });
    }

    @Override
    public void close() {
        embedded.ifPresent(LocalStore::close);
    }
}
