package com.pickatime.local.testing;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets the MongoDB driver take its own short locks, and random bytes for its session ids and for signing in, on Netty's
 * threads; whatever else runs there is still watched.
 */
public final class DriverLocks implements BlockHoundIntegration {

    /** Not public in the driver: a test says when it is gone. */
    static final String SCRAM_NONCE =
            "com.mongodb.internal.connection.ScramShaAuthenticator$DefaultRandomStringGenerator";

    private static final List<String> METHODS = List.of(
            "withLock",
            "checkedWithLock",
            "withInterruptibleLock",
            "checkedWithInterruptibleLock",
            "lockInterruptibly");

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Netty's pool of buffers, while it grows under many requests at once
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        // the kernel's file of random bytes never makes anybody wait
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");
        METHODS.forEach(method -> builder.allowBlockingCallsInside("com.mongodb.internal.Locks", method));
        // a driver that signs in (SCRAM) draws its nonce there,
        builder.allowBlockingCallsInside(SCRAM_NONCE, "generate");
        // Jackson, while it makes what reads a type for the first time
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
        builder.allowBlockingCallsInside(
                "com.mongodb.internal.session.ServerSessionPool", "createNewServerSessionIdentifier");
    }
}
