package com.pickatime.imports.plan.staging;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;

/** A set of roles as the bits of a number, one per role, for comparisons in SQL. */
final class RoleBits {

    static final int STUDENT = mask(PersonRole.STUDENT);
    static final int TEACHER = mask(PersonRole.TEACHER);

    /** Whoever may be linked to a student as a parent. */
    static final int PARENT_LIKE = mask(PersonRole.PARENT, PersonRole.GUARDIAN, PersonRole.RELATIVE);

    private RoleBits() {}

    static int mask(PersonRole... roles) {
        int mask = 0;
        for (var role : roles) {
            mask |= 1 << role.ordinal();
        }
        return mask;
    }

    /** The role that alone gives this mask. */
    static PersonRole of(int mask) {
        return PersonRole.values()[Integer.numberOfTrailingZeros(mask)];
    }

    /** What a person in this role of an enrollment is. */
    static PersonRole of(EnrollmentRole role) {
        return PersonRole.valueOf(role.name());
    }
}
