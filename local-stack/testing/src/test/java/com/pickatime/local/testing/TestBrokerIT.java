package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TestBrokerIT {

    @Test
    void isOneForAllTests() {
        assertThat(TestBroker.bootstrapServers()).isEqualTo(TestBroker.bootstrapServers());
    }

    @Test
    void failsToCreateATopicTwice() {
        var topic = new NewTopic("created-once", 1, (short) 1);
        TestBroker.createTopics(topic);

        assertThatThrownBy(() -> TestBroker.createTopics(topic))
                .hasRootCauseMessage("Topic 'created-once' already exists.");
    }
}
