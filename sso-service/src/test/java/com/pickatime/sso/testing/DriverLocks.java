package com.pickatime.sso.testing;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Lets the MongoDB driver take its own locks on its event loops: it holds each for a moment and never waits in it. */
public final class DriverLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Netty's pool of buffers, while it grows under many requests at once
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        builder.allowBlockingCallsInside("com.mongodb.internal.Locks", "lockInterruptibly")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithLock")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "withLock")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "withInterruptibleLock")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithInterruptibleLock")
                .allowBlockingCallsInside(
                        "com.mongodb.internal.session.ServerSessionPool", "createNewServerSessionIdentifier");
        // Thymeleaf's table of names, held for a look-up when several pages are parsed at once
        for (var names : List.of("Attribute", "Element")) {
            var table = "org.thymeleaf.engine." + names + "Definitions$" + names + "DefinitionRepository";
            builder.allowBlockingCallsInside(table, "get" + names);
        }
    }
}
