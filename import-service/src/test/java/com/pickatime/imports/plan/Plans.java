package com.pickatime.imports.plan;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.Loss;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.List;
import java.util.Map;

/** Plans by what they remove. */
public final class Plans {

    private Plans() {}

    public static Plan of(RecordType type, long stored, long removed, long added) {
        var part = new TypePlan(added, 0, removed, stored - removed, 0, stored - removed + added, RosterDigest.EMPTY);
        return new Plan(
                Map.of(type, part),
                List.of(),
                new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0),
                RosterDigest.EMPTY,
                List.of());
    }

    /** A plan that changes nothing but what its schools and roles lose. */
    public static Plan losing(Loss... losses) {
        return new Plan(
                Map.of(), List.of(losses), new RosterFacts(0, 0, 0, 0, 0, 0, 0, 0, 0), RosterDigest.EMPTY, List.of());
    }
}
