package com.pickatime.local.launcher;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.Mails;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import com.pickatime.local.stack.SignOn;
import com.pickatime.local.stack.data.Secrets;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** The main job before one's eyes: notification, import, contacts, e-mail; then an event, a booking, and its e-mail. */
@Command(
        name = "demo",
        description =
                "Starts everything, lets the simulated ClassLink district notify us, and shows the import up to the"
                        + " e-mail; then an administrator makes an event, and a parent links to a child and books. Run"
                        + " it again to see an import without changes and the next free time booked.",
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
            printMail(
                    "The administrator's",
                    new Mails(stack.inbox()).await(run.path("importId").asString(), MAIL_LIMIT),
                    out);
            printTime("From start to mail", began, out);
            showBooking(stack, out);
            printTime("From start to end", began, out);
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

    private static void showBooking(LocalStack stack, PrintStream out) {
        var booking = new ShownBooking(
                out, stack.contacts(), stack.simulator(), new Mails(stack.inbox()), BUSINESS, Clock.systemUTC());
        var people = new DemoPeople(stack.signOn());
        var meeting = booking.meeting();
        if (meeting.isEmpty()) {
            out.printf(
                    "%nNo booking is shown: no class has a student whose birth date can be read. A bigger district has"
                            + " one: --students 500%n");
            return;
        }
        var password = Secrets.password(stack.options().data());
        var administrator = people.administrator(password);
        if (administrator.isEmpty()) {
            out.printf(
                    "%nNo booking is shown: %s has a password that the demo does not know. Another directory has its own:"
                            + " --data DIR%n",
                    SignOn.FIRST_ADMINISTRATOR);
            return;
        }
        out.printf("%nThe administrator signed in as %s with the password %s%n", SignOn.FIRST_ADMINISTRATOR, password);
        var event = booking.makeEvent(stack.conferences(administrator.get()), meeting.get());
        var parent = people.withClassLink(meeting.get().parentSourceId());
        out.printf(
                "%nThe parent %s signed in with ClassLink%n",
                ShownBooking.name(meeting.get().parent()));
        booking.book(stack.contacts(parent), stack.conferences(parent), event, meeting.get())
                .ifPresent(mail -> printMail("The parent's", mail, out));
    }

    private static void printMail(String whose, JsonNode mail, PrintStream out) {
        out.println();
        out.println(whose + " mail, as it came over SMTP:");
        out.println("  To:      " + joined(mail.path("recipients")));
        out.println("  Subject: " + mail.path("subject").asString());
        mail.path("text").asString().lines().forEach(line -> out.println("  | " + line));
        if (!mail.path("attachments").isEmpty()) {
            out.println("  Files:   " + joined(mail.path("attachments")));
        }
    }

    private static String joined(JsonNode texts) {
        return texts.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }

    private static void printTime(String what, long began, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s: %.1f s%n",
                what,
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }
}
