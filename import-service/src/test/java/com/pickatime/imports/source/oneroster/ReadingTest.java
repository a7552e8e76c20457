package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.Reading;
import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.FakeServer.Request;
import com.pickatime.imports.source.oneroster.http.RetryPolicy;
import com.pickatime.local.testing.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.function.client.WebClient;

/** Whether a roster is as it was when it was read is told by its pages alone. */
@ExtendWith(OpenStaging.class)
class ReadingTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final RetryPolicy PATIENT = new RetryPolicy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 4, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final PullSettings SETTINGS = new PullSettings(4, 1, 50, 100_000, 3, PATIENT);

    private final FakeDistrict district =
            new FakeDistrict().with("users", FakeDistrict.users(9)).with("enrollments", enrollment());
    private final FakeServer server = new FakeServer(district);
    private final MovableClock clock = new MovableClock(NOW);
    private final Staging staging;

    ReadingTest(Staging staging) {
        this.staging = staging;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksTheSameQuestionsOnceMore() {
        district.linking();
        var reading = Objects.requireNonNull(read());
        var asked = List.copyOf(server.requests());
        var rows = new EnumMap<RecordType, Long>(RecordType.class);
        server.requests().clear();

        assertThat(roster(clock, SETTINGS)
                        .isStill(reading, (type, read, total) -> {
                            synchronized (rows) {
                                rows.merge(type, read, Math::max);
                            }
                        })
                        .block(LIMIT))
                .isTrue();

        assertThat(server.requests())
                .extracting(Request::uri)
                .containsExactlyInAnyOrderElementsOf(
                        asked.stream().map(Request::uri).toList());
        assertThat(rows).hasSize(7).containsEntry(RecordType.PERSON, 9L).containsEntry(RecordType.ORG, 1L);
    }

    @Test
    void knowsARosterWhosePagesHadToBeSmaller() {
        district.acceptingLimitsTo(2);

        assertThat(isStill(Objects.requireNonNull(read()))).isTrue();
    }

    static Stream<Named<Consumer<FakeDistrict>>> changes() {
        return Stream.of(
                Named.of("somebody more", of -> of.with("users", FakeDistrict.users(10))),
                Named.of("somebody less", of -> of.with("users", FakeDistrict.users(8))),
                Named.of("nobody", of -> of.with("users")),
                Named.of("a birth date", of -> of.with("demographics", FakeDistrict.birthDate("u0", "2013-12-30"))),
                Named.of(
                        "an enrollment more, behind the last",
                        of -> of.with("enrollments", enrollment(), FakeDistrict.enrollment("z", "u1"))),
                Named.of("another total", of -> of.announcingTooMany(1)),
                Named.of("no total", FakeDistrict::withoutCounts),
                Named.of("links", FakeDistrict::linking),
                Named.of("a revision", of -> of.withRevisions(answer -> "r2")),
                Named.of("birth dates withheld", of -> of.answering("demographics", Reply.status(403))),
                Named.of(
                        "a page for people",
                        of -> of.answering(
                                "orgs",
                                new Reply(
                                        200, Map.of("Content-Type", "text/html"), "<!DOCTYPE html><title>x</title>"))),
                Named.of("a server that stumbles", of -> of.failing(Reply.status(503))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void doesNotKnowARosterThatChanged(Consumer<FakeDistrict> change) {
        var reading = Objects.requireNonNull(read());

        change.accept(district);

        assertThat(isStill(reading)).isFalse();
    }

    /** What is withheld has no page, so that nobody would see that it is shared at last. */
    @Test
    void remembersNoRosterWhoseBirthDatesWereWithheld() {
        district.answering("demographics", Reply.status(403));

        assertThat(read()).isNull();
    }

    @Test
    void remembersNoRosterWhoseEndWasAnError() {
        district.answeringBehindTheEndWith(404);

        assertThat(read()).isNull();
    }

    @Test
    void remembersNoChangesAlone() {
        var changes = roster(clock, SETTINGS).changedSince(Instant.EPOCH);

        assertThat(Objects.requireNonNull(
                                changes.copyInto(staging, FetchProgress.NONE).block(LIMIT))
                        .reading())
                .isNull();
    }

    @Test
    void asksNothingOfAnotherRosterOrInAnotherWay() {
        var reading = Objects.requireNonNull(read());
        server.requests().clear();

        assertThat(roster(clock, new PullSettings(5, 1, 50, 100_000, 3, PATIENT))
                        .isStill(reading, FetchProgress.NONE)
                        .block(LIMIT))
                .isFalse();
        assertThat(roster(clock, SETTINGS)
                        .changedSince(Instant.EPOCH)
                        .isStill(reading, FetchProgress.NONE)
                        .block(LIMIT))
                .isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void readsAgainOnTheDayOnWhichTheSameRowsMeanSomethingElse() {
        district.with("demographics", FakeDistrict.birthDate("u0", "2025-12-03"));
        var reading = Objects.requireNonNull(read());

        clock.advance(Duration.ofDays(1));
        assertThat(isStill(reading)).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(isStill(reading))
                .as("nobody is too young for a school for ever")
                .isFalse();
    }

    private @Nullable Reading read() {
        return Objects.requireNonNull(roster(clock, SETTINGS)
                        .copyInto(staging, FetchProgress.NONE)
                        .block(LIMIT))
                .reading();
    }

    private Boolean isStill(Reading reading) {
        return Objects.requireNonNull(
                roster(clock, SETTINGS).isStill(reading, FetchProgress.NONE).block(LIMIT));
    }

    private ClassLinkRoster roster(Clock at, PullSettings settings) {
        return new ClassLinkRoster(
                WebClient.create(), RosterEndpoint.proxy(server.uri(), "district", "token"), settings, at);
    }

    private static String enrollment() {
        return FakeDistrict.enrollment("e", "u0");
    }
}
