package com.pickatime.contacts.own.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClients;
import com.pickatime.contacts.own.load.FileLoad.State;
import com.pickatime.contacts.store.TestRoster;
import com.pickatime.contacts.testing.OwnStore;
import com.pickatime.contacts.testing.Zip;
import com.pickatime.local.testing.ChildJvm;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.IdCodecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** How long a million rows of own files take, and once more without a difference. */
@Tag("slow")
class FileLoadSpeedIT {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int ROWS = Integer.getInteger("files.rows", 1_000_000);
    private static final BusinessId B = new BusinessId("b");

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void loadsAMillionRows() {
        try (var store = OwnStore.apart(directory);
                var loading = ChildJvm.start("256m", Load.class, store.uri(), String.valueOf(ROWS))) {
            var line = loading.said("SPEED");
            System.out.println("SPEED own files: " + line);
            assertThat(line).contains("contacts=" + ROWS / 50 * 21 + " ").contains("differ=0 ");
        }
    }

    /** Loads the files and then the same once more, in a heap of 256 MB. */
    static final class Load {

        private Load() {}

        public static void main(String[] arguments) {
            ChildJvm.endWithParent();
            var database = MongoClients.create(arguments[0])
                    .getDatabase(TestStore.freshDatabaseName())
                    .withCodecRegistry(IdCodecs.registry());
            new TestRoster(database, B).createIndexes();
            var instance = new LoadingInstance(database, Clock.systemUTC(), 1_000);
            int rows = Integer.parseInt(arguments[1]);
            var zip = zip(rows);
            var said = new StringBuilder("SPEED ");

            said.append(timed("new", instance, zip, rows).said());
            var contacts = Mono.from(database.getCollection("contacts").countDocuments())
                    .block(LIMIT);
            var again = timed("again", instance, zip, rows);
            said.append(again.said());
            long differ = again.load().written().values().stream()
                    .mapToLong(written -> written.created() + written.changed() + written.deleted())
                    .sum();
            System.out.println(said.append(
                    "contacts=" + contacts + " differ=" + differ + " heap at most " + ChildJvm.peak() + " MB"));
            System.exit(0);
        }
    }

    private record Timed(FileLoad load, String said) {}

    private static Timed timed(String what, LoadingInstance instance, Zip zip, int wanted) {
        long start = System.nanoTime();
        var load = instance.load(B, zip);
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = Objects.requireNonNull(load.found()).rows().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(rows).isEqualTo(wanted);
        assertThat(load.state()).isEqualTo(State.LOADED);
        return new Timed(load, "%s: %,d rows in %.1f s, %,.0f rows/s; ".formatted(what, rows, seconds, rows / seconds));
    }

    private static Zip zip(int rows) {
        int teachers = rows / 50;
        int students = rows / 5;
        int parents = rows / 5;
        int classes = rows / 50;
        var zip = new Zip();
        with(zip, "t", teachers, "TeacherID,last,e-mail", i -> "t" + i + ",Krabappel,t" + i + "@example.org");
        with(
                zip,
                "s",
                students,
                "StudentID,first,last,dob",
                i -> i + ",Bart,Simpson " + i + ",5/" + (13 + i % 15) + "/2015");
        with(zip, "p", parents, "ParentID,first,last,e-mail", i -> "p" + i + ",Marge,Simpson,p" + i + "@example.org");
        with(zip, "c", classes, "ClassID,TeacherID,name", i -> "c" + i + ",t" + i + ",Class " + i);
        with(zip, "e", rows / 25 * 8, "ClassID,StudentID", i -> "c" + i % classes + "," + i % students);
        with(
                zip,
                "r",
                rows / 25 * 6,
                "ParentID,StudentID",
                i -> "p" + i % parents + "," + (i + i / parents) % students);
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
