package com.pickatime.local.launcher;

import com.pickatime.local.client.ProductException;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
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
            out.println(whereToLook(stack, signOn(stack)));
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

    private static String whereToLook(LocalStack stack, String signOn) {
        var ports = stack.options().ports();
        return """

                Running. Ctrl-C stops it; the data stays in %1$s
                  Mails             http://127.0.0.1:%2$d
                  Notify us         curl -X POST http://127.0.0.1:%3$d/control/notify
                  Import a file     ./pickatime import roster.zip --business my-school
                  Tokens            curl -H "Authorization: Bearer $(./pickatime token)" http://127.0.0.1:%4$d/connections
                %5$s
                  Topics            classlink.notifications, roster.records, import.events, sso.events
                  Log               %1$s/logs/pickatime.log
                """.formatted(
                        stack.options().data().toAbsolutePath().normalize(),
                        ports.inbox(),
                        ports.simulator(),
                        ports.importService(),
                        signOn);
    }

    /** Where to sign in; everything else is of use without it. */
    private static String signOn(LocalStack stack) {
        var signOn = stack.signOn();
        try {
            signOn.connect();
            var invitation = signOn.invitation()
                    .map(address -> "%n  First password    %s (of the business's own administrator)".formatted(address))
                    .orElse("");
            return "  Sign in           %s (after a first import)%n  ClassLink         %s"
                    .formatted(signOn.signInPage(), signOn.launchpad())
                    .concat(invitation);
        } catch (ProductException e) {
            return "  Sign in           is not set up: " + e.getMessage();
        }
    }
}
