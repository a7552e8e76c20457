package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.local.client.JsonClient;
import com.pickatime.local.client.ProductException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A business of its own that reads the simulated district directly: its first import is the whole roster. */
final class DirectBusiness {

    private static final Set<String> AT_REST = Set.of("PLANNED", "HELD", "COMPLETED", "FAILED", "SUPERSEDED");
    private static final int NOT_FOUND = 404;
    private static final Duration LOOK = Duration.ofMillis(10);
    /** Of a million people, on a machine that has other work too. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(30);

    /** Longer than any sweep takes to find what is left to do. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    /** What answers for the product, wherever it runs. */
    record Clients(
            JsonClient imports, JsonClient contacts, JsonClient inbox, JsonClient simulator, int simulatorPort) {}

    /** What became of the first import. */
    record Outcome(
            String state,
            String failure,
            int differences,
            int duplicates,
            int missingPeople,
            long unfinishedRuns,
            long runs,
            long completionMails,
            long otherMails) {

        void requireWhole() {
            assertThat(this)
                    .as("one import, one mail, nothing lost, nothing doubled")
                    .isEqualTo(new Outcome("COMPLETED", "", 0, 0, 0, 0, runs, 1, 0));
        }
    }

    private final String id;
    private final Clients clients;

    DirectBusiness(String id, Clients clients) {
        this.id = id;
        this.clients = clients;
    }

    /** Connects the business and asks for its first import; returns that import's id. */
    String begin() {
        var connection = "/connections/" + id;
        eventually(() -> clients.imports()
                .put(
                        connection,
                        Map.of(
                                "businessName",
                                id,
                                "source",
                                "CLASSLINK_DIRECT",
                                "baseUrl",
                                "http://127.0.0.1:" + clients.simulatorPort(),
                                "consumerKey",
                                "maplewood-key",
                                "consumerSecret",
                                "maplewood-secret",
                                "administrators",
                                List.of(administrator()))));
        eventually(() -> clients.imports().post(connection + "/activation", Map.of()));
        return eventually(() -> runs().path(0).path("importId").asString());
    }

    /** Imports, and tells again and again which step it is at, and for how many seconds more; gives the run when it has come to rest. */
    JsonNode importAndWatch(Duration limit, BiConsumer<String, Double> step) {
        var before = latestImportOfAny();
        var looked = new long[] {System.nanoTime()};
        if (before.isEmpty()) {
            begin();
        } else {
            clients.imports().post("/businesses/" + id + "/imports", Map.of("mode", "FULL"));
        }
        var run = new JsonNode[1];
        await().pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .atMost(limit)
                .until(() -> {
                    run[0] = runs().path(0);
                    long now = System.nanoTime();
                    step.accept(run[0].path("progress").path("step").asString("?"), (now - looked[0]) / 1e9);
                    looked[0] = now;
                    return !run[0].path("importId").asString("").equals(before)
                            && AT_REST.contains(run[0].path("state").asString());
                });
        return run[0];
    }

    private String latestImportOfAny() {
        try {
            return latestImport();
        } catch (ProductException e) {
            return "";
        }
    }

    /** Waits until the latest run is seen in {@code state}; false when it has come to rest without. */
    boolean reaches(String state) {
        return reaches(() -> latestState().filter(state::equals).isPresent());
    }

    /** Waits until {@code condition} holds; false when the latest run has come to rest before. */
    boolean reaches(Supplier<Boolean> condition) {
        var seen = new boolean[1];
        await().pollInterval(LOOK).pollDelay(Duration.ZERO).atMost(LONGEST_STEP).until(() -> {
            try {
                // in this order: what holds when a run comes to rest, is seen however fast that was
                var rests = latestState().filter(AT_REST::contains).isPresent();
                seen[0] = condition.get();
                return seen[0] || rests;
            } catch (ProductException e) {
                return false;
            }
        });
        return seen[0];
    }

    /** How the contact service sees the latest run: applied, expected, barriers, completed. */
    JsonNode application() {
        return clients.contacts()
                .get("/businesses/" + id + "/imports/"
                        + runs().path(0).path("importId").asString());
    }

    Optional<String> latestState() {
        return Optional.of(runs().path(0).path("state").asString(""));
    }

    boolean isComplete() {
        return latestState().filter("COMPLETED"::equals).isPresent();
    }

    String latestImport() {
        return runs().path(0).path("importId").asString("");
    }

    /** Waits for the end of everything that was begun, and says what came of it. */
    Outcome outcome(Duration limit) {
        try {
            await().pollInterval(Duration.ofMillis(500)).atMost(limit).until(this::isAtRest);
            // a second mail comes later than the first, if it comes
            await().pollInterval(Duration.ofMillis(500))
                    .during(QUIET)
                    .atMost(limit.plus(QUIET))
                    .until(() -> isAtRest() && completionMails() > 0 || isFailed());
        } catch (ConditionTimeoutException e) {
            // the outcome shows what is missing
        }
        return outcomeNow();
    }

    private Outcome outcomeNow() {
        return eventually(() -> {
            var runs = runs();
            var last = runs.valueStream()
                    .filter(run -> !run.path("state").asString().equals("SUPERSEDED"))
                    .findFirst()
                    .orElse(runs.path(0));
            var summary = summary();
            var people =
                    clients.simulator().get("/control/facts").path("people").asInt();
            return new Outcome(
                    last.path("state").asString(),
                    last.path("failure").path("code").asString(""),
                    last.path("completion").path("differences").asInt(-1),
                    summary.path("duplicateContacts").asInt(),
                    people - summary.path("people").asInt(),
                    unfinished(runs),
                    runs.size(),
                    completionMails(),
                    otherMails());
        });
    }

    /** Empty while nothing of the business has arrived at the contact service. */
    private JsonNode summary() {
        try {
            return clients.contacts().get("/businesses/" + id + "/summary");
        } catch (ProductException e) {
            if (e.status() == NOT_FOUND) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }

    private boolean isAtRest() {
        try {
            var runs = runs();
            return !runs.isEmpty() && unfinished(runs) == 0;
        } catch (ProductException e) {
            return false;
        }
    }

    private boolean isFailed() {
        try {
            return latestState().filter("FAILED"::equals).isPresent();
        } catch (ProductException e) {
            return false;
        }
    }

    private static long unfinished(JsonNode runs) {
        return runs.valueStream()
                .filter(run -> !AT_REST.contains(run.path("state").asString()))
                .count();
    }

    private JsonNode runs() {
        return clients.imports().get("/businesses/" + id + "/imports").path("items");
    }

    long completionMails() {
        return mails(true);
    }

    /** Beside the one that the import is active. */
    private long otherMails() {
        return mails(false);
    }

    private long mails(boolean complete) {
        return clients.inbox()
                .get("/api/mails")
                .valueStream()
                .filter(mail -> mail.path("recipients").toString().contains(administrator()))
                .map(mail -> mail.path("subject").asString())
                .filter(subject -> !subject.contains("active"))
                .filter(subject -> subject.contains("is complete") == complete)
                .count();
    }

    private String administrator() {
        return id + "@example.org";
    }

    /** An instance may be away just now. */
    private static <T> T eventually(Supplier<T> question) {
        var answer = new Object[1];
        await().pollInterval(Duration.ofMillis(200))
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    try {
                        answer[0] = question.get();
                        return true;
                    } catch (ProductException e) {
                        return false;
                    }
                });
        @SuppressWarnings("unchecked")
        var found = (T) answer[0];
        return found;
    }
}
