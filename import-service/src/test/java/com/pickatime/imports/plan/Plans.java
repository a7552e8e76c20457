package com.pickatime.imports.plan;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.PartPlan;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.List;
import java.util.Map;

/** Plans by what they remove and change. */
public final class Plans {

    private Plans() {}

    public static Plan of(RecordType type, long stored, long removed, long added) {
        return of(
                type,
                new TypePlan(added, 0, removed, stored - removed, 0, stored - removed + added, RosterDigest.EMPTY));
    }

    public static Plan updating(RecordType type, long stored, long updated) {
        return of(type, new TypePlan(0, updated, 0, stored - updated, 0, stored, RosterDigest.EMPTY));
    }

    private static Plan of(RecordType type, TypePlan part) {
        return new Plan(
                Map.of(type, part),
                List.of(),
                new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0),
                RosterDigest.EMPTY,
                List.of());
    }

    /** A plan that does nothing but what it does to these schools and roles. */
    public static Plan ofParts(PartPlan... parts) {
        return new Plan(
                Map.of(), List.of(parts), new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0), RosterDigest.EMPTY, List.of());
    }
}
