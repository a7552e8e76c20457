package com.pickatime.web.setup;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Thymeleaf and Jackson guard what they look up or make when something is read for the first time, at several places at once, and
 * Netty's pool of buffers take its own short lock while it grows.
 */
public final class FirstUseLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator", "allocate");
        for (var names : List.of("Attribute", "Element")) {
            var table = "org.thymeleaf.engine." + names + "Definitions$" + names + "DefinitionRepository";
            builder.allowBlockingCallsInside(table, "get" + names);
        }
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
    }
}
