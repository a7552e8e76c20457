package com.pickatime.imports.plan.staging.result;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does to one part of what is stored: to those of a role, of a school, or of a role in a school.
 *
 * @param school name of the organisation; null for all of them together
 * @param role null for all of them together
 * @param stored so many are stored before the plan is carried out
 * @param removed of those, so many are removed altogether
 * @param updated of those, so many stay and are changed
 * @param left so many are there afterwards, new ones included
 */
public record PartPlan(
        RecordType type,
        @Nullable String school,
        @Nullable PersonRole role,
        long stored,
        long removed,
        long updated,
        long left) {

    /** Whether nobody and nothing is left of the part. */
    public boolean isEmptied() {
        return left == 0;
    }
}
