package com.pickatime.imports.plan.staging.result;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.List;
import java.util.Map;

/**
 * Everything an import would change, in numbers.
 *
 * @param types every record type of a roster, also those without a change
 * @param parts the schools and roles that lose something or are changed, those that lose most first
 * @param digest names exactly these changes, in whatever order they were read; an approval is for it alone
 */
public record Plan(
        Map<RecordType, TypePlan> types,
        List<PartPlan> parts,
        RosterFacts facts,
        RosterDigest digest,
        List<Warning> warnings) {

    public Plan {
        parts = List.copyOf(parts);
        types = Map.copyOf(types);
        warnings = List.copyOf(warnings);
    }

    /** One type's part. */
    public TypePlan of(RecordType type) {
        return types.getOrDefault(type, TypePlan.EMPTY);
    }

    public boolean isEmpty() {
        return changes() == 0;
    }

    public long changes() {
        return types.values().stream().mapToLong(TypePlan::changes).sum();
    }
}
