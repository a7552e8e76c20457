package com.pickatime.imports.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.StoredTotalsOf;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaReceiptsTest {

    private static final StoredEntry SCHOOL = new StoredEntry(RecordType.ORG, "o-1", new byte[16]);

    @Test
    void seesNoDifferenceBetweenEqualSides() {
        var completed = KafkaReceipts.unchanged(planned(SCHOOL));

        assertThat(completed.getUnchanged()).isTrue();
        assertThat(completed.getApplied()).isZero();
        assertThat(completed.getDifferences()).isZero();
        assertThat(completed.getReceipt()).singleElement().satisfies(line -> {
            assertThat(line.getSourceCount()).isEqualTo(1);
            assertThat(line.getStoreCount()).isEqualTo(1);
            assertThat(line.getStoreDigest()).isEqualTo(line.getSourceDigest());
        });
    }

    @Test
    void seesAMissingEntity() {
        assertThat(KafkaReceipts.unchanged(planned()).getDifferences()).isEqualTo(1);
    }

    @Test
    void seesOtherContentOfTheSameCount() {
        var other = new StoredEntry(RecordType.ORG, "o-1", new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

        assertThat(KafkaReceipts.unchanged(planned(other)).getDifferences()).isEqualTo(1);
    }

    @Test
    void summarisesThePlanInTheWordsOfASchool() {
        var summary = KafkaSummaries.of(planned());

        assertThat(summary.getStudents()).isEqualTo(1);
        assertThat(summary.getTeachers()).isEqualTo(2);
        assertThat(summary.getParents()).isEqualTo(3);
        assertThat(summary.getPeople()).isEqualTo(4);
        assertThat(summary.getClassRosters()).isEqualTo(5);
        assertThat(summary.getRelationships()).isEqualTo(6);
        assertThat(summary.getStudentsWithoutBirthDate()).isEqualTo(7);
        assertThat(summary.getStartedAt()).isEqualTo(Instant.EPOCH);
        assertThat(summary.getWarnings()).singleElement().satisfies(warning -> {
            assertThat(warning.getCode()).isEqualTo("DEMOGRAPHICS_NOT_SHARED");
            assertThat(warning.getCount()).isEqualTo(8);
        });
        assertThat(summary.getTotals()).singleElement().satisfies(totals -> {
            assertThat(totals.getType()).isEqualTo(RecordType.ORG);
            assertThat(totals.getUnchanged()).isEqualTo(1);
            assertThat(totals.getRefused()).isEqualTo(9);
        });
    }

    private static PlannedImport planned(StoredEntry... stored) {
        var digest = RosterDigest.of(SCHOOL.type(), SCHOOL.sourceId(), SCHOOL.hash());
        var plan = new Plan(
                Map.of(RecordType.ORG, new TypePlan(0, 0, 0, 1, 9, 1, digest)),
                List.of(),
                new RosterFacts(1, 2, 3, 4, 5, 6, 7, 8, 9),
                RosterDigest.EMPTY,
                List.of());
        var run = ImportRun.requested(
                new ImportId("import-1"), new BusinessId("springfield"), Queue.FULL, "slot", Instant.EPOCH);
        return new PlannedImport(
                run,
                plan,
                PlanSummary.of(
                        plan,
                        SourceType.CLASSLINK_PROXY,
                        List.of(new Warning("DEMOGRAPHICS_NOT_SHARED", 8, "Share them."))),
                StoredTotalsOf.of(stored),
                null);
    }
}
