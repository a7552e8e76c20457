package com.pickatime.local.infrastructure.store.command;

import de.bwaldvogel.mongo.bson.Document;

/**
 * The first words between a driver and a server: {@code hello} as servers have it since 4.4.2, and what it was called
 * before, which drivers still begin with and leave when they read {@code helloOk}.
 */
public final class Greeting {

    /** The name that the library knows. */
    public static final String LEGACY = "ismaster";

    private static final String CURRENT = "hello";
    /** That of the 5.0.0 that the library says it is; with the 8 that it adds, drivers of 2026 refuse to talk. */
    private static final int WIRE_VERSION = 13;

    private Greeting() {}

    public static boolean is(String command) {
        return command.equalsIgnoreCase(CURRENT) || command.equalsIgnoreCase(LEGACY);
    }

    /** The library's answer to the old name, as it must be for this one. */
    public static Document answer(String command, Document legacy) {
        legacy.append("helloOk", true)
                .append("isWritablePrimary", true)
                .append("readOnly", false)
                .append("maxWireVersion", WIRE_VERSION);
        if (command.equalsIgnoreCase(CURRENT)) {
            legacy.remove(LEGACY);
        }
        return legacy;
    }
}
