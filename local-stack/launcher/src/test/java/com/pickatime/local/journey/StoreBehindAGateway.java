package com.pickatime.local.journey;

import com.mongodb.ConnectionString;
import com.pickatime.local.infrastructure.store.LocalStore;
import com.pickatime.local.testing.TestStore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A MongoDB-protocol server that can be made unreachable.
 *
 * @param uri leads through the gateway
 */
record StoreBehindAGateway(String uri, Gateway gateway, Optional<LocalStore> store) implements AutoCloseable {

    static StoreBehindAGateway embedded(Path directory) {
        var store = LocalStore.start(Optional.of(directory), 0);
        return of(store.connectionString(), Optional.of(store));
    }

    /** The server that the environment names; the embedded one where it names none. */
    static StoreBehindAGateway namedOrEmbedded(Path directory) {
        return Optional.ofNullable(System.getenv(TestStore.URI_VARIABLE))
                .map(uri -> of(uri, Optional.empty()))
                .orElseGet(() -> embedded(directory));
    }

    private static StoreBehindAGateway of(String uri, Optional<LocalStore> store) {
        var host = Objects.requireNonNull(new ConnectionString(uri).getHosts()).get(0);
        var address = host.contains(":") ? host : host + ":27017";
        var colon = address.lastIndexOf(':');
        var gateway = Gateway.to(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
        return new StoreBehindAGateway(uri.replace(host, "127.0.0.1:" + gateway.port()), gateway, store);
    }

    @Override
    public void close() {
        gateway.close();
        store.ifPresent(LocalStore::close);
    }
}
