package com.pickatime.local.testing;

import com.pickatime.local.infrastructure.registry.LocalRegistry;
import java.util.Optional;

/** The schema registry that all tests of this JVM share; it keeps nothing after the JVM. */
public final class TestRegistry {

    private TestRegistry() {}

    /** What serializers take as {@code schema.registry.url}. */
    public static String url() {
        return Shared.REGISTRY.url();
    }

    private static final class Shared {
        private static final LocalRegistry REGISTRY = start();

        private static LocalRegistry start() {
            var registry = LocalRegistry.start(Optional.empty(), 0);
            AtExit.close(registry);
            return registry;
        }
    }
}
