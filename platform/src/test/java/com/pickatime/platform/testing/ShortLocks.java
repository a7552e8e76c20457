package com.pickatime.platform.testing;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Netty's pool of buffers take its own short lock while it grows under many requests at once, and the MongoDB driver those of its
 * pool of connections: a wait that is refused there would leave its lock to nobody.
 */
public final class ShortLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        for (var method : List.of("withLock", "checkedWithLock", "withInterruptibleLock", "lockInterruptibly")) {
            builder.allowBlockingCallsInside("com.mongodb.internal.Locks", method);
        }
    }
}
