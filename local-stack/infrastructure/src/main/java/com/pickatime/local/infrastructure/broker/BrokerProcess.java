package com.pickatime.local.infrastructure.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The broker in a process of its own: it cannot halt this JVM, and it ends when this one does.
 *
 * <p>Its standard input stays open as long as this process lives; the broker takes the end of it as the order to stop.
 */
public final class BrokerProcess implements AutoCloseable {

    private static final String READY = "ready";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker and waits until clients can connect.
     *
     * @param limit after a kill a start takes some seconds more than usual
     * @throws BrokerFailedException with the end of the broker's log when it is not ready by then
     */
    public static BrokerProcess start(BrokerCommand command, Duration limit) {
        var logs = new BrokerLogs(command.dataDirectory());
        var process = launch(command, logs.errors());
        try {
            if (!ready(process).get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.waitFor();
                throw new BrokerFailedException("ended with code " + process.exitValue(), logs.tail());
            }
            return new BrokerProcess(process, "127.0.0.1:" + command.brokerPort());
        } catch (TimeoutException e) {
            kill(process);
            throw new BrokerFailedException("was not ready within " + limit.toSeconds() + " s", logs.tail());
        } catch (ExecutionException e) {
            kill(process);
            throw new BrokerFailedException("could not be heard: " + e.getCause(), logs.tail());
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new BrokerFailedException("was interrupted at its start", logs.tail());
        }
    }

    private static Process launch(BrokerCommand command, Path errors) {
        try {
            Files.createDirectories(command.dataDirectory());
            return new ProcessBuilder(command.toCommandLine())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True once it says so, false when its output ends before. */
    private static CompletableFuture<Boolean> ready(Process process) {
        var ready = new CompletableFuture<Boolean>();
        var listener = new Thread(() -> listen(process, ready), "broker-output");
        listener.setDaemon(true);
        listener.start();
        return ready;
    }

    /** Reads on to the end, so that the broker never waits for a reader. */
    private static void listen(Process process, CompletableFuture<Boolean> ready) {
        try (BufferedReader output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(READY)) {
                    ready.complete(true);
                }
            }
            ready.complete(false);
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** The address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Its process id, for status pages. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop and waits; one that does not stop in time is killed, which its data survives. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
            }
        } catch (IOException e) {
            kill(process);
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when it is gone, and with it its hold on ports and files. */
    private static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }
}
