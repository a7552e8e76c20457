package com.pickatime.notifications.outbox;

import com.mongodb.MongoSocketWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A database whose updates fail when a test says so. */
final class FlakyStore {

    private final AtomicInteger failures = new AtomicInteger();
    private final MongoDatabase database;

    FlakyStore(MongoDatabase database) {
        this.database = proxy(MongoDatabase.class, database);
    }

    MongoDatabase database() {
        return database;
    }

    void failNextUpdates(int count) {
        failures.set(count);
    }

    private <T> T proxy(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        var result = method.invoke(real, arguments);
                        if (result instanceof MongoCollection<?> collection) {
                            return proxy(MongoCollection.class, collection);
                        }
                        return method.getName().equals("updateOne") ? flaky((Publisher<?>) result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Publisher<?> flaky(Publisher<?> update) {
        return Flux.defer(() -> failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? Mono.error(new MongoSocketWriteException("gone", new ServerAddress(), new IOException("gone")))
                : update);
    }
}
