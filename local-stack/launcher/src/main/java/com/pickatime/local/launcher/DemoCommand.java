package com.pickatime.local.launcher;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.Mails;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** The main job before one's eyes: notification, import, contacts, e-mail. */
@Command(
        name = "demo",
        description =
                "Starts everything, lets the simulated ClassLink district notify us, and shows the import up to the"
                        + " e-mail. Run it again to see an import without changes.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String BUSINESS = "classlink-2222";
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    private static final Duration MAIL_LIMIT = Duration.ofSeconds(60);

    @Mixin
    private final StackMixin stackOptions = new StackMixin();

    @Override
    public Integer call() throws Exception {
        var out = System.out;
        long began = System.nanoTime();
        out.println("Starting the local stack, data in " + stackOptions.data().toAbsolutePath());
        var stack = LocalStack.start(stackOptions.options(), new StartupReport(out));
        try (var stop = StopHook.of(stack, out, stackOptions.command("up"))) {
            return stop.unlessUnderWay(() -> show(stack, began, out));
        }
    }

    private int show(LocalStack stack, long began, PrintStream out) {
        var run = importOnNotification(stack, out);
        if (run.path("state").asString().equals("COMPLETED")) {
            printMail(stack, run.path("importId").asString(), out);
            out.printf(
                    Locale.ROOT,
                    "%nFrom start to mail: %.1f s%n",
                    Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
        }
        out.println("Stopping. Look around with: " + stackOptions.command("up")
                + " (APIs, mails, topics; the data is kept)");
        return run.path("state").asString().equals("COMPLETED") ? 0 : 1;
    }

    private static JsonNode importOnNotification(LocalStack stack, PrintStream out) {
        var since = Instant.now();
        var answer = stack.simulator().post("/control/notify", Map.of());
        out.printf(
                "%nClassLink notified us that the district added pickAtime: answer %d%n",
                answer.path("status").asInt());
        var importId = new ImportRuns(stack.imports(), BUSINESS).requestedSince(since, REQUEST_LIMIT);
        return new ShownImport(out, stack.imports(), stack.contacts(), BUSINESS).follow(importId);
    }

    private static void printMail(LocalStack stack, String importId, PrintStream out) {
        var mail = new Mails(stack.inbox()).await(importId, MAIL_LIMIT);
        out.println();
        out.println("The administrator's mail, as it came over SMTP:");
        out.println("  To:      "
                + mail.path("recipients").valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")));
        out.println("  Subject: " + mail.path("subject").asString());
        mail.path("text").asString().lines().forEach(line -> out.println("  | " + line));
    }
}
