package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.http.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

/** Servers whose counts, order or pages are not what they seem: the whole roster is read, or none of it is used. */
@ExtendWith(OpenStaging.class)
class WholenessTest {

    private static final RetryPolicy SHORT = new RetryPolicy(
            Duration.ofSeconds(5), Duration.ofSeconds(2), 4, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final PullSettings SETTINGS = new PullSettings(4, 1, 50, 100_000, 3, SHORT);

    private final FakeDistrict district = new FakeDistrict();
    private final FakeServer server = new FakeServer(district);
    private final Staging staging;

    WholenessTest(Staging staging) {
        this.staging = staging;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsWhenARowStandsOnTwoPagesAndAnotherOnNone(boolean counts) {
        district.with("users", FakeDistrict.users(6)).turningItsRows(true);
        if (!counts) {
            district.withoutCounts();
        }

        assertThat(failure())
                .returns("ROSTER_CHANGED", RosterIncompleteException::code)
                .hasMessageContaining("the same record on two pages of /users");
    }

    @Test
    void countsRowsThatAreTwiceOnOnePageAsRepeats() {
        var users = new ArrayList<>(FakeDistrict.users(3));
        users.add(1, users.get(0));
        district.with("users", users);

        read();

        assertThat(staging.plan().facts().people()).isEqualTo(3);
    }

    @Test
    void looksBehindATotalThatIsThePageOnly() {
        district.with("users", FakeDistrict.users(6)).cappingTheLimitAt(2).totallingThePage();

        assertThat(failure()).returns("COUNT_MISMATCH", RosterIncompleteException::code);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 400, 404, 416})
    void takesWhatServersAnswerBehindTheLastRowForTheEnd(int status) {
        district.with("users", FakeDistrict.users(9)).answeringBehindTheEndWith(status);

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 9L);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true"})
    void followsTheNextLinkOverAPageOfWhichRowsWereLeftOut(boolean links, boolean counts) {
        district.with("users", FakeDistrict.users(11)).hiding(5, 6);
        if (links) {
            district.linking();
        }
        if (!counts) {
            district.withoutCounts();
        }

        if (links) {
            assertThat(read().rows()).containsEntry(RecordType.PERSON, 9L);
            assertThat(staging.plan().facts().people()).isEqualTo(9);
        } else {
            assertThat(failure().code()).isIn("ROSTER_CHANGED", "COUNT_MISMATCH");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<https://x.example/users?fields=a,b&offset=%d>; rel=\"next\"",
                "<users?limit=4&amp;offset=%d>;rel=next",
                "<?Offset=%d&limit=4>; rel='next'",
                "<users?offset=%d>; title=\"a, b\"; REL=\"last NEXT\""
            })
    void followsTheNextLinkOverAnEmptyPageHoweverItIsWritten(String link) {
        try (var linking = withAnEmptyPage(link)) {
            var report = roster(linking).copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(20));

            assertThat(report).isNotNull();
            assertThat(report.rows()).containsEntry(RecordType.PERSON, 6L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"</users?page=2>; rel=\"next\"", "</users?cursor=abc>; rel=next", "/users?offset=8; rel=\"next\""
            })
    void failsWhenANextPageIsAnnouncedBehindAnEmptyOneAndNobodyKnowsWhere(String link) {
        try (var linking = withAnEmptyPage(link)) {
            assertThat(failure(linking)).returns("NEXT_PAGE_UNKNOWN", RosterIncompleteException::code);
        }
    }

    private FakeServer withAnEmptyPage(String link) {
        district.with("users", FakeDistrict.users(10)).hiding(4, 5, 6, 7).withoutCounts();
        return new FakeServer(request -> {
            var reply = district.apply(request);
            int next = (request.number("offset") / 4 + 1) * 4;
            return !request.collection().equals("users") || next >= 10
                    ? reply
                    : new Reply(reply.status(), Map.of("Link", link.replace("%d", String.valueOf(next))), reply.body());
        });
    }

    @Test
    void asksForTheRowsThatACappedPageAndItsNextLinkLeaveBetweenThem() {
        // the links count as if the limit had been respected
        district.with("users", FakeDistrict.users(11)).cappingTheLimitAt(3).withoutCounts();
        var naive = new FakeServer(request -> {
            var reply = district.apply(request);
            int next = request.number("offset") + request.number("limit");
            return !request.collection().equals("users") || next >= 11
                    ? reply
                    : new Reply(
                            reply.status(),
                            Map.of("Link", "</users?offset=" + next + "&limit=4>;rel=next"),
                            reply.body());
        });
        try (naive) {
            var report = roster(naive).copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(20));

            assertThat(report).isNotNull();
            assertThat(report.rows()).containsEntry(RecordType.PERSON, 11L);
        }
    }

    @Test
    void readsOnAfterAShortPageInTheMiddleWithoutCounts() {
        district.with("users", FakeDistrict.users(15)).withAShortPageAt(4, 2).withoutCounts();

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 15L);
    }

    @Test
    void failsWhenTheLastPageThatWasAnnouncedNeverComes() {
        district.with("users", FakeDistrict.users(3)).withoutCounts();
        var promising = new FakeServer(request -> {
            var reply = district.apply(request);
            return new Reply(reply.status(), Map.of("Link", "</x?offset=100&limit=4>; rel=\"last\""), reply.body());
        });
        try (promising) {
            assertThat(failure(promising)).returns("COUNT_MISMATCH", RosterIncompleteException::code);
        }
    }

    @Test
    void readsEverythingFromAServerThatHasLinksOnly() {
        district.with("users", FakeDistrict.users(11)).withoutCounts().linking();

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 11L);
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.uri().getPath()).startsWith("/id/ims/oneroster/v1p1/"));
    }

    @Test
    void readsAServerThatIgnoresTheOffsetButSendsEverythingAtOnce() {
        district.with("users", FakeDistrict.users(3)).ignoringTheOffset();

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 3L);
        assertThat(staging.plan().facts().people()).isEqualTo(3);
    }

    /** The second page would come for the offset 1, or for 2 where the first page is number 1; for 4 comes one long behind the last. */
    @ParameterizedTest
    @CsvSource({"0, 200", "1, 200", "0, 204", "1, 416"})
    void failsWhenOffsetsCountPagesAndNobodySaysHowManyRowsThereAre(int first, int behindTheEnd) {
        district.with("users", FakeDistrict.users(9))
                .withoutCounts()
                .answeringBehindTheEndWith(behindTheEnd)
                .startingAt((offset, limit) -> Math.max(0, offset - first) * limit);

        assertThat(failure())
                .returns("OFFSET_COUNTS_PAGES", RosterIncompleteException::code)
                .hasMessageContaining("counts pages, where OneRoster counts rows, in the offset of /users");
    }

    @Test
    void readsAServerThatRoundsOffsetsDownToWholePages() {
        district.with("users", FakeDistrict.users(8))
                .withoutCounts()
                .startingAt((offset, limit) -> offset / limit * limit);

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 8L);
    }

    @Test
    void asksForLessWhenTheLimitIsRefused() {
        district.with("users", FakeDistrict.users(9)).acceptingLimitsTo(1);

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 9L);
    }

    @Test
    void saysSoWhenEvenTheSmallestPageIsRefused() {
        district.acceptingLimitsTo(0);

        assertThat(failure())
                .returns("UNEXPECTED_ANSWER", RosterIncompleteException::code)
                .hasMessageContaining("status 400");
    }

    private SourceReport read() {
        var report = roster(server).copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(20));
        assertThat(report).isNotNull();
        return report;
    }

    private RosterIncompleteException failure() {
        return failure(server);
    }

    private RosterIncompleteException failure(FakeServer of) {
        var failures = new ArrayList<Throwable>();
        StepVerifier.create(roster(of).copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failures::add)
                .verify(Duration.ofSeconds(20));
        assertThat(failures).singleElement().isInstanceOf(RosterIncompleteException.class);
        return (RosterIncompleteException) failures.get(0);
    }

    private static ClassLinkRoster roster(FakeServer of) {
        return new ClassLinkRoster(
                WebClient.create(), RosterEndpoint.proxy(of.uri(), "id", "token"), SETTINGS, Clock.systemUTC());
    }
}
