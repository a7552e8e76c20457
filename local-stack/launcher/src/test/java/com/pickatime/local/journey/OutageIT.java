package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.stack.StackLog;
import com.pickatime.local.testing.TemporaryDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The store or the broker goes away for twenty seconds at each step of an import.
 *
 * <p>The store is the embedded one, or the one that {@code PICKATIME_TEST_MONGODB_URI} names, behind a port that can be
 * cut; the URI of a replica set needs {@code directConnection=true}, or its driver goes round that port. The broker is
 * a process that is stopped and started again. {@code -Doutage.seconds=} makes the outages longer or shorter,
 * {@code -Doutage.step=APPLY} takes one step alone.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class OutageIT {

    private static final int STUDENTS = 600;
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 20));
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final TemporaryDirectory data = TemporaryDirectory.create("outages");
    private District district;
    private RosterTopic.Length topic;
    private long recordsOfADistrict;

    enum Server {
        STORE,
        BROKER
    }

    enum Step {
        FETCH,
        PLAN,
        PUBLISH,
        PUBLISHING_TO_APPLYING,
        APPLY,
        COMPLETE,
        MAIL
    }

    static Stream<Arguments> steps() {
        return Stream.of(Step.values())
                .filter(step -> step.name().equals(System.getProperty("outage.step", step.name())))
                .flatMap(step -> Stream.of(Server.values()).map(server -> Arguments.of(server, step)));
    }

    @BeforeAll
    void start() {
        StackLog.into(data.path());
        district = District.start(
                data.path(),
                STUDENTS,
                StoreBehindAGateway.namedOrEmbedded(data.path().resolve("store")));
        topic = new RosterTopic.Length(district.ports());
        var undisturbed = new DirectBusiness("undisturbed", district.clients());
        long before = topic.now();
        undisturbed.begin();
        undisturbed.outcome(LIMIT).requireWhole();
        recordsOfADistrict = topic.now() - before - RosterTopic.PARTITIONS;
    }

    @AfterAll
    void stop() throws IOException {
        topic.close();
        district.close();
        data.close();
    }

    @AfterEach
    void undisturb() {
        district.clients().simulator().delete("/control/faults");
    }

    @ParameterizedTest(name = "{0} away in {1}")
    @MethodSource("steps")
    void anOutageLosesNothingDoublesNothingAndMailsOnce(Server server, Step step) throws InterruptedException {
        var business = new DirectBusiness(
                (server + "-" + step).toLowerCase(Locale.ROOT).replace('_', '-'), district.clients());
        if (step == Step.FETCH) {
            district.clients().simulator().post("/control/faults", Map.of("type", "slow-pages", "milliseconds", 150));
        }
        long before = topic.now();
        business.begin();

        assertThat(await(business, step, before)).as("the outage came in time").isTrue();
        takeAway(server);
        pause(OUTAGE);
        bringBack(server);

        business.outcome(LIMIT).requireWhole();
    }

    private boolean await(DirectBusiness business, Step step, long before) {
        return switch (step) {
            case FETCH -> business.reaches("FETCHING");
            case PLAN -> business.reaches("PLANNING");
            case PUBLISH -> business.reaches("PUBLISHING");
            case PUBLISHING_TO_APPLYING -> business.reaches(() -> topic.now() - before >= recordsOfADistrict);
            case APPLY -> business.reaches("APPLYING");
            case COMPLETE ->
                business.reaches(() -> business.application().path("barriers").asInt() == RosterTopic.PARTITIONS);
            case MAIL ->
                business.reaches(() -> business.application().path("completed").asBoolean(false));
        };
    }

    private void takeAway(Server server) {
        switch (server) {
            case STORE -> district.storeGateway().cut();
            case BROKER -> district.stopBroker();
        }
    }

    private void bringBack(Server server) {
        switch (server) {
            case STORE -> district.storeGateway().mend();
            case BROKER -> district.startBroker();
        }
    }

    /** The length of the outage is what is tested. */
    private static void pause(Duration duration) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS))
                .isFalse();
    }
}
