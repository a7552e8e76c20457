package com.pickatime.local.launcher;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.stack.OperatorTokens;
import com.pickatime.local.stack.data.StackException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes an import back. */
@Command(
        name = "undo",
        description = "Puts a business's roster back as it was before an import, in the running local stack.",
        mixinStandardHelpOptions = true)
final class UndoCommand implements Callable<Integer> {

    @Mixin
    private final StackMixin stackOptions = new StackMixin();

    @Parameters(
            paramLabel = "IMPORT",
            arity = "0..1",
            description = "the id of the import that is taken back (default: the latest that changed something)")
    private @Nullable String importId;

    @Option(
            names = "--business",
            paramLabel = "ID",
            defaultValue = "my-school",
            description = "the business whose roster it is (default: ${DEFAULT-VALUE})")
    private String business = "";

    @Option(
            names = "--school",
            paramLabel = "ID",
            description = "put back the part of this school alone; its ID in the roster (sourcedId)")
    private @Nullable String school;

    @Option(names = "--dry-run", description = "only show what that would change")
    private boolean dryRun;

    @Override
    public Integer call() {
        var imports = client(stackOptions.ports().importService());
        var runs = new ImportRuns(imports, business);
        var undone = importId == null
                ? runs.latestThatChangedSomething()
                        .orElseThrow(
                                () -> new StackException(
                                        "no import of " + business
                                                + " changed anything yet, so there is nothing to take back; --business names another one"))
                : importId;
        System.out.println("Putting the roster of " + business + " back as it was before import " + undone);
        var run = new ShownImport(
                        System.out, imports, client(stackOptions.ports().contactService()), business)
                .follow(runs.undo(undone, dryRun, school));
        var state = run.path("state").asString();
        if (state.equals("HELD")) {
            System.out.println("  Approve it in the Admin UI under Importer, or with a token of "
                    + stackOptions.command("token") + ": " + approval(run));
        }
        return state.equals("COMPLETED") || dryRun && state.equals("PLANNED") ? 0 : 1;
    }

    private String approval(JsonNode held) {
        return "POST " + address(stackOptions.ports().importService()) + "/businesses/" + JsonClient.segment(business)
                + "/imports/" + held.path("importId").asString() + "/approval with {\"planDigest\": \""
                + held.path("plan").path("planDigest").asString() + "\"}";
    }

    private JsonClient client(int port) {
        return new JsonClient(address(port), OperatorTokens.of(stackOptions.ports(), stackOptions.data()));
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
