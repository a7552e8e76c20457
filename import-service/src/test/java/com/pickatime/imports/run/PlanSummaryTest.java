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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource({
        "UNRESOLVED_AGENTS, CLASSLINK_PROXY, In ClassLink",
        "UNRESOLVED_AGENTS, CLASSLINK_DIRECT, pickAtime's key",
        "UNRESOLVED_AGENTS, FILE, Add them to users.csv",
        "AGENTS_NOT_A_PARENT_AND_STUDENT, CLASSLINK_PROXY, on both sides in ClassLink",
        "AGENTS_NOT_A_PARENT_AND_STUDENT, CLASSLINK_DIRECT, on both sides on that server",
        "AGENTS_NOT_A_PARENT_AND_STUDENT, FILE, on both sides in users.csv"
    })
    void saysWhereAWarningOfThePlanIsPutRight(String code, SourceType source, String where) {
        var message = remedied(code, source);

        assertThat(message).startsWith("Three agents. ").contains(where);
        assertThat(message.contains("ClassLink")).isEqualTo(source == SourceType.CLASSLINK_PROXY);
        assertThat(message.contains("users.csv")).isEqualTo(source == SourceType.FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNRESOLVED_AGENTS", "AGENTS_NOT_A_PARENT_AND_STUDENT"})
    void knowsNothingToPutRightInTheRosterOfThen(String code) {
        assertThat(remedied(code, SourceType.SNAPSHOT)).isEqualTo("Three agents.");
    }

    private static String remedied(String code, SourceType source) {
        var plan = new Plan(
                Map.of(),
                List.of(),
                new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0),
                RosterDigest.EMPTY,
                List.of(new Warning(code, 3, "Three agents.")));
        return PlanSummary.of(plan, source, List.of()).warnings().get(0).message();
    }
}
