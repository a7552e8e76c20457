package com.pickatime.imports.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.SourceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sample rosters that others have published, which are not ours to pass on; skipped where they are not there.
 *
 * <p>The system property {@code pickatime.samples} names the directory that holds one checkout per source.
 */
@ExtendWith(OpenStaging.class)
class PublicSamplesTest {

    private static final Path SAMPLES = Path.of(System.getProperty("pickatime.samples", "samples"));

    @TempDir
    Path directory;

    private final Staging staging;

    PublicSamplesTest(Staging staging) {
        this.staging = staging;
    }

    /** 1,999 users with every link from student to parent, and nothing else. */
    @Test
    void readsTheUsersOfNicelion() throws IOException {
        var source = sample("nicelion-oneroster-mocker");
        var zip = folder(source.resolve("oneroster-example-csv"))
                .with("users.csv", Files.readAllBytes(source.resolve("outputs/test-csv.csv")));

        var report = read(zip);
        var plan = staging.plan();

        assertThat(report.rows()).containsEntry(RecordType.PERSON, 1_999L).containsEntry(RecordType.ORG, 0L);
        assertThat(plan.facts().students()).isEqualTo(1_187);
        assertThat(plan.facts().parents()).isEqualTo(812);
        assertThat(plan.facts().relationships()).isEqualTo(2_390);
        assertThat(plan.facts().studentsWithoutBirthDate()).isEqualTo(1_187);
        assertThat(plan.of(RecordType.PERSON).refused()).isZero();
        assertThat(count(plan, "UNKNOWN_ORGS")).isOne();
        assertThat(count(plan, "SHARED_EMAIL")).isEqualTo(4);
        assertThat(plan.warnings()).extracting(Warning::code).doesNotContain("UNRESOLVED_AGENTS");
    }

    /** The two teachers' rows have one value too many, but it is empty: nothing is refused. */
    @Test
    void readsTheRosterOfEdFi() throws IOException {
        var report = read(folder(sample("edfi-lms-toolkit").resolve("docs/sample-in/OneRoster 1.1 Sample Data")));
        var plan = staging.plan();

        assertThat(report.demographicsShared()).isTrue();
        assertThat(staging.refusals(10)).isEmpty();
        assertThat(plan.facts().students()).isEqualTo(8);
        assertThat(plan.facts().teachers()).isEqualTo(2);
        assertThat(plan.facts().classRosters()).isEqualTo(2);
        assertThat(plan.facts().studentsWithoutBirthDate()).isZero();
        assertThat(plan.of(RecordType.ENROLLMENT).added()).isEqualTo(24);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void readsTheOlderRosterOfEdFi() throws IOException {
        read(folder(sample("edfi-lms-toolkit").resolve("docs/sample-in/OneRoster 1.0 Sample Data")));

        assertThat(staging.plan().facts().people()).isEqualTo(10);
        assertThat(staging.plan().facts().studentsWithoutBirthDate()).isZero();
        assertThat(staging.refusals(10)).isEmpty();
    }

    private static Path sample(String name) {
        var sample = SAMPLES.resolve(name);
        assumeThat(sample).isDirectory();
        return sample;
    }

    private static Zips folder(Path folder) throws IOException {
        var zip = Zips.empty();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                zip.with(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return zip;
    }

    private SourceReport read(Zips zip) {
        var report = new CsvRoster(zip.write(directory), CsvLimits.DEFAULTS, Clock.systemUTC())
                .copyInto(staging, FetchProgress.NONE)
                .block(Duration.ofSeconds(30));
        assertThat(report).isNotNull();
        return report;
    }

    private static long count(Plan plan, String code) {
        return plan.warnings().stream()
                .filter(warning -> warning.code().equals(code))
                .mapToLong(Warning::count)
                .sum();
    }
}
