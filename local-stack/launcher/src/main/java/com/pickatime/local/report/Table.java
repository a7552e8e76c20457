package com.pickatime.local.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for a terminal: the first column is text, the others are numbers. */
final class Table {

    private static final int GAP = 2;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    void row(String name, long... numbers) {
        var row = new ArrayList<String>();
        row.add(name);
        for (var number : numbers) {
            row.add(String.format(Locale.ROOT, "%,d", number));
        }
        rows.add(row);
    }

    void print(PrintStream out) {
        if (head.stream().anyMatch(title -> !title.isEmpty())) {
            printRow(out, head);
        }
        rows.forEach(row -> printRow(out, row));
    }

    private void printRow(PrintStream out, List<String> cells) {
        var line = new StringBuilder("  ").append(padded(cells.get(0), width(0), true));
        for (int column = 1; column < cells.size(); column++) {
            line.append(" ".repeat(GAP)).append(padded(cells.get(column), width(column), false));
        }
        out.println(line);
    }

    private int width(int column) {
        return Math.max(
                head.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private static String padded(String text, int width, boolean left) {
        var space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }
}
