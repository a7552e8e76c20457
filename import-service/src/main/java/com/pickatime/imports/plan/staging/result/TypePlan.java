package com.pickatime.imports.plan.staging.result;

import com.pickatime.schemas.digest.RosterDigest;

/**
 * One record type's part of a plan.
 *
 * @param updated those included that are put into quarantine, or released
 * @param unchanged stored and staying as they are, carried-over ones included
 * @param refused rows left out because they were bad
 * @param sourceCount entities that shall be active afterwards
 * @param sourceDigest digest over those
 */
public record TypePlan(
        long added,
        long updated,
        long removed,
        long unchanged,
        long refused,
        long sourceCount,
        RosterDigest sourceDigest) {

    public static final TypePlan EMPTY = new TypePlan(0, 0, 0, 0, 0, 0, RosterDigest.EMPTY);

    public long changes() {
        return added + updated + removed;
    }

    /** How many entities are stored before the plan is carried out. */
    public long stored() {
        return updated + removed + unchanged;
    }
}
