package com.pickatime.local.launcher;

import com.pickatime.local.client.ProductException;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import com.pickatime.local.stack.ServiceEnvironment;
import com.pickatime.local.stack.Shell;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything up until Ctrl-C. */
@Command(
        name = "up",
        description = "Starts everything and keeps it running until Ctrl-C. MONGODB_URI, KAFKA_BOOTSTRAP_SERVERS and"
                + " SCHEMA_REGISTRY_URL replace the embedded parts.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stackOptions;

    @Option(
            names = "--infrastructure",
            description =
                    "starts broker, registry, store, inbox and simulator alone, and prints how to run each service"
                            + " as a process of its own")
    private boolean infrastructureOnly;

    UpCommand() {
        this(new StackMixin());
    }

    UpCommand(StackMixin stackOptions) {
        this.stackOptions = stackOptions;
    }

    @Override
    public Integer call() throws InterruptedException {
        var out = System.out;
        var options = stackOptions.options();
        out.println("Starting the local stack, data in " + options.data().toAbsolutePath());
        var report = new StartupReport(out);
        var stack = infrastructureOnly
                ? LocalStack.startInfrastructure(options, report)
                : LocalStack.start(options, report);
        try (var stop = StopHook.of(stack, out, stackOptions.command("up"))) {
            out.println(infrastructureOnly ? howToRunServices(stack) : whereToLook(stack, signOn(stack)));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private String whereToLook(LocalStack stack, String signOn) {
        var ports = stack.options().ports();
        return """

                Running. Ctrl-C stops it; the data stays in %1$s

                  Open this         http://127.0.0.1:%2$d

                  Pages             http://127.0.0.1:%3$d
                  Import a file     %6$s
                  Tokens            curl -H "Authorization: Bearer $(%7$s)" http://127.0.0.1:%4$d/connections
                %5$s
                  Topics            classlink.notifications, roster.records, import.events, sso.events, contact.events, conference.events, password.links, districts.added
                  Log               %1$s/logs/pickatime.log
                """.formatted(
                        stack.options().data().toAbsolutePath().normalize(),
                        ports.startPage(),
                        ports.webUi(),
                        ports.importService(),
                        signOn,
                        stackOptions.command("import roster.zip --business my-school"),
                        stackOptions.command("token"));
    }

    private String howToRunServices(LocalStack stack) {
        var environments = stack.environments();
        var files = stack.options().data().toAbsolutePath().normalize().resolve("environment");
        var commands = environments.stream()
                .map(environment -> "  " + command(environment, environment.writeTo(files)))
                .collect(Collectors.joining("\n"));
        var shown = new TreeMap<String, String>();
        environments.forEach(environment -> shown.putAll(environment.withoutSecrets()));
        // each has another
        shown.remove("PICKATIME_CLIENT_ID");
        var variables = shown.entrySet().stream()
                .map(variable -> "  " + variable.getKey() + "=" + Shell.quoted(variable.getValue()))
                .collect(Collectors.joining("\n"));
        return """

                Running without services. Ctrl-C stops it; the data stays in %s
                  Mails             http://127.0.0.1:%d
                  Notify us         curl -X POST http://127.0.0.1:%d/control/notify

                Each service as a process of its own, in this order:
                %s

                The files hold these variables, and the secrets, which only you can read:
                %s

                For a second instance set another port before "exec", and another IMPORTS_DATA_DIRECTORY where
                instances shall share none: IMPORT_SERVICE_PORT=%d
                """.formatted(
                        stack.options().data().toAbsolutePath().normalize(),
                        stack.options().ports().inbox(),
                        stack.options().ports().simulator(),
                        commands,
                        variables,
                        stack.options().ports().importService() + 100);
    }

    private static String command(ServiceEnvironment environment, Path file) {
        var home = Path.of(System.getProperty("pickatime.home", "."))
                .toAbsolutePath()
                .normalize()
                .toString();
        return "(set -a; . %s; exec java -jar %s/%s/target/%s-*-exec.jar)"
                .formatted(
                        Shell.quoted(file.toString()),
                        Shell.quoted(home),
                        environment.service(),
                        environment.service());
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
