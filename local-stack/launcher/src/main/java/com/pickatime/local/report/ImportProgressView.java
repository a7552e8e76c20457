package com.pickatime.local.report;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows how far an import is, from the first row fetched to the last record applied. */
public final class ImportProgressView implements AutoCloseable {

    private static final int TENTHS = 10;
    private static final int WIDE = 80;
    private static final int NARROWEST = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private final Map<String, Long> seen = new HashMap<>();
    private @Nullable ProgressBar bar;
    private String phase = "";
    private long shownTenth = -1;

    /** A view that draws bars on a terminal, and prints a line now and then elsewhere. */
    public ImportProgressView(PrintStream out, boolean terminal) {
        this(out, terminal, Integer.getInteger("pickatime.columns", WIDE));
    }

    /** @param columns how wide the terminal is: a bar that is wider would leave a line behind at every step */
    ImportProgressView(PrintStream out, boolean terminal, int columns) {
        this.out = out;
        this.terminal = terminal;
        // a terminal that does not know says 0
        this.columns = columns < NARROWEST ? WIDE : columns;
    }

    /** Shows the run as the import service describes it. */
    public void show(JsonNode run) {
        var progress = run.path("progress");
        switch (progress.path("step").asString("")) {
            case "FETCHING" -> showFetched(progress.path("fetched"));
            case "WAITING_FOR_CONTACT_SERVICE" -> show("Waiting for the contact service", "", 0, -1);
            case "COMPARING" -> show("Comparing with what is held", "", 0, -1);
            case "KEEPING" -> show("Keeping what it takes to undo this", "", 0, -1);
            case "PUBLISHING" ->
                show("Publishing", "records", number(progress, "published"), number(progress, "toPublish"));
            case "APPLYING" -> show("Applying", "records", number(progress, "applied"), number(progress, "toPublish"));
            default -> show("Queued", "", 0, -1);
        }
    }

    /** Leaves the last bar as it stands. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** What moved since the last look; a collection that stands still is complete, or was not begun. */
    private void showFetched(JsonNode fetched) {
        fetched.forEach(collection -> {
            var type = collection.path("type").asString();
            long rows = number(collection, "rows");
            if (rows > seen.getOrDefault(type, 0L)) {
                seen.put(type, rows);
                show("Fetching " + title(type), "rows", rows, number(collection, "total"));
            }
        });
    }

    private static String title(String type) {
        return ImportReport.TITLES.getOrDefault(type, type).toLowerCase(Locale.ROOT);
    }

    private void show(String name, String unit, long done, long total) {
        if (!name.equals(phase)) {
            begin(name, unit, total);
        }
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        } else if (total > 0 && done * TENTHS / total > shownTenth) {
            shownTenth = done * TENTHS / total;
            out.printf(Locale.ROOT, "  %s: %,d of %,d %s%n", name, done, total, unit);
        }
    }

    private void begin(String name, String unit, long total) {
        close();
        phase = name;
        shownTenth = -1;
        if (terminal) {
            bar = bar(name, unit, total);
        } else if (total <= 0) {
            out.printf("  %s%n", name);
        }
    }

    private ProgressBar bar(String name, String unit, long total) {
        return new ProgressBarBuilder()
                .setTaskName(columns < WIDE ? "  " + name : String.format("  %-28s", name))
                .setUnit(unit.isEmpty() ? "" : " " + unit, 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(100)
                .showSpeed()
                // one less: some terminals begin a new line when the last column is written
                .setConsumer(new ConsoleProgressBarConsumer(out, columns - 1))
                .build();
    }

    private static long number(JsonNode node, String field) {
        return node.path(field).asLong(0);
    }
}
