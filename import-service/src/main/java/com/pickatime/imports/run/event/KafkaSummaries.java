package com.pickatime.imports.run.event;

import com.pickatime.events.ImportSource;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.ImportWarning;
import com.pickatime.events.RecordType;
import com.pickatime.events.TypeTotals;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.source.SourceType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in an event's words what a run found and planned. */
public final class KafkaSummaries {

    private KafkaSummaries() {}

    public static ImportSummary of(PlannedImport planned) {
        var facts = planned.plan().facts();
        return new ImportSummary(
                planned.run().order().mode(),
                planned.run().begun(),
                totals(planned.plan()),
                facts.students(),
                facts.teachers(),
                facts.parents(),
                facts.people(),
                facts.classRosters(),
                facts.relationships(),
                facts.studentsWithoutBirthDate(),
                planned.summary().warnings().stream()
                        .map(KafkaSummaries::warning)
                        .toList(),
                source(planned.summary().source()),
                planned.summary().refusedRows(),
                facts.keptPeople(),
                facts.keptEnrollments());
    }

    static ImportSource source(@Nullable SourceType source) {
        return source == null ? ImportSource.UNKNOWN : source.told();
    }

    private static List<TypeTotals> totals(Plan plan) {
        return plan.types().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> totals(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static TypeTotals totals(RecordType type, TypePlan plan) {
        return new TypeTotals(
                type,
                plan.added(),
                plan.updated(),
                plan.removed(),
                plan.unchanged(),
                plan.refused(),
                plan.sourceCount(),
                plan.sourceDigest().toAvro());
    }

    private static ImportWarning warning(Warning warning) {
        return new ImportWarning(warning.code(), warning.count(), warning.message());
    }
}
