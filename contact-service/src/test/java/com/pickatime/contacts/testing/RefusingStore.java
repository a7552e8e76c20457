package com.pickatime.contacts.testing;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A database whose bulk writes refuse some of their models, in the way of a server or in that of the driver. */
public final class RefusingStore {

    private final Predicate<WriteModel<?>> refused;
    private final IntSupplier code;
    private final @Nullable RuntimeException instead;

    private RefusingStore(Predicate<WriteModel<?>> refused, IntSupplier code, @Nullable RuntimeException instead) {
        this.refused = refused;
        this.code = code;
        this.instead = instead;
    }

    /** With a write error of this code for each refused model; 0 takes it after all. */
    public static MongoDatabase with(MongoDatabase database, Predicate<WriteModel<?>> refused, IntSupplier code) {
        return new RefusingStore(refused, code, null).wrap(database);
    }

    /** With a failure of the whole request that holds a refused model. */
    public static MongoDatabase failing(
            MongoDatabase database, Predicate<WriteModel<?>> refused, RuntimeException failure) {
        return new RefusingStore(refused, () -> -1, failure).wrap(database);
    }

    private MongoDatabase wrap(MongoDatabase database) {
        return proxy(MongoDatabase.class, (method, arguments) -> {
            var result = call(database, method, arguments);
            return result instanceof MongoCollection<?> collection ? wrap(collection) : result;
        });
    }

    private MongoCollection<?> wrap(MongoCollection<?> collection) {
        return proxy(
                MongoCollection.class,
                (method, arguments) -> method.getName().equals("bulkWrite")
                        ? write(collection, (List<?>) arguments[0])
                        : call(collection, method, arguments));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Mono<BulkWriteResult> write(MongoCollection collection, List<?> models) {
        return Mono.defer(() -> {
            int now = code.getAsInt();
            var bad = IntStream.range(0, models.size())
                    .filter(i -> now != 0 && refused.test((WriteModel<?>) models.get(i)))
                    .boxed()
                    .toList();
            if (instead != null && !bad.isEmpty()) {
                return Mono.error(instead);
            }
            var good = IntStream.range(0, models.size())
                    .filter(i -> !bad.contains(i))
                    .boxed()
                    .toList();
            var errors = new ArrayList<BulkWriteError>();
            bad.forEach(i -> errors.add(new BulkWriteError(now, "refused", new BsonDocument(), i)));
            Mono<BulkWriteResult> written = good.isEmpty()
                    ? Mono.just(BulkWriteResult.acknowledged(0, 0, 0, 0, List.of(), List.of()))
                    : Mono.from(collection.bulkWrite(
                            good.stream().map(models::get).toList(), new BulkWriteOptions().ordered(false)));
            return written.onErrorResume(MongoBulkWriteException.class, failure -> {
                        failure.getWriteErrors()
                                .forEach(error -> errors.add(new BulkWriteError(
                                        error.getCode(),
                                        error.getMessage(),
                                        error.getDetails(),
                                        good.get(error.getIndex()))));
                        return Mono.just(failure.getWriteResult());
                    })
                    .flatMap(result -> errors.isEmpty() ? Mono.just(result) : Mono.error(failure(result, errors)));
        });
    }

    private static MongoBulkWriteException failure(BulkWriteResult result, List<BulkWriteError> errors) {
        errors.sort(Comparator.comparingInt(BulkWriteError::getIndex));
        return new MongoBulkWriteException(result, errors, null, new ServerAddress(), Set.of());
    }

    private interface Answer {

        Object to(Method method, Object[] arguments) throws Throwable;
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments == null ? new Object[0] : arguments)));
    }
}
