package com.pickatime.local.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/** Tells, line by line, what is being started, where it answers and how long it took. */
public final class StartupReport {

    private final PrintStream out;

    public StartupReport(PrintStream out) {
        this.out = out;
    }

    /** Runs {@code start} and reports it; the text that it returns says where the part answers. */
    public void part(String name, Supplier<String> start) {
        long began = System.nanoTime();
        var where = start.get();
        var took = Duration.ofNanos(System.nanoTime() - began);
        out.printf("  %-22s %-46s %5.1f s%n", name, where, took.toMillis() / 1000.0);
    }

    /** Reports a part that runs elsewhere. */
    public void elsewhere(String name, String where) {
        out.printf("  %-22s %-46s %s%n", name, where, "(yours)");
    }
}
