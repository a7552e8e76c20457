package com.pickatime.imports.plan.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What a run leaves on the disk: nothing, and while it runs nothing that anybody could read. */
class StagingFilesTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final int BATCH = 5_000;
    private static final DataSize LITTLE_MEMORY = DataSize.ofMegabytes(24);

    @TempDir
    Path directory;

    @Test
    void spillsNoPersonalDataInClear() throws Exception {
        var stored = new ArrayList<StoredEntry>();
        long spilled = 0;
        for (int i = 0; i < 2; i++) {
            try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"), LITTLE_MEMORY, 250_000)) {
                stage(staging);
                staging.refuse(new RowRefusal(RecordType.PERSON, "users.csv:7", sourceId(7), "email", "is no address"));
                staging.addStored(stored);
                spilled += spilledBy(staging::plan);
                assertThat(staging.plan().isEmpty()).isEqualTo(!stored.isEmpty());
                staging.changes(
                        BATCH,
                        batch -> batch.forEach(change -> stored.add(new StoredEntry(
                                change.type(), change.sourceId(), Objects.requireNonNull(change.hash())))));
            }
        }

        assertThat(spilled).as("bytes that were moved to files").isPositive();
    }

    @Test
    void belongsToItsUserAlone() throws IOException {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"));
                var directories = Files.list(directory)) {
            assertThat(directories)
                    .singleElement()
                    .satisfies(own -> assertThat(Files.getPosixFilePermissions(own))
                            .allMatch(permission -> permission.name().startsWith("OWNER")));
        }
    }

    @Test
    void deletesItsFilesAtTheEnd() {
        Staging.open(directory, HASH, new BusinessId("springfield")).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void keepsRunsApart() {
        try (var one = Staging.open(directory, HASH, new BusinessId("springfield"));
                var other = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            one.add(List.of(Rows.school("1")));

            assertThat(other.plan().isEmpty()).isTrue();
            assertThat(one.plan().changes()).isOne();
        }
    }

    private static void stage(Staging staging) {
        for (int from = 0; from < 20_000; from += BATCH) {
            var numbers = IntStream.range(from, from + BATCH);
            staging.add(numbers.mapToObj(i -> List.of(person(i), birthDate(i)))
                    .flatMap(List::stream)
                    .toList());
        }
    }

    /** Looks into what DuckDB moves from memory to its files while it works, and tells how much there was at most. */
    private long spilledBy(Runnable work) throws Exception {
        var most = new AtomicLong();
        var reader = Executors.newSingleThreadScheduledExecutor();
        try {
            var looks = reader.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(readable("spill"), Math::max), 0, 50, TimeUnit.MILLISECONDS);
            work.run();
            reader.shutdown();
            assertThat(reader.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            if (!looks.isCancelled()) {
                // it failed before, and says whom it could read
                looks.get();
            }
            return most.get();
        } finally {
            reader.shutdownNow();
        }
    }

    /** Looks for people in all files below a directory of that name, and tells how many bytes there were. */
    private long readable(String below) {
        long bytes = 0;
        try (var files = Files.walk(directory)) {
            for (var file :
                    files.filter(path -> path.toString().contains(below)).toList()) {
                var content = read(file);
                assertThat(Stream.of("Hummingbird", "nightingale", "@example.org", "2013-07-0", "2013-08-0"))
                        .as("what is not to be read in %s", file)
                        .noneMatch(content::contains);
                bytes += content.length();
            }
        } catch (IOException | UncheckedIOException e) {
            // DuckDB deletes what it needs no more
            return bytes;
        }
        return bytes;
    }

    private static String read(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /** Some districts make their source IDs of addresses. */
    private static String sourceId(int number) {
        return "nightingale" + number + "@example.org";
    }

    private static RosterRow person(int number) {
        return Rows.person(
                sourceId(number),
                person -> person.setGivenName("Hummingbird")
                        .setFamilyName("Hummingbird")
                        .setEmailCiphertext(RosterRow.clear("nightingale@example.org"))
                        .setUsernameCiphertext(RosterRow.clear("nightingale@example.org"))
                        .setAgentSourceIds(List.of(sourceId(number + 1))));
    }

    private static RosterRow birthDate(int number) {
        return Rows.birthDate(sourceId(number), LocalDate.of(2013, 7, 1 + number % 9));
    }
}
