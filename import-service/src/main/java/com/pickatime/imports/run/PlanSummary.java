package com.pickatime.imports.run;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is kept with its run and as the API tells it: in numbers, with the warnings of its source.
 *
 * @param planDigest hexadecimal; names exactly this plan
 * @param source where the roster was read; null of plans older than this field
 * @param types one line for each record type
 */
public record PlanSummary(
        String planDigest,
        long changes,
        @Nullable SourceType source,
        List<TypeLine> types,
        RosterFacts facts,
        List<Warning> warnings) {

    /** One record type's part; see {@link TypePlan}. */
    public record TypeLine(
            RecordType type, long added, long updated, long removed, long unchanged, long refused, long sourceCount) {

        private static TypeLine of(RecordType type, TypePlan plan) {
            return new TypeLine(
                    type,
                    plan.added(),
                    plan.updated(),
                    plan.removed(),
                    plan.unchanged(),
                    plan.refused(),
                    plan.sourceCount());
        }
    }

    /** The plan's numbers, with what the source had to say. */
    public static PlanSummary of(Plan plan, SourceType source, List<Warning> sourceWarnings) {
        return new PlanSummary(
                plan.digest().toHex(),
                plan.changes(),
                source,
                plan.types().entrySet().stream()
                        .map(entry -> TypeLine.of(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(TypeLine::type))
                        .toList(),
                plan.facts(),
                Stream.concat(
                                sourceWarnings.stream(),
                                plan.warnings().stream().map(warning -> SourceWords.withRemedy(source, warning)))
                        .toList());
    }

    /** The plan of the same roster once this one is carried out: nothing is left to do, and everything else is said again. */
    public PlanSummary carriedOut() {
        return new PlanSummary(
                RosterDigest.EMPTY.toHex(),
                0,
                source,
                types.stream()
                        .map(line -> new TypeLine(
                                line.type(), 0, 0, 0, line.sourceCount(), line.refused(), line.sourceCount()))
                        .toList(),
                facts,
                warnings);
    }

    /** Rows of the source, over all types, that were refused or left out. */
    public long refusedRows() {
        return types.stream().mapToLong(TypeLine::refused).sum();
    }
}
