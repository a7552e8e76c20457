package com.pickatime.local.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The broker as a child process: prints {@code ready} on standard output once clients can connect.
 *
 * <p>It ends on SIGTERM and when its standard input ends, so it never outlives a parent that was killed.
 */
public final class BrokerMain {

    private static final String USAGE = "usage: BrokerMain <data directory> <broker port> <controller port>";
    private static final int BAD_USAGE = 64;
    private static final int NOT_STARTED = 1;

    private BrokerMain() {}

    /** Takes the data directory, the broker's port and the controller's port. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println(USAGE);
            System.exit(BAD_USAGE);
        }
        var dataDir = Path.of(args[0]);
        logIntoFile(dataDir.resolve("broker.log"));
        var broker = start(dataDir, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
        System.out.println("ready");
        awaitEndOfInput();
        System.exit(0);
    }

    private static LocalBroker start(Path dataDir, int brokerPort, int controllerPort) {
        try {
            return LocalBroker.start(dataDir, brokerPort, controllerPort);
        } catch (RuntimeException e) {
            // the threads that Kafka started by then would keep the process, and with it who waits for it
            e.printStackTrace();
            System.exit(NOT_STARTED);
            throw e;
        }
    }

    /** Standard output belongs to the parent; logging reads these properties when the first logger is made. */
    private static void logIntoFile(Path file) {
        System.setProperty("broker.log", file.toAbsolutePath().toString());
        System.setProperty("logback.configurationFile", "com/pickatime/local/broker/child-process-logback.xml");
    }

    private static void awaitEndOfInput() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
