package com.pickatime.local.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an import did, and what the contact service holds after it. */
public final class ImportReport {

    static final Map<String, String> TITLES = Map.of(
            "ORG", "Schools and districts",
            "ACADEMIC_SESSION", "Terms",
            "COURSE", "Courses",
            "CLASS", "Classes",
            "ENROLLMENT", "Enrollments",
            "PERSON", "People",
            "DEMOGRAPHICS", "Birth dates");
    public static final List<String> PARENT_ROLES = List.of("PARENT", "GUARDIAN", "RELATIVE");

    private final PrintStream out;

    public ImportReport(PrintStream out) {
        this.out = out;
    }

    /** The plan's numbers, one line per record type, and what the administrator should know. */
    public void plan(JsonNode run) {
        var table = new Table("", "added", "updated", "removed", "unchanged", "refused");
        run.path("plan")
                .path("types")
                .forEach(type -> table.row(
                        TITLES.getOrDefault(
                                type.path("type").asString(), type.path("type").asString()),
                        type.path("added").asLong(),
                        type.path("updated").asLong(),
                        type.path("removed").asLong(),
                        type.path("unchanged").asLong(),
                        type.path("refused").asLong()));
        table.print(out);
        run.path("plan").path("warnings").forEach(this::note);
    }

    private void note(JsonNode warning) {
        long count = warning.path("count").asLong();
        out.printf(
                Locale.ROOT,
                "  Note%s: %s%n",
                count == 0 ? "" : String.format(Locale.ROOT, " (%,d)", count),
                warning.path("message").asString());
    }

    /** How the import ended, with the receipt. */
    public void outcome(JsonNode run) {
        var completion = run.path("completion");
        switch (run.path("state").asString()) {
            case "COMPLETED" ->
                out.printf(
                        Locale.ROOT,
                        "  %s; %,d records applied, %s%n",
                        completion.path("unchanged").asBoolean() ? "Unchanged: nothing was published" : "Completed",
                        completion.path("applied").asLong(),
                        compared(completion.path("differences").asLong()));
            case "HELD" -> {
                out.println(
                        switch (run.path("holdCause").asString("")) {
                            case "EXISTING_CONTACTS" -> "  Held until you decide about the contacts that are there:";
                            case "REKEY" -> "  Held until you decide about other source IDs:";
                            default -> "  Held until you approve it:";
                        });
                holdReasons(run);
            }
            case "PLANNED" -> {
                out.println("  Dry run: nothing was changed");
                if (!run.path("holdReasons").isEmpty()) {
                    out.println("  It would be held:");
                    holdReasons(run);
                }
            }
            case "CANCELLED" -> {
                var why = run.path("failure").path("message").asString("");
                out.println(why.isEmpty() ? "  Called off" : "  Called off: " + why);
            }
            case "FAILED" ->
                out.println("  Failed: " + run.path("failure").path("message").asString());
            default -> out.println("  " + run.path("state").asString());
        }
    }

    private void holdReasons(JsonNode run) {
        run.path("holdReasons").forEach(reason -> out.println("    " + reason.asString()));
    }

    private static String compared(long differences) {
        return differences < 0
                ? "not compared because a later import had begun"
                : String.format(Locale.ROOT, "%,d differences between the roster and the contacts", differences);
    }

    /** Counts of what the contact service holds. */
    public void contacts(JsonNode summary) {
        var roles = summary.path("contactsByRole");
        long parents = PARENT_ROLES.stream()
                .mapToLong(role -> roles.path(role).asLong(0))
                .sum();
        var table = new Table("", "");
        table.row("Contacts", summary.path("people").asLong());
        table.row("  students", roles.path("STUDENT").asLong(0));
        table.row("  parents", parents);
        table.row("  teachers", roles.path("TEACHER").asLong(0));
        table.row("Class rosters", summary.path("classRosters").asLong());
        table.row("Parent-student links", summary.path("relationships").asLong());
        table.row(
                "Students without birth date",
                summary.path("studentsWithoutBirthDate").asLong());
        table.row("Duplicate contacts", summary.path("duplicateContacts").asLong());
        table.print(out);
    }

    /** Rows that were left out; the first ones with their reasons. */
    public void refusals(JsonNode refusals, int most) {
        refusals.path("rows")
                .valueStream()
                .limit(most)
                .forEach(row -> out.printf(
                        "  Refused %s at %s: %s: %s%n",
                        row.path("type").asString(),
                        row.path("position").asString(),
                        row.path("field").asString(),
                        row.path("reason").asString()));
        if (refusals.path("total").asLong() > most) {
            out.printf("  ... and %d more%n", refusals.path("total").asLong() - most);
        }
    }
}
