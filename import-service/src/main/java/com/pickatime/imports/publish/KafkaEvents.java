package com.pickatime.imports.publish;

import org.apache.avro.specific.SpecificRecord;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes single events; for those in bulk there is the roster publisher. */
@Component
public class KafkaEvents {

    private final KafkaTemplate<String, SpecificRecord> kafka;

    public KafkaEvents(KafkaTemplate<String, SpecificRecord> kafka) {
        this.kafka = kafka;
    }

    /** Completes when the broker has acknowledged the event. */
    public Mono<Void> write(String topic, String key, SpecificRecord event) {
        return Mono.fromFuture(() -> kafka.send(topic, key, event))
                // the producer blocks while it learns about a topic, and the serializer while it registers a schema
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
