package com.pickatime.contacts.own.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClients;
import com.pickatime.contacts.own.load.FileLoad.State;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.Zip;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.IdCodecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** How long a million rows of own files take, and once more without a difference. */
@Tag("slow")
class FileLoadSpeedIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final BusinessId B = new BusinessId("b");

    @TempDir
    private Path directory;

    @Test
    void loadsAMillionRows() {
        try (var store = OwnStore.in(directory);
                var client = MongoClients.create(store.uri())) {
            var database = client.getDatabase(TestStore.freshDatabaseName()).withCodecRegistry(IdCodecs.registry());
            var instance = new LoadingInstance(database, Clock.systemUTC(), 1_000);
            var zip = million();

            var first = timed("new", instance, zip);
            var again = timed("as before", instance, zip);

            assertThat(first.state()).isEqualTo(State.LOADED);
            assertThat(Mono.from(database.getCollection("contacts").countDocuments())
                            .block(LIMIT))
                    .isEqualTo(420_000);
            assertThat(again.written().values())
                    .allSatisfy(written -> assertThat(written.created() + written.changed() + written.deleted())
                            .isZero());
        }
    }

    private static FileLoad timed(String what, LoadingInstance instance, Zip zip) {
        long start = System.nanoTime();
        var load = instance.load(B, zip);
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = Objects.requireNonNull(load.found()).rows().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(rows).isEqualTo(1_000_000);
        var runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "SPEED own files: %,d rows %s in %.1f s, %,.0f rows/s; heap at most %,d MB%n",
                rows,
                what,
                seconds,
                rows / seconds,
                runtime.maxMemory() >> 20);
        return load;
    }

    private static Zip million() {
        var zip = new Zip();
        with(zip, "t", 20_000, "TeacherID,last,e-mail", i -> "t" + i + ",Krabappel,t" + i + "@example.org");
        with(
                zip,
                "s",
                200_000,
                "StudentID,first,last,dob",
                i -> i + ",Bart,Simpson " + i + ",5/" + (13 + i % 15) + "/2015");
        with(zip, "p", 200_000, "ParentID,first,last,e-mail", i -> "p" + i + ",Marge,Simpson,p" + i + "@example.org");
        with(zip, "c", 20_000, "ClassID,TeacherID,name", i -> "c" + i + ",t" + i + ",Class " + i);
        with(zip, "e", 320_000, "ClassID,StudentID", i -> "c" + i % 20_000 + "," + i % 200_000);
        with(zip, "r", 240_000, "ParentID,StudentID", i -> "p" + i % 200_000 + "," + (i + i / 200_000) % 200_000);
        return zip;
    }

    private static void with(Zip zip, String name, int rows, String header, IntFunction<String> row) {
        var text = new StringBuilder(header);
        for (int i = 0; i < rows; i++) {
            text.append('\n').append(row.apply(i));
        }
        zip.with(name, StandardCharsets.UTF_8, text.toString());
    }
}
