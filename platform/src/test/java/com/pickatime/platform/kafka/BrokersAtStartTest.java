package com.pickatime.platform.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BrokersAtStartTest {

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aWrongAddressIsToldWithTheNameOfTheSetting() {
        assertThatThrownBy(() ->
                        new BrokersAtStart(Map.of("bootstrap.servers", List.of("127.0.0.1:1"))).afterPropertiesSet())
                .isInstanceOf(BrokersUnreachableException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aNameThatNobodyKnowsIsToldTheSameWay() {
        assertThatThrownBy(() -> new BrokersAtStart(Map.of("bootstrap.servers", List.of("no-such-host.invalid:9092")))
                        .afterPropertiesSet())
                .isInstanceOf(BrokersUnreachableException.class)
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }
}
