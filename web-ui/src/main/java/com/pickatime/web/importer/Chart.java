package com.pickatime.web.importer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The latest imports that are over as bars, the oldest first: what each changed, and how long it took.
 *
 * <p>Changes are drawn by their square root: a first import has thousands, and most later ones a handful. Lengths are in units of a drawing of {@link #HEIGHT} by {@link #width()}.
 *
 * @param mostChanges of one import; at least 1
 * @param longest of one import, in seconds; at least 1
 */
record Chart(List<Bar> bars, long mostChanges, long longest) {

    static final int HEIGHT = 100;
    private static final int STEP = 24;
    private static final int BAR = 16;
    private static final int MOST = 20;

    /** What is there can be seen, however little it is. */
    private static final double LEAST = 2;

    /**
     * One import.
     *
     * @param x left end of the bar
     * @param parts of what it changed, from the bottom up
     * @param time how long it took
     */
    record Bar(Run run, int x, List<Part> parts, Part time) {

        public int width() {
            return BAR;
        }
    }

    /** @param kind the style's word for it */
    record Part(String kind, double y, double height) {}

    static Chart of(List<Run> latestFirst) {
        var runs = new ArrayList<>(latestFirst.stream()
                .filter(run -> "COMPLETED".equals(run.state()) && run.plan() != null && !run.isDryRun())
                .limit(MOST)
                .toList());
        Collections.reverse(runs);
        long most = runs.stream().mapToLong(Chart::changes).max().orElse(1);
        long longest = runs.stream().mapToLong(Chart::seconds).max().orElse(1);
        var chart = new Chart(new ArrayList<>(), Math.max(1, most), Math.max(1, longest));
        for (int at = 0; at < runs.size(); at++) {
            chart.bars.add(chart.bar(runs.get(at), at * STEP + (STEP - BAR) / 2));
        }
        return chart;
    }

    private Bar bar(Run run, int x) {
        var parts = new ArrayList<Part>();
        var plan = run.plan();
        long changes = changes(run);
        if (plan != null && changes > 0) {
            double whole = height(Math.sqrt(changes) / Math.sqrt(mostChanges));
            double y = HEIGHT;
            y = add(parts, "added", whole * plan.added() / changes, y);
            y = add(parts, "updated", whole * plan.updated() / changes, y);
            add(parts, "removed", whole * plan.removed() / changes, y);
        }
        double height = height((double) seconds(run) / longest);
        return new Bar(run, x, parts, new Part("time", HEIGHT - height, height));
    }

    private static double add(List<Part> parts, String kind, double height, double bottom) {
        if (height == 0) {
            return bottom;
        }
        parts.add(new Part(kind, rounded(bottom - height), rounded(height)));
        return bottom - height;
    }

    /** @param share of the largest */
    private static double height(double share) {
        return rounded(Math.max(LEAST, HEIGHT * share));
    }

    private static double rounded(double length) {
        return Math.round(10 * length) / 10d;
    }

    private static long changes(Run run) {
        var plan = run.plan();
        return plan == null ? 0 : plan.added() + plan.updated() + plan.removed();
    }

    private static long seconds(Run run) {
        Instant from = run.startedAt() == null ? run.requestedAt() : run.startedAt();
        var to = run.finishedAt();
        return to == null ? 0 : Duration.between(from, to).toSeconds();
    }

    public int width() {
        return Math.max(MOST / 2, bars.size()) * STEP;
    }

    public int height() {
        return HEIGHT;
    }

    /** One bar tells nothing about how it usually is. */
    public boolean isDrawn() {
        return bars.size() > 1;
    }
}
