package com.pickatime.platform.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.pickatime.platform.testing.MovableClock;
import com.pickatime.platform.testing.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("stores")
class LeaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Bson WAITING = and(eq("_id", "work"), eq("state", "WAITING"));

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger done = new AtomicInteger();
    private final Mono<Void> work = Mono.fromRunnable(done::incrementAndGet);
    private final MongoCollection<Document> documents;
    private final Lease first;
    private final Lease second;

    LeaseTest(Store store) {
        this.documents = store.freshDatabase().getCollection("works");
        this.first = lease("first");
        this.second = lease("second");
    }

    static Stream<Store> stores() {
        return Store.all();
    }

    @BeforeEach
    void waiting() {
        get(documents.insertOne(new Document("_id", "work").append("state", "WAITING")));
    }

    @Test
    void isOneInstancesUntilItEnds() {
        var end = clock.instant().plus(TIME);
        assertThat(take(first)).isEqualTo(end);
        assertThat(take(second)).isNull();

        clock.pass(TIME.minusMillis(1));
        assertThat(take(second)).isNull();
        clock.pass(Duration.ofMillis(1));

        assertThat(take(second)).isEqualTo(end.plus(TIME));
        assertThat(get(documents.countDocuments(second.mine()))).isEqualTo(1);
        assertThat(get(documents.countDocuments(first.mine()))).isZero();
    }

    @Test
    void isOneInstancesHoweverManyAskAtTheSameTime() {
        var instances = IntStream.range(0, 16).mapToObj(number -> lease("instance-" + number));

        var taken = Flux.fromStream(instances)
                .flatMap(lease -> lease.take(WAITING, TIME))
                .collectList()
                .block(PATIENCE);

        assertThat(taken).hasSize(1);
    }

    @Test
    void isKeptForAsLongAsItIsRenewed() {
        take(first);
        for (int i = 0; i < 3; i++) {
            clock.pass(TIME.minusMillis(1));
            assertThat(keep(first, TIME)).isEqualTo(clock.instant().plus(TIME));
            assertThat(take(second)).isNull();
        }
    }

    @Test
    void isLostForGoodOnceAnotherHasTakenIt() {
        take(first);
        clock.pass(TIME);
        take(second);

        assertThat(keep(first, TIME)).isNull();
        assertThat(keep(first, Duration.ZERO)).as("given back by the wrong one").isNull();
        assertThat(take(first)).isNull();
        assertThat(keep(second, TIME)).isNotNull();
    }

    @Test
    void isKeptThoughItHasEndedIfNobodyElseTookIt() {
        take(first);
        clock.pass(TIME.multipliedBy(2));

        assertThat(keep(first, TIME)).isEqualTo(clock.instant().plus(TIME));
    }

    @Test
    void canBeTakenAtOnceWhenItIsGivenBack() {
        take(first);
        keep(first, Duration.ZERO);

        assertThat(take(second)).isNotNull();
    }

    @Test
    void isOfNoDocumentThatIsNotAsItIsAskedFor() {
        get(documents.updateOne(eq("_id", "work"), Updates.set("state", "DONE")));

        assertThat(take(first)).isNull();
        assertThat(first.take(eq("_id", "none"), TIME).block(PATIENCE)).isNull();
        assertThat(get(documents.countDocuments())).isEqualTo(1);
    }

    /** A scheduler asks for the Mono once and subscribes to that one at every turn. */
    @Test
    void goesByTheTimeOfEachTurn() {
        var taking = second.take(WAITING, TIME);
        var keeping = first.keep(WAITING, TIME);
        take(first);
        clock.pass(TIME.minusMillis(1));
        assertThat(keeping.block(PATIENCE)).isEqualTo(clock.instant().plus(TIME));
        clock.pass(TIME);

        assertThat(taking.block(PATIENCE)).isEqualTo(clock.instant().plus(TIME));
    }

    @Test
    void tellsNoLaterEndThanWhatIsStored() {
        clock.pass(Duration.ofNanos(999_999));

        var end = take(first);

        assertThat(end)
                .isEqualTo(get(documents.find())
                        .get("lease", Document.class)
                        .getDate("until")
                        .toInstant());
    }

    @Test
    void letsOneInstanceAtATimeDoTheWork() {
        StepVerifier.create(hold(first, hold(second, work))).verifyComplete();
        assertThat(done).hasValue(0);

        StepVerifier.create(hold(second, work)).verifyComplete();
        assertThat(done).hasValue(1);
    }

    @Test
    void letsOneInstanceDoTheWorkHoweverManyBeginAtTheSameTime() {
        var working = Flux.merge(IntStream.range(0, 16)
                .mapToObj(number -> hold(lease("instance-" + number), work.then(Mono.never())))
                .toList());

        StepVerifier.create(working)
                .expectSubscription()
                .thenAwait()
                .expectNoEvent(Duration.ofMillis(200))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(done).hasValue(1);
    }

    @Test
    void isGivenBackWhenTheWorkFails() {
        StepVerifier.create(hold(first, Mono.error(new IllegalStateException("x"))))
                .verifyErrorMessage("x");

        StepVerifier.create(hold(second, work)).verifyComplete();
        assertThat(done).hasValue(1);
    }

    @Test
    void isGivenBackByWorkThatNeverEnds() {
        var time = Duration.ofMillis(50);
        StepVerifier.create(first.hold("look", time, Mono.never()))
                .expectError(TimeoutException.class)
                .verify(PATIENCE);

        StepVerifier.create(hold(second, work)).verifyComplete();
        assertThat(done).hasValue(1);
    }

    @Test
    void takesNothingFromAnInstanceThatTookItOverInTheMeantime() {
        var third = lease("third");
        var late = hold(first, Mono.defer(() -> {
            clock.pass(TIME);
            return second.take(eq("_id", "look"), TIME).then();
        }));
        StepVerifier.create(late).verifyComplete();

        StepVerifier.create(hold(third, work)).verifyComplete();
        assertThat(done).as("while the second has it").hasValue(0);
    }

    @Test
    void isKeptWhileTheWorkLasts() {
        take(first);
        clock.pass(TIME);
        var end = Sinks.<String>one();
        var working = first.during(WAITING, SHORT, end.asMono(), () -> Updates.inc("kept", 1))
                .toFuture();

        await().atMost(PATIENCE).until(() -> get(documents.countDocuments(gte("kept", 2))) == 1);
        assertThat(take(second)).isNull();
        end.tryEmitValue("done").orThrow();

        assertThat(working).succeedsWithin(PATIENCE).isEqualTo("done");
        clock.pass(SHORT);
        assertThat(take(second)).isNotNull();
    }

    @Test
    void endsTheWorkOnceAnotherHasTakenIt() {
        take(first);
        clock.pass(TIME);
        take(second);
        var cancelled = new AtomicInteger();
        var endless = Mono.never().doOnCancel(cancelled::incrementAndGet);

        StepVerifier.create(first.during(WAITING, SHORT, endless))
                .expectError(Lease.LostException.class)
                .verify(PATIENCE);

        assertThat(cancelled).hasValue(1);
        assertThat(keep(second, TIME)).isNotNull();
    }

    @Test
    void failsAsItsWorkDoes() {
        take(first);

        StepVerifier.create(first.during(WAITING, SHORT, Mono.error(new IllegalStateException("x"))))
                .verifyErrorMessage("x");
    }

    @Test
    void changesWhatIsKeptAndNothingThatIsLost() {
        take(first);
        first.keep(WAITING, TIME, Updates.set("by", "first")).block(PATIENCE);
        clock.pass(TIME);
        take(second);
        first.keep(WAITING, TIME, Updates.set("by", "the wrong one")).block(PATIENCE);

        assertThat(get(documents.find())).containsEntry("by", "first");
    }

    private Lease lease(String instance) {
        return new Lease(documents, "lease.owner", "lease.until", instance, clock);
    }

    private static Mono<Void> hold(Lease lease, Mono<Void> work) {
        return lease.hold("look", TIME, work);
    }

    private static @Nullable Instant take(Lease lease) {
        return lease.take(WAITING, TIME).block(PATIENCE);
    }

    private static @Nullable Instant keep(Lease lease, Duration time) {
        return lease.keep(WAITING, time).block(PATIENCE);
    }

    private static <T> T get(Publisher<T> answer) {
        return Mono.from(answer).blockOptional(PATIENCE).orElseThrow();
    }
}
