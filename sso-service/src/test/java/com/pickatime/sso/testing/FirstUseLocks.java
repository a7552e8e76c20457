package com.pickatime.sso.testing;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Lets Thymeleaf guard what it looks up when a page is made for the first time, at several places at once. */
public final class FirstUseLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        for (var names : List.of("Attribute", "Element")) {
            var table = "org.thymeleaf.engine." + names + "Definitions$" + names + "DefinitionRepository";
            builder.allowBlockingCallsInside(table, "get" + names);
        }
    }
}
