package com.pickatime.local.testing;

import com.pickatime.local.infrastructure.store.LocalStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The MongoDB-protocol servers that tests run against, each shared by all tests of this JVM.
 *
 * @param name says in a test report which server it was
 * @param uri the driver's connection string
 */
public record TestStore(String name, String uri) {

    /** The environment variable that names one more server for {@link #all()}, a real one. */
    public static final String URI_VARIABLE = "PICKATIME_TEST_MONGODB_URI";

    private static final String IMAGE = "mongo:8.0";

    /** The connection string of the store inside this JVM, without a database. */
    public static String embedded() {
        return Embedded.STORE.connectionString();
    }

    /** The one server for a test that needs no more than one: the one that the environment names, else the embedded one. */
    public static TestStore one() {
        return named().orElseGet(() -> new TestStore("embedded", embedded()));
    }

    /** The server that the environment names. */
    public static Optional<TestStore> named() {
        return Optional.ofNullable(System.getenv(URI_VARIABLE)).map(uri -> new TestStore("named", uri));
    }

    /** Every server there is: the embedded one, the one that the environment names, and Docker's where Docker is. */
    public static Stream<TestStore> all() {
        var embedded = Stream.of(new TestStore("embedded", embedded()));
        var docker = Docker.isThere() ? Stream.of(new TestStore("docker", Container.URI)) : Stream.<TestStore>empty();
        return Stream.of(embedded, named().stream(), docker).flatMap(stores -> stores);
    }

    /** A database name that no other test uses. */
    public static String freshDatabaseName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class Embedded {
        private static final LocalStore STORE = start();

        private static LocalStore start() {
            // as any server does, but often: a test that keeps what is over by the clock of this machine is to fail
            // here too
            var store = LocalStore.start(Optional.empty(), 0, Clock.systemUTC(), Duration.ofSeconds(1));
            AtExit.close(store);
            return store;
        }
    }

    /** Testcontainers removes it when the JVM ends. */
    private static final class Container {
        private static final String URI = start();

        @SuppressWarnings("resource")
        private static String start() {
            var container = new MongoDBContainer(IMAGE).withReplicaSet();
            container.start();
            return container.getConnectionString();
        }
    }
}
