package com.pickatime.local.stack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, in order, so that it can be stopped in the opposite order.
 *
 * <p>Services stop all at once, since none needs another to stop, and before anything that they need.
 */
final class RunningParts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningParts.class);

    private record Part(String name, AutoCloseable stop) {

        void close() {
            try {
                stop.close();
            } catch (Exception e) {
                log.error("{} did not stop cleanly", name, e);
            }
        }
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<Part> services = new ArrayList<>();
    private final Duration serviceLimit;

    /** @param serviceLimit how long services may take to stop before what they need is stopped nevertheless */
    RunningParts(Duration serviceLimit) {
        this.serviceLimit = serviceLimit;
    }

    synchronized void add(String name, AutoCloseable part) {
        parts.push(new Part(name, part));
    }

    synchronized void addService(String name, AutoCloseable service) {
        services.add(new Part(name, service));
    }

    /** Stops everything; a part that fails to stop, or takes too long, does not keep the others running. */
    @Override
    public synchronized void close() {
        stopServices();
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    private void stopServices() {
        var stopping = new ConcurrentHashMap<String, CompletableFuture<Void>>();
        services.forEach(service ->
                stopping.put(service.name(), CompletableFuture.runAsync(service::close, RunningParts::inAThread)));
        services.clear();
        try {
            CompletableFuture.allOf(stopping.values().toArray(CompletableFuture<?>[]::new))
                    .get(serviceLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stopping.values().removeIf(CompletableFuture::isDone);
            log.info(
                    "Not stopped after {} ms, and left to end with this process: {}; what they had in hand is done"
                            + " again at the next start",
                    serviceLimit.toMillis(),
                    stopping.keySet());
        } catch (ExecutionException e) {
            log.error("A service did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not a daemon's pool: those of the JVM have as few threads as it has processors. */
    private static void inAThread(Runnable work) {
        var thread = new Thread(work, "stop-service");
        thread.setDaemon(true);
        thread.start();
    }
}
