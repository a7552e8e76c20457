package com.pickatime.contacts.own.load;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.web.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Zips that were sent, where every instance can read them: in the store, in chunks that are sealed each for its own place. */
@Component
class SentZips implements Indexed {

    /** Of a zip that nobody got to the end of; one that was loaded goes at once. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String ID = "_id";
    private static final String LOAD = "load";
    private static final String SEALED = "sealed";
    private static final String FIELD = "ownFiles";

    private final MongoCollection<Document> chunks;
    private final FieldCipher cipher;
    private final long largest;
    private final Clock clock;
    private final Scheduler blocking = Schedulers.boundedElastic();

    SentZips(MongoDatabase database, FieldCipher cipher, FileLoadSettings settings, Clock clock) {
        this.chunks = database.getCollection("own_file_chunks");
        this.cipher = cipher;
        this.largest = settings.largest().toBytes();
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(chunks.createIndex(Indexes.ascending(LOAD))).then(Expiry.createIndex(chunks, Expiry.FIELD));
    }

    /** Keeps what is sent and emits in how many chunks; a 413 problem when it is too large. Who does not use it deletes it. */
    Mono<Integer> keep(BusinessId business, String load, Flux<DataBuffer> content) {
        return Mono.defer(() -> {
            var cutting = new Chunks(largest);
            return content.map(SentZips::bytes)
                    .concatMapIterable(cutting::add)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(cutting.rest())))
                    .publishOn(blocking, 1)
                    .index()
                    // a part that is on its way to the store when the sender is gone must arrive before it is deleted
                    .concatMapDelayError(
                            chunk -> insert(business, load, chunk.getT1().intValue(), chunk.getT2()), 0)
                    .count()
                    .map(Long::intValue);
        });
    }

    /** Writes the zip to {@code target}; fails with an {@link IOException} if it is not there as a whole. */
    Mono<Void> writeTo(Path target, FileLoad load) {
        return Flux.range(0, load.chunks())
                .concatMap(number -> chunk(load, number), 1)
                .publishOn(blocking, 1)
                .concatMap(part -> Mono.fromCallable(() -> append(target, part)), 0)
                .then();
    }

    Mono<Void> delete(String load) {
        return Mono.from(chunks.deleteMany(eq(LOAD, load))).then();
    }

    private Mono<Integer> insert(BusinessId business, String load, int number, byte[] chunk) {
        var sealed = cipher.seal(business, place(load, number), FIELD, chunk);
        return Mono.from(chunks.insertOne(new Document(ID, place(load, number))
                        .append(LOAD, load)
                        .append(SEALED, new Binary(sealed))
                        .append(Expiry.FIELD, Date.from(clock.instant().plus(KEPT)))))
                .thenReturn(number);
    }

    private Mono<byte[]> chunk(FileLoad load, int number) {
        return Mono.from(chunks.find(eq(ID, place(load.id(), number))).first())
                .switchIfEmpty(Mono.error(() -> new NoSuchFileException("a part of the zip is missing")))
                .publishOn(blocking)
                .map(document -> cipher.openBytes(
                        load.business(),
                        place(load.id(), number),
                        FIELD,
                        document.get(SEALED, Binary.class).getData()));
    }

    private static String place(String load, int number) {
        return load + ':' + number;
    }

    private static Path append(Path target, byte[] chunk) throws IOException {
        return Files.write(target, chunk, StandardOpenOption.APPEND);
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    /** Cuts what comes into parts of one size, and holds no more than one of them. */
    private static final class Chunks {

        private static final int SIZE = 1024 * 1024;

        private final long largest;
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private long received;

        Chunks(long largest) {
            this.largest = largest;
        }

        List<byte[]> add(byte[] bytes) {
            received += bytes.length;
            if (received > largest) {
                throw Problems.of(HttpStatus.CONTENT_TOO_LARGE, "A zip has at most " + largest + " bytes.");
            }
            part.writeBytes(bytes);
            return part.size() < SIZE ? List.of() : rest();
        }

        List<byte[]> rest() {
            var bytes = part.toByteArray();
            part.reset();
            return bytes.length == 0 ? List.of() : List.of(bytes);
        }
    }
}
