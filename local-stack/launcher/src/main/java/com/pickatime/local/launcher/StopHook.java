package com.pickatime.local.launcher;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.stack.LocalStack;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Stops a stack in order, whether its command is done or somebody pressed Ctrl-C, and says what becomes of an import. */
final class StopHook implements AutoCloseable {

    /** Longest time to ask for imports in hand: stopping must not wait for a service that is in trouble. */
    private static final int QUESTION_SECONDS = 1;
    /** As shells count an end by SIGINT. */
    private static final int INTERRUPTED = 130;

    private final JsonClient imports;
    private final Runnable stopStack;
    private final PrintStream out;
    private final String startAgain;
    private final Thread hook = new Thread(this::interrupted, "stop");

    /** One that is not registered with the JVM. */
    StopHook(JsonClient imports, Runnable stopStack, PrintStream out, String startAgain) {
        this.imports = imports;
        this.stopStack = stopStack;
        this.out = out;
        this.startAgain = startAgain;
    }

    /** @param startAgain the command that starts the same stack again */
    static StopHook of(LocalStack stack, PrintStream out, String startAgain) {
        var stop = new StopHook(stack.imports(), stack::close, out, startAgain);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Does {@code work}; when it fails because of Ctrl-C, nobody needs to hear how. */
    int unlessUnderWay(Callable<Integer> work) throws Exception {
        try {
            return work.call();
        } catch (ProductException | UncheckedIOException e) {
            if (hook.isAlive()) {
                return INTERRUPTED;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            stopStack.run();
        } catch (IllegalStateException e) {
            // the JVM is ending, and the hook stops the stack
        }
    }

    /** What Ctrl-C does. */
    void interrupted() {
        out.println();
        importsInHand().forEach(out::println);
        out.println("Stopping");
        stopStack.run();
    }

    private List<String> importsInHand() {
        return CompletableFuture.supplyAsync(this::describeImports)
                // whatever is wrong with the answer, the stack is stopped
                .exceptionally(failure -> List.of())
                .completeOnTimeout(List.of(), QUESTION_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private List<String> describeImports() {
        try {
            return imports.get("/connections?limit=200")
                    .path("items")
                    .valueStream()
                    .map(connection -> connection.path("businessId").asString())
                    .flatMap(business ->
                            inHand(imports, business).stream().map(run -> describe(business, run, startAgain)))
                    .toList();
        } catch (ProductException e) {
            return List.of();
        }
    }

    private static Optional<JsonNode> inHand(JsonClient imports, String business) {
        return new ImportRuns(imports, business).inHand();
    }

    static String describe(String business, JsonNode run, String startAgain) {
        return "The import of %s is not complete (%s). Nothing of it is lost: it goes on by itself after %s"
                .formatted(business, run.path("state").asString(), startAgain);
    }
}
