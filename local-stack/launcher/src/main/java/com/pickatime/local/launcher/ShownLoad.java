package com.pickatime.local.launcher;

import com.pickatime.local.client.ContactFiles;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Follows the loading of a business's own files before the user's eyes and shows what became of them. */
final class ShownLoad {

    private static final int REFUSALS_SHOWN = 20;
    private static final int TENTHS = 10;

    private final PrintStream out;
    private final ContactFiles files;
    private String shown = "";

    ShownLoad(PrintStream out, ContactFiles files) {
        this.out = out;
        this.files = files;
    }

    /** Follows a load to its end and returns it as the contact service describes it. */
    JsonNode follow(String loadId) {
        var load = files.follow(loadId, this::progress);
        out.println();
        if (load.path("problem").isObject()) {
            out.println((isRefused(load) ? "  Nothing was loaded: " : "  Nothing more is loaded: ")
                    + inOptions(load.path("problem").path("message").asString()));
        }
        load.path("written").properties().forEach(file -> outcome(file.getKey(), file.getValue()));
        refusals(load);
        if (load.path("passwords").asLong() > 0) {
            out.printf(
                    Locale.ROOT,
                    "  Rows with a password: %,d. None was kept: people set their own%n",
                    load.path("passwords").asLong());
        }
        return load;
    }

    private static boolean isRefused(JsonNode load) {
        return load.path("state").asString().equals("REFUSED");
    }

    /** The service speaks of the parameters of its API. */
    private static String inOptions(String message) {
        return message.replace("ambiguousDates=accepted", "--accept-ambiguous-dates")
                .replace("keepGood=true", "--keep-good")
                .replace("dateOrder=", "--date-order ");
    }

    /** A line a step, and one for each tenth of what is to be written. */
    private void progress(JsonNode load) {
        long rows = sum(load.path("rows"));
        long written =
                load.path("written").valueStream().mapToLong(ShownLoad::sum).sum();
        var line = switch (load.path("state").asString()) {
            case "WAITING" -> "  Waiting";
            case "CHECKING" -> "  Checking";
            case "WRITING" ->
                String.format(
                        Locale.ROOT,
                        "  Writing %,d rows: %d0 %%",
                        rows,
                        rows == 0 ? TENTHS : Math.min(TENTHS, written * TENTHS / rows));
            default -> shown;
        };
        if (!line.equals(shown)) {
            shown = line;
            out.println(line);
        }
    }

    private void outcome(String file, JsonNode counts) {
        out.printf(
                Locale.ROOT,
                "  %-13s %,d new, %,d changed, %,d as before, %,d deleted%s%n",
                file.charAt(0) + file.substring(1).toLowerCase(Locale.ROOT) + ':',
                counts.path("created").asLong(),
                counts.path("changed").asLong(),
                counts.path("unchanged").asLong(),
                counts.path("deleted").asLong(),
                counts.path("leftAlone").asLong() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %,d left alone because the roster has them",
                                counts.path("leftAlone").asLong()));
    }

    private void refusals(JsonNode load) {
        load.path("refusedRows")
                .valueStream()
                .limit(REFUSALS_SHOWN)
                .forEach(row -> out.printf(
                        "  Refused line %d of the %s file: %s%n",
                        row.path("line").asLong(),
                        row.path("file").asString(),
                        row.path("message").asString()));
        if (load.path("refused").asLong() > REFUSALS_SHOWN) {
            out.printf(Locale.ROOT, "  ... and %,d more%n", load.path("refused").asLong() - REFUSALS_SHOWN);
        }
    }

    private static long sum(JsonNode counts) {
        return counts.valueStream().mapToLong(JsonNode::asLong).sum();
    }
}
