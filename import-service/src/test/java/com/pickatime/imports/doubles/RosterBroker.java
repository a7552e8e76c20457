package com.pickatime.imports.doubles;

import com.pickatime.events.RecordType;
import com.pickatime.events.RosterRecord;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** A broker with the roster topic on it; takes every record but the one it is told to refuse. */
public final class RosterBroker extends MockProducer<String, RosterRecord> {

    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(20);

    private int refused = Integer.MAX_VALUE;
    private int standstill = Integer.MAX_VALUE;
    private Runnable atStandstill = () -> {};
    private int sent;

    public RosterBroker(int partitions) {
        super(cluster(partitions), true, null, (topic, key) -> new byte[0], (topic, value) -> new byte[0]);
    }

    /** Refuses the record of this number, counted from one. */
    public void refuse(int number) {
        refused = number;
    }

    /** Takes neither the record of this number nor any behind it, after it has done something, until its sender gives up. */
    public void standStillAt(int number, Runnable then) {
        standstill = number;
        atStandstill = then;
    }

    /** What was written, barriers not counted. */
    public List<RosterRecord> records() {
        return history().stream()
                .map(ProducerRecord::value)
                .filter(record -> record.getType() != RecordType.BARRIER)
                .toList();
    }

    public List<RosterRecord> barriers() {
        return history().stream()
                .map(ProducerRecord::value)
                .filter(record -> record.getType() == RecordType.BARRIER)
                .toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, RosterRecord> record, Callback callback) {
        if (++sent == refused) {
            callback.onCompletion(null, new TimeoutException("refused"));
            return CompletableFuture.failedFuture(new TimeoutException("refused"));
        }
        if (sent == standstill) {
            atStandstill.run();
            standStill();
        }
        return super.send(record, callback);
    }

    private static void standStill() {
        try {
            // a sender that does not give up must not keep its test for ever
            if (!new CountDownLatch(1).await(LONGEST_STANDSTILL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("nobody gave up");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Shared by many, like the real one. */
    @Override
    public void close(Duration timeout) {}

    @Override
    public void close() {}

    private static Cluster cluster(int partitions) {
        var infos = IntStream.range(0, partitions)
                .mapToObj(i -> new PartitionInfo(Topics.ROSTER_RECORDS, i, Node.noNode(), new Node[0], new Node[0]))
                .toList();
        return new Cluster("test", List.of(), infos, Set.of(), Set.of());
    }
}
