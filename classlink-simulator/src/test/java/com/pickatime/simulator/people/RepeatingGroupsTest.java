package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatingGroupsTest {

    private final RepeatingGroups cycle = new RepeatingGroups(1, 3, 2);

    @Test
    void groupsMembersByThePattern() {
        assertThat(IntStream.range(0, 13).map(cycle::groupOf)).containsExactly(0, 1, 1, 1, 2, 2, 3, 4, 4, 4, 5, 5, 6);
    }

    @Test
    void findsTheFirstMemberOfAGroup() {
        assertThat(IntStream.range(0, 7).map(cycle::startOf)).containsExactly(0, 1, 4, 6, 7, 10, 12);
    }
}
