package com.pickatime.local.testing;

/** Ends what a JVM's tests share when the JVM ends. */
final class AtExit {

    private AtExit() {}

    /** Closes these in this order. */
    static void close(AutoCloseable... resources) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAll(resources), "close-test-servers"));
    }

    private static void closeAll(AutoCloseable... resources) {
        for (var resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot close " + resource, e);
            }
        }
    }
}
