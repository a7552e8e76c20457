package com.pickatime.local.launcher;

import com.pickatime.local.client.ImportRuns;
import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import com.pickatime.local.report.ImportProgressView;
import com.pickatime.local.report.ImportReport;
import com.pickatime.local.report.RosterSample;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Follows one import before the user's eyes and shows what it brought. */
final class ShownImport {

    private static final int REFUSALS_SHOWN = 10;

    private final PrintStream out;
    private final JsonClient imports;
    private final JsonClient contacts;
    private final String businessId;

    ShownImport(PrintStream out, JsonClient imports, JsonClient contacts, String businessId) {
        this.out = out;
        this.imports = imports;
        this.contacts = contacts;
        this.businessId = businessId;
    }

    /** Follows the import to its end and returns it as the import service describes it. */
    JsonNode follow(String importId) {
        out.println();
        out.println("Import " + importId + " of " + businessId);
        var runs = new ImportRuns(imports, businessId);
        long began = System.nanoTime();
        JsonNode run;
        try (var view = new ImportProgressView(out, Boolean.getBoolean("pickatime.terminal"))) {
            run = runs.follow(importId, view::show);
        }
        show(run, runs, Duration.ofNanos(System.nanoTime() - began));
        return run;
    }

    private void show(JsonNode run, ImportRuns runs, Duration took) {
        var report = new ImportReport(out);
        out.println();
        report.outcome(run);
        printRate(run, took);
        if (run.path("plan").isObject()) {
            report.plan(run);
        }
        report.refusals(runs.refusals(run.path("importId").asString()), REFUSALS_SHOWN);
        out.println();
        showContacts(report);
    }

    /** A first import that failed or is held has brought nothing; its own words have just said why. */
    private void showContacts(ImportReport report) {
        try {
            report.contacts(contacts.get("/businesses/" + JsonClient.segment(businessId) + "/summary"));
        } catch (ProductException e) {
            if (e.status() != 404) {
                throw e;
            }
            out.println("  No import of " + businessId + " has come to the contacts yet; nothing was changed there");
            return;
        }
        new RosterSample(out, contacts, businessId).print();
    }

    private void printRate(JsonNode run, Duration took) {
        long applied = run.path("completion").path("applied").asLong(0);
        double seconds = Math.max(1, took.toMillis()) / 1000.0;
        out.printf(
                Locale.ROOT,
                "  From request to receipt %.1f s%s%n",
                seconds,
                applied == 0 ? "" : String.format(Locale.ROOT, ", %,.0f records/s", applied / seconds));
    }
}
