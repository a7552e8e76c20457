package com.pickatime.local.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The imports of one business, as the import service knows them. */
public final class ImportRuns {

    /** States in which nothing more happens by itself. */
    private static final Set<String> AT_REST =
            Set.of("PLANNED", "HELD", "COMPLETED", "FAILED", "SUPERSEDED", "CANCELLED");

    private final JsonClient imports;
    private final String path;

    public ImportRuns(JsonClient imports, String businessId) {
        this.imports = imports;
        this.path = "/businesses/" + JsonClient.segment(businessId) + "/imports";
    }

    /**
     * The id of the first import that was requested at or after {@code since}, waiting for it to appear.
     *
     * @throws ProductException if none appears within {@code limit}
     */
    public String requestedSince(Instant since, Duration limit) {
        return Waiting.until(() -> firstSince(since), limit, "no import was requested");
    }

    /** Follows an import, and those that take its place, to its end; {@code watcher} sees each step. */
    public JsonNode follow(String importId, Consumer<JsonNode> watcher) {
        var followed = importId;
        while (true) {
            try (var events = imports.events(path + "/" + followed + "/progress")) {
                events.forEach(watcher);
            }
            var run = imports.get(path + "/" + followed);
            if (isSuperseded(run)) {
                followed = run.path("successor").asString();
            } else if (AT_REST.contains(run.path("state").asString())) {
                return run;
            }
        }
    }

    /** The latest import, unless it is at rest. */
    public Optional<JsonNode> inHand() {
        return latest().findFirst()
                .filter(run -> !AT_REST.contains(run.path("state").asString()));
    }

    /** The id of the last import that was carried out and changed something, among the latest. */
    public Optional<String> latestThatChangedSomething() {
        return latest().filter(run -> run.path("state").asString().equals("COMPLETED")
                        && !run.path("completion").path("unchanged").asBoolean(true))
                .map(run -> run.path("importId").asString())
                .findFirst();
    }

    /**
     * Asks for the roster to be put back as it was before an import, and gives the id of the run that does it.
     *
     * @param school source ID of the one whose part is put back; null for all
     */
    public String undo(String importId, boolean dryRun, @Nullable String school) {
        var how = new HashMap<String, Object>(Map.of("mode", dryRun ? "DRY_RUN" : "FULL"));
        if (school != null) {
            how.put("school", school);
        }
        return imports.post(path + "/" + JsonClient.segment(importId) + "/undo", how)
                .path("importId")
                .asString();
    }

    /** Rows of an import that were left out, with their reasons. */
    public JsonNode refusals(String importId) {
        return imports.get(path + "/" + importId + "/refusals");
    }

    /** What was requested: a file's import. */
    public JsonNode upload(Path zip) throws FileNotFoundException {
        return imports.post(path, "application/zip", BodyPublishers.ofFile(zip));
    }

    private Optional<String> firstSince(Instant since) {
        try {
            return latest().filter(run ->
                            !Instant.parse(run.path("requestedAt").asString()).isBefore(since))
                    // the latest come first
                    .reduce((later, earlier) -> earlier)
                    .map(run -> run.path("importId").asString());
        } catch (ProductException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Stream<JsonNode> latest() {
        return imports.get(path).path("items").valueStream();
    }

    private static boolean isSuperseded(JsonNode run) {
        return run.path("state").asString().equals("SUPERSEDED")
                && run.path("successor").isString();
    }
}
