package com.pickatime.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunningPartsTest {

    private final List<String> stopped = Collections.synchronizedList(new ArrayList<>());
    private final RunningParts parts = new RunningParts(Duration.ofSeconds(5));

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
    void stopsServicesTogetherAndBeforeWhatTheyNeed() {
        var bothAreStopping = new CountDownLatch(2);
        parts.add("store", () -> stopped.add("store"));
        for (var name : List.of("service", "other service")) {
            parts.addService(name, () -> {
                bothAreStopping.countDown();
                bothAreStopping.await();
                stopped.add(name);
            });
        }

        parts.close();

        assertThat(stopped)
                .containsExactlyInAnyOrder("service", "other service", "store")
                .endsWith("store");
    }

    @Test
    void waitsNoLongerThanItsLimitForAServiceThatDoesNotStop() {
        var impatient = new RunningParts(Duration.ofMillis(50));
        impatient.add("store", () -> stopped.add("store"));
        impatient.addService("stuck service", () -> new CountDownLatch(1).await());

        impatient.close();

        assertThat(stopped).containsExactly("store");
    }

    @Test
    void stopsEverythingOnce() {
        parts.add("broker", () -> stopped.add("broker"));

        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("broker");
    }
}
