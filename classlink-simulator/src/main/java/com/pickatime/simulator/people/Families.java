package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.SeededRandom;
import com.pickatime.simulator.layout.SeededRandom.Trait;
import java.util.stream.IntStream;

/**
 * Who belongs to whom: siblings share their guardians, and either side may leave the relationship out of its record.
 *
 * <p>In a family that lives apart the first guardian is linked to the eldest child only.
 */
public final class Families {

    private static final int[] CHILDREN = {1, 2, 1, 2, 3, 1, 2, 1, 2, 1, 1, 2, 4, 1, 2, 1};
    private static final int[] GUARDIANS = {2, 2, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 2, 1, 2};
    private static final int APART = 4;

    private final int students;
    private final SeededRandom random;
    private final Permutation order;
    private final RepeatingGroups childrenOf = new RepeatingGroups(CHILDREN);
    private final RepeatingGroups guardiansOf = new RepeatingGroups(GUARDIANS);

    /**
     * Forms the families.
     *
     * @param students how many, at least 1
     */
    public Families(int students, SeededRandom random) {
        this.students = students;
        this.random = random;
        order = new Permutation(students, random.bits(Trait.FAMILY_ORDER, 0));
    }

    public int count() {
        return childrenOf.groupOf(students - 1) + 1;
    }

    public int guardians() {
        return guardiansOf.startOf(count());
    }

    public int familyOfStudent(int student) {
        return childrenOf.groupOf(order.positionOf(student));
    }

    public int familyOfGuardian(int guardian) {
        return guardiansOf.groupOf(guardian);
    }

    /** The guardians a student is related to, in ascending order; never empty. */
    public IntStream guardiansOf(int student) {
        var family = familyOfStudent(student);
        return guardiansIn(family).filter(guardian -> areRelated(family, student, guardian));
    }

    /** The students a guardian is related to; never empty. */
    public IntStream studentsOf(int guardian) {
        var family = familyOfGuardian(guardian);
        return childrenIn(family).filter(student -> areRelated(family, student, guardian));
    }

    /** Whether the student's own record names the guardian. */
    public boolean isClaimedByStudent(int student, int guardian) {
        return claim(student, guardian) != 0;
    }

    /** Whether the guardian's own record names the student; at least one of the two sides does. */
    public boolean isClaimedByGuardian(int student, int guardian) {
        return claim(student, guardian) != 1;
    }

    /** Whether the guardians of a family live in two households. */
    public boolean livesApart(int family) {
        return family % CHILDREN.length == APART;
    }

    IntStream guardiansIn(int family) {
        return IntStream.range(guardiansOf.startOf(family), guardiansOf.startOf(family + 1));
    }

    private IntStream childrenIn(int family) {
        var end = Math.min(students, childrenOf.startOf(family + 1));
        return IntStream.range(childrenOf.startOf(family), end).map(order::at);
    }

    private boolean areRelated(int family, int student, int guardian) {
        return !livesApart(family)
                || guardian != guardiansOf.startOf(family)
                || order.positionOf(student) == childrenOf.startOf(family);
    }

    private int claim(int student, int guardian) {
        return random.below(10, Trait.CLAIM, (long) student << 32 | guardian);
    }
}
