package com.pickatime.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.run.PlanSummary.TypeLine;
import com.pickatime.imports.source.SourceType;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanSummaryTest {

    @Test
    void tellsAPlanInNumbers() {
        var facts = new RosterFacts(1, 2, 3, 4, 5, 6, 7, 8, 9);
        var ofPlan = new Warning("SHARED_EMAIL", 2, "Two share one.");
        var ofSource = new Warning("DEMOGRAPHICS_NOT_SHARED", 0, "Share them.");
        var plan = new Plan(
                Map.of(
                        RecordType.PERSON, new TypePlan(1, 2, 3, 4, 5, 6, RosterDigest.EMPTY),
                        RecordType.ORG, new TypePlan(0, 0, 0, 9, 0, 9, RosterDigest.EMPTY)),
                List.of(),
                facts,
                new RosterDigest(1, 2),
                List.of(ofPlan));

        assertThat(PlanSummary.of(plan, SourceType.FILE, List.of(ofSource)))
                .isEqualTo(new PlanSummary(
                        new RosterDigest(1, 2).toHex(),
                        6,
                        SourceType.FILE,
                        List.of(
                                new TypeLine(RecordType.ORG, 0, 0, 0, 9, 0, 9),
                                new TypeLine(RecordType.PERSON, 1, 2, 3, 4, 5, 6)),
                        facts,
                        List.of(ofSource, ofPlan)));
    }
}
