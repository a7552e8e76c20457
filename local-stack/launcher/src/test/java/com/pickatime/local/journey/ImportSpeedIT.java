package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.pickatime.local.testing.BareInsert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole import, from the request to the receipt, beside a bare bulk insert of the documents that came of it into the same store in
 * the same run, and beside the same import once more, of which nothing changed. In code that is compiled: an import of the same size
 * goes before.
 */
@Tag("slow")
class ImportSpeedIT {

    private static final int STUDENTS = Integer.getInteger("speed.students", 47_620);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String CONTACTS = "pickatime-contacts";
    private static final List<String> COLLECTIONS =
            List.of("contacts", "security_values", "enrollments", "classes", "orgs", "academic_sessions", "courses");

    @TempDir
    private Path data;

    @Test
    void isHalfAsFastAsABareInsertAndCostsLittleWhereNothingChanged() {
        try (var district = District.start(data, STUDENTS);
                var client = MongoClients.create(district.storeUri())) {
            imported(new DirectBusiness("warm", district.clients()), "compiling");
            var business = new DirectBusiness("measured", district.clients());
            double first = imported(business, "first");
            double again = imported(business, "unchanged");
            double floor = inserted(client);
            System.out.printf(
                    "SPEED whole import / bare insert %.2f, unchanged / first %.2f, heap in use %,d MB%n",
                    floor / first,
                    again / first,
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000);
            assertThat(again).isLessThan(first * 0.15);
        }
    }

    /** In seconds. */
    private static double imported(DirectBusiness business, String which) {
        long began = System.nanoTime();
        var steps = new LinkedHashMap<String, Double>();
        var run = business.importAndWatch(LIMIT, (step, more) -> steps.merge(step, more, Double::sum));
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("COMPLETED");
        assertThat(run.path("completion").path("differences").asInt(-1)).isZero();
        System.out.printf(
                "SPEED %s: %.1f s, %,d records, %s%n",
                which,
                seconds,
                run.path("progress").path("published").asLong(),
                steps.entrySet().stream()
                        .map(step -> "%s %.1f s".formatted(step.getKey(), step.getValue()))
                        .collect(Collectors.joining(", ")));
        return seconds;
    }

    /** In seconds, of the documents of one business, into collections with the same indexes. */
    private static double inserted(MongoClient client) {
        var written = Objects.requireNonNull(
                BareInsert.of(client.getDatabase(CONTACTS), Filters.eq("businessId", "measured"), COLLECTIONS)
                        .block(LIMIT));
        var took = Objects.requireNonNull(
                written.into(client.getDatabase(CONTACTS + "-floor")).block(LIMIT));
        double seconds = took.toMillis() / 1e3;
        System.out.printf("SPEED bare insert: %.1f s, %,d documents%n", seconds, written.documents());
        return seconds;
    }
}
