package com.pickatime.imports.source.upload;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.web.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Uploaded files, where every instance can read them: in the store, in chunks that are sealed each for its own place.
 *
 * <p>A file is there once its document tells the number of its chunks; until then it is being received.
 */
@Component
public class Uploads implements Indexed {

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String AT = "at";
    private static final String CHUNKS = "chunks";
    private static final String UPLOAD = "upload";
    private static final String SEALED = "sealed";

    private final MongoCollection<Document> uploads;
    private final MongoCollection<Document> chunks;
    private final FieldCipher cipher;
    private final long largest;
    private final Scheduler blocking;
    private final Clock clock;

    Uploads(MongoDatabase database, FieldCipher cipher, UploadSettings settings, Scheduler blocking, Clock clock) {
        this.uploads = database.getCollection("uploads");
        this.chunks = database.getCollection("upload_chunks");
        this.cipher = cipher;
        this.largest = settings.largest().toBytes();
        this.blocking = blocking;
        this.clock = clock;
    }

    /** One upload that is in the store, and when its last part came. */
    public record Kept(String name, Instant at) {}

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(chunks.createIndex(Indexes.ascending(UPLOAD))).then();
    }

    /** Keeps {@code content} and gives the name by which it is found again; a 413 problem when it is too large. */
    public Mono<String> keep(BusinessId businessId, Flux<DataBuffer> content) {
        return Mono.defer(() -> {
            var name = UUID.randomUUID().toString();
            var document = new Document(ID, name).append(BUSINESS, businessId).append(AT, clock.instant());
            return Mono.from(uploads.insertOne(document))
                    .then(Mono.defer(() -> receive(businessId, name, content)))
                    .flatMap(count -> update(name, CHUNKS, count))
                    .thenReturn(name)
                    .onErrorResume(failure -> delete(name).onErrorComplete().then(Mono.error(failure)));
        });
    }

    /** Whether the business has a file of this name. */
    public Mono<Boolean> has(BusinessId businessId, String name) {
        return find(businessId, name).hasElement();
    }

    /**
     * Writes the file to {@code target}, which must not be there yet.
     *
     * <p>Fails with {@link NoSuchFileException} when it is not there as a whole, and with another {@link IOException} when it
     * cannot be written.
     */
    public Mono<Void> writeTo(Path target, BusinessId businessId, String name) {
        return find(businessId, name)
                .switchIfEmpty(Mono.error(() -> new NoSuchFileException("the upload is not there")))
                .flatMapMany(document -> Flux.range(0, document.getInteger(CHUNKS)))
                .concatMap(number -> chunk(businessId, name, number), 1)
                .publishOn(blocking, 1)
                .concatMap(chunk -> Mono.fromCallable(() -> append(target, chunk)), 0)
                .then(Mono.fromCallable(() -> Files.exists(target) ? target : Files.createFile(target))
                        .subscribeOn(blocking))
                .then();
    }

    /** Deletes the file; does nothing when it is gone. */
    public Mono<Void> delete(String name) {
        return Mono.from(chunks.deleteMany(eq(UPLOAD, name)))
                .then(Mono.defer(() -> Mono.from(uploads.deleteOne(eq(ID, name)))))
                .then();
    }

    /** All files, also those that are still being received. */
    public Flux<Kept> all() {
        return Flux.from(uploads.find())
                .map(document ->
                        new Kept(document.getString(ID), document.getDate(AT).toInstant()));
    }

    private Mono<Integer> receive(BusinessId businessId, String name, Flux<DataBuffer> content) {
        var cutting = new Chunks(largest);
        return content.map(Uploads::bytes)
                .concatMapIterable(cutting::add)
                .concatWith(Flux.defer(() -> Flux.fromIterable(cutting.rest())))
                .publishOn(blocking, 1)
                .index()
                // a part that is on its way to the store when the upload fails must arrive before it is deleted
                .concatMapDelayError(
                        chunk -> insert(businessId, name, chunk.getT1().intValue(), chunk.getT2()), 1)
                .count()
                .map(Long::intValue);
    }

    private Mono<Integer> insert(BusinessId businessId, String name, int number, byte[] chunk) {
        var sealed = cipher.seal(businessId, place(name, number), UPLOAD, chunk);
        var document =
                new Document(ID, place(name, number)).append(UPLOAD, name).append(SEALED, new Binary(sealed));
        return Mono.from(chunks.insertOne(document))
                .then(Mono.defer(() -> update(name, AT, clock.instant())))
                .onErrorResume(failure ->
                        Mono.from(chunks.deleteOne(eq(ID, place(name, number)))).then(Mono.error(failure)))
                .thenReturn(number);
    }

    private Mono<byte[]> chunk(BusinessId businessId, String name, int number) {
        return Mono.from(chunks.find(eq(ID, place(name, number))).first())
                .switchIfEmpty(Mono.error(() -> new NoSuchFileException("a part of the upload is missing")))
                .map(document -> cipher.openBytes(
                        businessId,
                        place(name, number),
                        UPLOAD,
                        document.get(SEALED, Binary.class).getData()));
    }

    private Mono<Document> find(BusinessId businessId, String name) {
        return Mono.from(uploads.find(and(eq(ID, name), eq(BUSINESS, businessId), exists(CHUNKS)))
                .first());
    }

    private Mono<Boolean> update(String name, String field, Object value) {
        return Mono.from(uploads.updateOne(eq(ID, name), Updates.set(field, value)))
                .map(result -> result.getMatchedCount() == 1)
                .filter(found -> found)
                .switchIfEmpty(Mono.error(() -> new IOException("the upload was deleted while it was received")));
    }

    private static String place(String name, int number) {
        return name + ':' + number;
    }

    private static Path append(Path target, byte[] chunk) throws IOException {
        return Files.write(target, chunk, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
                throw Problems.of(HttpStatus.CONTENT_TOO_LARGE, "An uploaded zip has at most " + largest + " bytes.");
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
