package com.pickatime.sso.testing;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Lets Thymeleaf guard its table of names, for a look-up when several pages are parsed at once. */
public final class TemplateLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        for (var names : List.of("Attribute", "Element")) {
            var table = "org.thymeleaf.engine." + names + "Definitions$" + names + "DefinitionRepository";
            builder.allowBlockingCallsInside(table, "get" + names);
        }
    }
}
