package com.pickatime.imports.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.imports.roster.DemographicsRow;
import com.pickatime.imports.roster.PersonRow;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves on the disk: nothing, and while it runs nothing that anybody could read. */
class StagingFilesTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();

    @TempDir
    Path directory;

    @Test
    void holdsNoPersonalDataInClear() throws IOException {
        try (var staging = Staging.open(directory, HASH)) {
            staging.add(
                    IntStream.range(0, 5_000).mapToObj(StagingFilesTest::person).toList());
            staging.add(IntStream.range(0, 5_000)
                    .mapToObj(StagingFilesTest::birthDate)
                    .toList());
            staging.plan();

            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    assertThat(Stream.of("Hummingbird", "nightingale@example.org", "2013-07-0"))
                            .noneMatch(content::contains);
                }
            }
        }
    }

    @Test
    void belongsToItsUserAlone() throws IOException {
        try (var staging = Staging.open(directory, HASH);
                var directories = Files.list(directory)) {
            assertThat(directories)
                    .singleElement()
                    .satisfies(own -> assertThat(Files.getPosixFilePermissions(own))
                            .allMatch(permission -> permission.name().startsWith("OWNER")));
        }
    }

    @Test
    void deletesItsFilesAtTheEnd() {
        Staging.open(directory, HASH).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void deletesWhatACrashLeftBehind() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("staging-1")).resolve("roster.duckdb"), "left over");
        Files.writeString(directory.resolve("upload.zip"), "not ours");

        Staging.deleteLeftOver(directory);
        Staging.deleteLeftOver(directory.resolve("missing"));

        assertThat(directory).isDirectoryContaining(file -> file.endsWith("upload.zip"));
        assertThat(directory.resolve("staging-1")).doesNotExist();
    }

    @Test
    void keepsRunsApart() {
        try (var one = Staging.open(directory, HASH);
                var other = Staging.open(directory, HASH)) {
            one.add(List.of(Rows.school("1")));

            assertThat(other.plan().isEmpty()).isTrue();
            assertThat(one.plan().changes()).isOne();
        }
    }

    private static PersonRow person(int number) {
        return new PersonRow(
                "id-" + number,
                List.of(PersonRole.STUDENT),
                "Hummingbird",
                "Hummingbird",
                null,
                null,
                "nightingale@example.org",
                "nightingale@example.org",
                List.of(),
                List.of(),
                List.of("id-" + (number + 1)),
                true);
    }

    private static DemographicsRow birthDate(int number) {
        return new DemographicsRow("id-" + number, LocalDate.of(2013, 7, 1 + number % 9));
    }
}
