package com.pickatime.local.launcher;

import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import com.pickatime.local.stack.StackOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything up until Ctrl-C. */
@Command(
        name = "up",
        description = "Starts everything and keeps it running until Ctrl-C. MONGODB_URI, KAFKA_BOOTSTRAP_SERVERS and"
                + " SCHEMA_REGISTRY_URL replace the embedded parts.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stackOptions = new StackMixin();

    @Override
    public Integer call() throws InterruptedException {
        var out = System.out;
        var options = stackOptions.options();
        out.println("Starting the local stack, data in " + options.data().toAbsolutePath());
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "stop"));
        try (var stack = LocalStack.start(options, new StartupReport(out))) {
            out.println(whereToLook(options));
            stop.await();
            out.println("Stopping");
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /** The JVM ends when its hooks have ended, so this one waits until everything has stopped in order. */
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String whereToLook(StackOptions options) {
        var ports = options.ports();
        return """

                Running. Ctrl-C stops it; the data stays in %1$s
                  Mails             http://127.0.0.1:%2$d
                  Notify us         curl -X POST http://127.0.0.1:%3$d/control/notify
                  Import a file     ./pickatime import roster.zip --business my-school
                  Service token     %1$s/secrets/service-token (header: Authorization: Bearer ...)
                  Topics            classlink.notifications, roster.records, import.events
                  Log               %1$s/logs/pickatime.log
                """.formatted(options.data().toAbsolutePath().normalize(), ports.inbox(), ports.simulator());
    }
}
