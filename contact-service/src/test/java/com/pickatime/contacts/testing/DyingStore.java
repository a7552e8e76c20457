package com.pickatime.contacts.testing;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A database that does so many writes and no more, as seen by an instance that dies after them. */
public final class DyingStore {

    private static final Set<String> WRITES =
            Set.of("bulkWrite", "updateOne", "updateMany", "insertOne", "deleteOne", "deleteMany", "findOneAndUpdate");

    private final AtomicInteger left;
    private final Runnable between;

    private DyingStore(int writes, Runnable between) {
        this.left = new AtomicInteger(writes);
        this.between = between;
    }

    public static MongoDatabase after(MongoDatabase database, int writes) {
        return after(writes).of(database);
    }

    /** One that tells whether it died, for work which passes over what it could not do. */
    public static DyingStore after(int writes) {
        return new DyingStore(writes, () -> {});
    }

    public MongoDatabase of(MongoDatabase database) {
        return wrap(database);
    }

    public boolean died() {
        return left.get() < 0;
    }

    /** One that lives on, and in which something else happens before the write of this number. */
    public static MongoDatabase with(MongoDatabase database, int write, Runnable something) {
        var writes = new AtomicInteger();
        return new DyingStore(Integer.MAX_VALUE, () -> {
                    if (writes.incrementAndGet() == write) {
                        something.run();
                    }
                })
                .wrap(database);
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
                (method, arguments) -> WRITES.contains(method.getName())
                        ? Mono.defer(() -> {
                            between.run();
                            return left.getAndDecrement() > 0
                                    ? Mono.from((Publisher<?>) call(collection, method, arguments))
                                    : Mono.error(new IllegalStateException("died"));
                        })
                        : call(collection, method, arguments));
    }

    private interface Answer {

        Object to(Method method, Object[] arguments);
    }

    private static Object call(Object target, Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(Objects.requireNonNull(e.getCause()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method, arguments == null ? new Object[0] : arguments)));
    }
}
