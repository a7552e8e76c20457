package com.pickatime.simulator.people;

import java.util.Arrays;

/** Groups of varying size in an endless row, repeating a pattern: which group a member is in, and where a group starts. */
final class RepeatingGroups {

    private final int[] starts;
    private final int[] groups;

    RepeatingGroups(int... sizes) {
        starts = new int[sizes.length];
        groups = new int[Arrays.stream(sizes).sum()];
        var next = 0;
        for (int group = 0; group < sizes.length; group++) {
            starts[group] = next;
            Arrays.fill(groups, next, next + sizes[group], group);
            next += sizes[group];
        }
    }

    /** The group of the member at a position. */
    int groupOf(int position) {
        return position / groups.length * starts.length + groups[position % groups.length];
    }

    /** The position of a group's first member. */
    int startOf(int group) {
        return group / starts.length * groups.length + starts[group % starts.length];
    }
}
