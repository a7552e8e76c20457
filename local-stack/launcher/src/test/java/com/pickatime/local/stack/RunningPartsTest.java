package com.pickatime.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningPartsTest {

    private final List<String> stopped = new ArrayList<>();
    private final RunningParts parts = new RunningParts();

    @Test
    void stopsTheLastStartedFirst() {
        parts.add("broker", () -> stopped.add("broker"));
        parts.add("service", () -> stopped.add("service"));

        parts.close();

        assertThat(stopped).containsExactly("service", "broker");
    }

    @Test
    void stopsTheOthersThoughOneFails() {
        parts.add("broker", () -> stopped.add("broker"));
        parts.add("service", () -> {
            throw new IllegalStateException("stuck");
        });

        parts.close();

        assertThat(stopped).containsExactly("broker");
    }

    @Test
    void stopsEverythingOnce() {
        parts.add("broker", () -> stopped.add("broker"));

        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("broker");
    }
}
