package com.pickatime.platform.kafka;

import org.apache.avro.specific.SpecificRecord;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Publishes single events; what goes out in bulk has a producer of its own. */
public final class EventPublisher {

    private final KafkaTemplate<String, SpecificRecord> kafka;

    public EventPublisher(KafkaTemplate<String, SpecificRecord> kafka) {
        this.kafka = kafka;
    }

    /** Completes when the broker has acknowledged the event; each subscription publishes it once more. */
    public Mono<Void> publish(String topic, String key, SpecificRecord event) {
        return Mono.fromFuture(() -> kafka.send(topic, key, event))
                // the producer blocks while it learns about a topic, and the serializer while it registers a schema
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
