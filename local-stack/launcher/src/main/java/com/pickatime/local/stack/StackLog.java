package com.pickatime.local.stack;

import java.nio.file.Path;

/** Where the services' log goes, so that the terminal belongs to the command. */
public final class StackLog {

    private StackLog() {}

    /** Sends the log to a file of {@code data}; must come before the first logger of this JVM is made. */
    public static void into(Path data) {
        System.setProperty(
                "pickatime.logs", data.resolve("logs").toAbsolutePath().toString());
        System.setProperty("logback.configurationFile", "logback-local-stack.xml");
        // several applications in one JVM would each set the log up anew
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }
}
