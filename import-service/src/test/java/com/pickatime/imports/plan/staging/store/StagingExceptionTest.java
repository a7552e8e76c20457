package com.pickatime.imports.plan.staging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.imports.plan.staging.store.StagingException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Every way in which the staging database can fail is named for what it is. */
class StagingExceptionTest {

    private static final DataSize MEMORY = DataSize.ofMegabytes(32);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NO_ROOM   | TransactionContext Error: Failed to commit: Could not write file "roster.duckdb.wal": No space left on device
            NO_ROOM   | Out of Memory Error: failed to offload data block of size 256.0 KiB (1.0 MiB/1.0 MiB used). This limit was set by the 'max_temp_directory_size' setting.
            NO_MEMORY | Out of Memory Error: failed to pin block of size 256.0 KiB (23.8 MiB/24.0 MiB used)
            NO_MEMORY | Failed to append: Failed to commit: could not allocate block of size 256.0 KiB (19.9 MiB/20.0 MiB used)
            FAILED    | IO Error: Corrupt database file
            """)
    void readsTheReasonFromWhatDuckDbSays(Reason reason, String message) {
        assertThat(StagingException.of(new SQLException(message), directory).reason())
                .isEqualTo(reason);
    }

    @Test
    void namesADirectoryThatCannotBeWrittenTo() throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(StagingException.class)
                .isThrownBy(() -> StagingDatabase.create(file, MEMORY))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_WRITABLE));
        assertThatExceptionOfType(StagingException.class)
                .isThrownBy(() -> InstanceDirectory.claim(file))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_WRITABLE));
    }

    @Test
    void namesAComparisonThatNeedsMoreMemoryThanItMayHave() {
        try (var database = StagingDatabase.create(directory, DataSize.ofMegabytes(2))) {
            assertThatExceptionOfType(StagingException.class)
                    .isThrownBy(() -> database.run("CREATE TABLE numbers AS SELECT range AS n, random() AS r"
                            + " FROM range(1000000) ORDER BY r;"))
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.NO_MEMORY));
        }
    }

    @Test
    void namesAFileOfItThatIsDamaged() throws IOException {
        try (var database = StagingDatabase.create(directory, MEMORY)) {
            database.run("CREATE TABLE numbers AS SELECT range AS n, random() AS r FROM range(8000000);");
            cutOff();

            assertThatExceptionOfType(StagingException.class)
                    .isThrownBy(() -> database.count("SELECT CAST(sum(r) AS BIGINT) FROM numbers"))
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.FAILED));
        }
    }

    private void cutOff() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try (var content = new RandomAccessFile(file.toFile(), "rw")) {
                    content.setLength(12_288);
                }
            }
        }
    }
}
