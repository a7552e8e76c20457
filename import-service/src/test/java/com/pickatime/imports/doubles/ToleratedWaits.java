package com.pickatime.imports.doubles;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What may make an event loop wait for a moment, because nobody can change it and it never waits for input or output. */
public final class ToleratedWaits implements BlockHoundIntegration {

    /** The methods by which MongoDB's driver guards its connection pool; it holds those locks for a few instructions. */
    private static final List<String> DRIVER_LOCKS = List.of(
            "checkedWithLock",
            "withLock",
            "withUnfairLock",
            "checkedWithInterruptibleLock",
            "withInterruptibleLock",
            "lockInterruptibly",
            "lockInterruptiblyUnfair");

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Netty's pool of buffers, while it grows under many requests at once
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        // the kernel's file of random bytes never makes anybody wait
        builder.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully");
        DRIVER_LOCKS.forEach(method -> builder.allowBlockingCallsInside("com.mongodb.internal.Locks", method));
    }
}
