package com.pickatime.contacts.own.load;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.own.SealedBirthDates;
import com.pickatime.contacts.own.files.DateOrder;
import com.pickatime.contacts.own.files.Encoding;
import com.pickatime.contacts.own.load.FileLoad.Options;
import com.pickatime.contacts.reading.TestBirthDates;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.contacts.testing.Zip;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.outage.Standstill;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What of the service loads files, as often as a test wants it on one store; one of them may die at a given write. */
final class LoadingInstance {

    static final Duration LEASE = Duration.ofSeconds(15);
    static final int CHUNK = 10;

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Options USUAL = new Options(DateOrder.MDY, Encoding.UTF_8, false, false);

    private final FileLoads loads;
    private final SentZips zips;
    private final FileLoadSweep sweep;

    LoadingInstance(MongoDatabase database, Clock clock) {
        this(database, clock, CHUNK);
    }

    LoadingInstance(MongoDatabase database, Clock clock, int chunkSize) {
        var settings = new FileLoadSettings(
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(1),
                LEASE,
                Duration.ofHours(1),
                Duration.ofMillis(1),
                chunkSize);
        loads = new FileLoads(database, settings, clock);
        zips = new SentZips(database, TestKeys.cipher(), settings, clock);
        var birthDates = new SealedBirthDates(TestKeys.cipher(), TestBirthDates.hashes());
        sweep = new FileLoadSweep(
                loads,
                new FileLoader(
                        loads,
                        zips,
                        new FileCheck(database),
                        new FileWriter(database, birthDates, clock),
                        new Summaries(database, clock),
                        settings),
                settings,
                new Standstill(clock));
        loads.createIndexes().then(zips.createIndexes()).block(LIMIT);
    }

    /** Loads the files to the end. */
    FileLoad load(BusinessId business, Zip zip) {
        return load(business, zip, USUAL);
    }

    FileLoad load(BusinessId business, Zip zip, Options options) {
        var id = send(business, zip, options);
        sweep();
        return find(business, id);
    }

    String send(BusinessId business, Zip zip, Options options) {
        var id = UUID.randomUUID().toString();
        var chunks = Objects.requireNonNull(
                zips.keep(business, id, Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(zip.bytes())))
                        .block(LIMIT));
        loads.add(id, business, "somebody", options, chunks).block(LIMIT);
        return id;
    }

    String send(BusinessId business, Zip zip) {
        return send(business, zip, USUAL);
    }

    void sweep() {
        sweep.sweep().block(LIMIT);
    }

    FileLoad find(BusinessId business, String id) {
        return Objects.requireNonNull(loads.find(business, id).block(LIMIT));
    }

    /** A store as somebody sees it who dies at their n-th write, before it or after it, and reaches nothing from then on. */
    static final class Dying {

        private static final Set<String> WRITES =
                Set.of("bulkWrite", "updateOne", "updateMany", "insertOne", "deleteMany", "findOneAndUpdate");

        private final int at;
        private final boolean after;
        private final AtomicInteger writes = new AtomicInteger();

        Dying(int at, boolean after) {
            this.at = at;
            this.after = after;
        }

        boolean isDead() {
            return writes.get() >= at;
        }

        MongoDatabase of(MongoDatabase database) {
            return proxy(MongoDatabase.class, (method, arguments) -> {
                var result = call(database, method, arguments);
                return result instanceof MongoCollection<?> collection ? of(collection) : result;
            });
        }

        private MongoCollection<?> of(MongoCollection<?> collection) {
            return proxy(
                    MongoCollection.class,
                    (method, arguments) -> WRITES.contains(method.getName())
                            ? write(() -> (Publisher<?>) call(collection, method, arguments))
                            : call(collection, method, arguments));
        }

        private Publisher<?> write(Supplier<Publisher<?>> write) {
            return Mono.defer(() -> {
                int number = writes.incrementAndGet();
                if (number > at || (number == at && !after)) {
                    return Mono.error(new IllegalStateException("dead"));
                }
                return number == at
                        ? Mono.from(write.get()).then(Mono.error(new IllegalStateException("dead")))
                        : Mono.from(write.get());
            });
        }

        private interface Called {
            @Nullable
            Object of(Method method, Object[] arguments);
        }

        @SuppressWarnings("unchecked")
        private static <T> T proxy(Class<T> type, Called called) {
            return (T) Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> called.of(method, arguments == null ? new Object[0] : arguments));
        }

        private static @Nullable Object call(Object target, Method method, Object[] arguments) {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
