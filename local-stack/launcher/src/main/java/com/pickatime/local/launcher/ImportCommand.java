package com.pickatime.local.launcher;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.report.StartupReport;
import com.pickatime.local.stack.LocalStack;
import com.pickatime.local.stack.OperatorTokens;
import com.pickatime.local.stack.data.StackException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a OneRoster CSV zip. */
@Command(
        name = "import",
        description = "Imports a OneRoster CSV zip into the running local stack, or into one started for this alone.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stackOptions = new StackMixin();

    @Parameters(paramLabel = "FILE", description = "a zip of OneRoster 1.1 or 1.2 CSV files")
    private Path file = Path.of("");

    @Option(
            names = "--business",
            paramLabel = "ID",
            defaultValue = "my-school",
            description = "the business that the roster is for (default: ${DEFAULT-VALUE})")
    private String business = "";

    @Option(
            names = "--administrator",
            paramLabel = "E-MAIL",
            defaultValue = "administrator@school.example.org",
            description = "who is told when the import is complete (default: ${DEFAULT-VALUE})")
    private List<String> administrators = List.of();

    @Option(
            names = "--time-zone",
            paramLabel = "ID",
            description = "in which mails name times to a new business, like America/Chicago (default: the"
                    + " installation's)")
    private @Nullable String timeZone;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new StackException("there is no file " + file.toAbsolutePath());
        }
        if (!Files.isReadable(file)) {
            throw new StackException(file.toAbsolutePath() + " may not be read by you; change its permissions");
        }
        if (isRunning()) {
            return importInto(
                    client(stackOptions.ports().importService()),
                    client(stackOptions.ports().contactService()));
        }
        System.out.println(
                "Nothing runs at port base " + stackOptions.ports().base() + ": starting a local stack for this");
        var stack = LocalStack.start(stackOptions.options(), new StartupReport(System.out));
        try (var stop = StopHook.of(stack, System.out, stackOptions.command("up"))) {
            return stop.unlessUnderWay(() -> importInto(stack.imports(), stack.contacts()));
        }
    }

    private int importInto(JsonClient imports, JsonClient contacts) throws FileNotFoundException {
        connect(imports);
        var requested = new ImportRuns(imports, business).upload(file);
        var run = new ShownImport(System.out, imports, contacts, business)
                .follow(requested.path("importId").asString());
        return run.path("state").asString().equals("COMPLETED") ? 0 : 1;
    }

    /** A business's first file makes its connection; later ones find it as it is. */
    private void connect(JsonClient imports) {
        var path = "/connections/" + JsonClient.segment(business);
        try {
            imports.get(path);
        } catch (ProductException e) {
            if (e.status() != 404) {
                throw e;
            }
            var connection = new HashMap<String, Object>(
                    Map.of("businessName", business, "source", "FILE", "administrators", administrators));
            if (timeZone != null) {
                connection.put("timeZone", timeZone);
            }
            imports.put(path, connection);
            imports.post(path + "/activation", Map.of());
        }
    }

    private boolean isRunning() {
        try {
            new JsonClient(address(stackOptions.ports().importService())).get("/actuator/health/liveness");
            return true;
        } catch (ProductException e) {
            return e.status() != 0;
        }
    }

    private JsonClient client(int port) {
        return new JsonClient(address(port), OperatorTokens.of(stackOptions.ports(), stackOptions.data()));
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
