package com.pickatime.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, in order, so that it can be stopped in the opposite order. */
final class RunningParts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningParts.class);

    private record Part(String name, AutoCloseable stop) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    synchronized void add(String name, AutoCloseable part) {
        parts.push(new Part(name, part));
    }

    /** Stops everything, the last started first; one that fails to stop does not keep the others running. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.stop().close();
            } catch (Exception e) {
                log.error("{} did not stop cleanly", part.name(), e);
            }
        }
    }
}
