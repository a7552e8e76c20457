package com.pickatime.imports.publish;

import com.pickatime.events.RosterRecord;
import com.pickatime.platform.crypto.FieldCipher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import reactor.core.scheduler.Schedulers;

/** Publishers for tests of what is published. */
public final class Publishers {

    private Publishers() {}

    public static KafkaRosterPublisher to(Producer<String, RosterRecord> producer, FieldCipher cipher) {
        return new KafkaRosterPublisher(
                () -> producer,
                cipher,
                new PublishSettings(4, 100, Duration.ofSeconds(5)),
                Schedulers.boundedElastic(),
                new SimpleMeterRegistry());
    }
}
