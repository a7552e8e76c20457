package com.pickatime.sso.keys.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The collection {@code sso_keys}, shared by all instances.
 *
 * <p>A key's ID is its kind and number, so of several instances that want to add the same successor the database lets one.
 */
@Repository
public class StoredKeys {

    private static final String ID = "_id";
    private static final String KIND = "kind";
    private static final String NUMBER = "number";
    private static final String ACTIVE_FROM = "activeFrom";
    private static final String PRIVATE_KEY = "privateKey";

    /** Keys belong to no business; this stands where they are sealed in place of one. */
    private static final BusinessId OWNER = new BusinessId("installation");

    private final MongoCollection<Document> keys;
    private final FieldCipher cipher;

    StoredKeys(MongoDatabase database, FieldCipher cipher) {
        this.keys = database.getCollection("sso_keys");
        this.cipher = cipher;
    }

    /** All of a kind, oldest first. */
    public Mono<List<StoredKey>> all(KeyKind kind) {
        return Flux.from(keys.find(eq(KIND, kind.name())).sort(Sorts.ascending(NUMBER)))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .publishOn(Schedulers.boundedElastic())
                .map(this::key)
                .collectList();
    }

    /** Emits false if a key of that number is there already; it stays as it is. */
    public Mono<Boolean> add(StoredKey key) {
        return Mono.fromCallable(() -> document(key))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(document -> Mono.from(keys.insertOne(document)))
                .thenReturn(true)
                .onErrorResume(DuplicateKeys::isCauseOf, there -> Mono.just(false));
    }

    /** Emits false if it is active already, or not there. */
    public Mono<Boolean> activate(StoredKey key, Instant from) {
        return Mono.from(keys.updateOne(
                        and(eq(ID, id(key)), eq(ACTIVE_FROM, null)), Updates.set(ACTIVE_FROM, Date.from(from))))
                .map(result -> result.getModifiedCount() == 1);
    }

    /** Forgets keys; the newest of a kind must stay, because the next one's number follows from it. */
    public Mono<Void> remove(List<StoredKey> retired) {
        var ids = retired.stream().map(StoredKeys::id).toList();
        return ids.isEmpty()
                ? Mono.empty()
                : Mono.from(keys.deleteMany(in(ID, ids))).then();
    }

    private Document document(StoredKey key) {
        var from = key.activeFrom();
        return new Document(ID, id(key))
                .append(KIND, key.kind().name())
                .append(NUMBER, key.number())
                .append("kid", key.kid())
                .append("publicKey", key.publicPart())
                .append(PRIVATE_KEY, new Binary(cipher.seal(OWNER, key.kid(), PRIVATE_KEY, key.privatePart())))
                .append("createdAt", Date.from(key.createdAt()))
                .append(ACTIVE_FROM, from == null ? null : Date.from(from));
    }

    private StoredKey key(Document document) {
        var from = document.getDate(ACTIVE_FROM);
        var kid = document.getString("kid");
        return new StoredKey(
                KeyKind.valueOf(document.getString(KIND)),
                document.getInteger(NUMBER),
                kid,
                document.getString("publicKey"),
                cipher.open(
                        OWNER,
                        kid,
                        PRIVATE_KEY,
                        document.get(PRIVATE_KEY, Binary.class).getData()),
                document.getDate("createdAt").toInstant(),
                from == null ? null : from.toInstant());
    }

    private static String id(StoredKey key) {
        return key.kind() + ":" + key.number();
    }
}
