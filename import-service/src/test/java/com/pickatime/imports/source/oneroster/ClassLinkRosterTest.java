package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.oneroster.CollectionCheck.State;
import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.http.RetryPolicy;
import com.pickatime.imports.source.oneroster.http.RetryingClient;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import com.pickatime.imports.source.reading.RowReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

@ExtendWith(OpenStaging.class)
class ClassLinkRosterTest {

    private static final RetryPolicy SHORT = new RetryPolicy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 4, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final PullSettings SETTINGS = new PullSettings(4, 1, 50, 100_000, 3, SHORT);

    private final FakeDistrict district = new FakeDistrict();
    private final FakeServer server = new FakeServer(district);
    private final Staging staging;

    ClassLinkRosterTest(Staging staging) {
        this.staging = staging;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readsEveryCollection() {
        var report = read();

        assertThat(report.rows())
                .hasSize(7)
                .allSatisfy((type, rows) -> assertThat(rows).isOne());
        assertThat(report.demographicsShared()).isTrue();
        assertThat(report.warnings()).isEmpty();
        assertThat(OpenStaging.rows(staging)).hasSize(7);
    }

    @Test
    void asksInAStableOrderWithTheTokenAndThePathAsClassLinkGivesThem() {
        read();

        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.uri().getRawPath()).startsWith("/%2FgVa0ed75Gs%43/ims/oneroster/v1p1/");
            assertThat(request.uri().getRawQuery()).matches("limit=4&offset=[01]&sort=sourcedId&orderBy=asc");
            assertThat(request.authorization()).isEqualTo("Bearer token");
        });
        // and each collection is looked behind
        assertThat(server.requests()).hasSize(14);
    }

    @Test
    void signsRequestsToADistrictsOwnServer() {
        var endpoint =
                RosterEndpoint.direct(server.uri(), "key", "secret", SignatureMethod.HMAC_SHA256, Clock.systemUTC());

        StepVerifier.create(roster(endpoint, SETTINGS).copyInto(staging, FetchProgress.NONE))
                .expectNextCount(1)
                .verifyComplete();

        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.uri().getRawPath()).startsWith("/ims/oneroster/v1p1/");
            assertThat(request.authorization())
                    .startsWith("OAuth ")
                    .contains("oauth_signature_method=\"HMAC-SHA256\"")
                    .doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 9})
    void readsEveryPageWhateverTheTotal(int users) {
        district.with("users", FakeDistrict.users(users)).with("enrollments", FakeDistrict.enrollment("e", "u0"));

        assertThat(read().rows()).containsEntry(RecordType.PERSON, (long) users);
        assertThat(OpenStaging.rows(staging, RecordType.PERSON)).hasSize(users);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7, 9})
    void readsEveryPageWithoutACount(int users) {
        district.with("users", FakeDistrict.users(users)).withoutCounts();

        assertThat(read().rows()).containsEntry(RecordType.PERSON, (long) users);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsEverythingFromAServerThatCapsTheLimitInSilence(boolean counts) {
        district.with("users", FakeDistrict.users(9)).cappingTheLimitAt(2);
        if (!counts) {
            district.withoutCounts();
        }

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 9L);
    }

    @Test
    void noticesThatTheOffsetIsIgnored() {
        district.with("users", FakeDistrict.users(9)).ignoringTheOffset();

        assertIncomplete("OFFSET_IGNORED");
    }

    @Test
    void noticesThatRowsAreMissing() {
        district.announcingTooMany(1);

        assertIncomplete("COUNT_MISMATCH");
    }

    @Test
    void noticesThatTheCountChangesWhileItReads() {
        var loop = new PagingLoop(RosterCollection.ORGS, new Pull(SourceType.CLASSLINK_PROXY, SETTINGS), 10);
        loop.accept(page("a", 3));

        assertThatExceptionOfType(RosterIncompleteException.class)
                .isThrownBy(() -> loop.accept(page("b", 4)))
                .returns("ROSTER_CHANGED", RosterIncompleteException::code);
    }

    @Test
    void noticesThatTheRevisionChangesBetweenCollections() {
        district.withRevisions(answer -> answer < 5 ? "r1" : "r2");

        assertIncomplete("ROSTER_CHANGED");
    }

    @Test
    void readsARosterOfOneRevision() {
        district.withRevisions(answer -> "r1");

        assertThat(read().rows()).hasSize(7);
    }

    @Test
    void endsWithAServerThatAnswersInCircles() {
        district.with("users", FakeDistrict.users(200)).cappingTheLimitAt(1);

        assertIncomplete("TOO_MANY_PAGES");
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 504})
    void asksForHalfAsMuchWhenTheServerCannotCope(int status) {
        district.with("users", FakeDistrict.users(9)).failing(Reply.status(status));

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 9L);
        var failed = server.requests().get(0).collection();
        assertThat(server.requests())
                .filteredOn(request -> request.collection().equals(failed))
                .element(1)
                .returns(2, request -> request.number("limit"));
        assertThat(OpenStaging.rows(staging, RecordType.PERSON)).hasSize(9);
    }

    @Test
    void takesNoHalvedPageForTheLast() {
        // 4 rows, then pages of 2: without a count, the first of those is shorter than the one before
        var users = FakeDistrict.users(9);
        var fails = new boolean[] {true};
        try (var halving = new FakeServer(request -> {
            boolean second = request.collection().equals("users") && request.number("offset") == 4;
            if (second && fails[0]) {
                fails[0] = false;
                return Reply.status(504);
            }
            return district.apply(request);
        })) {
            district.with("users", users).withoutCounts();

            StepVerifier.create(roster(RosterEndpoint.proxy(halving.uri(), "id", "token"), SETTINGS)
                            .copyInto(staging, FetchProgress.NONE))
                    .assertNext(report -> assertThat(report.rows()).containsEntry(RecordType.PERSON, 9L))
                    .verifyComplete();
        }
    }

    @Test
    void asksForHalfAsMuchWhenAPageIsTooLarge() {
        district.with("users", FakeDistrict.users(9));
        var small = new PullSettings(8, 1, 50, 1_000, 3, SHORT);

        StepVerifier.create(roster(proxy(), small).copyInto(staging, FetchProgress.NONE))
                .assertNext(report -> assertThat(report.rows()).containsEntry(RecordType.PERSON, 9L))
                .verifyComplete();
    }

    @Test
    void triesAgainAfterFailuresThatPass() {
        district.failing(
                Reply.status(500), new Reply(429, Map.of("Retry-After", "0"), ""), Reply.ok("{\"orgs\":[{\"sour"));

        assertThat(read().rows()).hasSize(7);
    }

    @Test
    void triesAgainWhenAPageHasFewerRowsThanAnnounced() {
        district.failing(
                new Reply(200, Map.of("x-count", "3"), "{\"orgs\":[],\"academicSessions\":[],\"courses\":[]}"));

        assertThat(read().rows()).containsEntry(RecordType.ORG, 1L);
    }

    @Test
    void givesUpOnAServerThatStaysDown() {
        district.answering("users", Reply.status(503));

        assertIncomplete("SOURCE_UNAVAILABLE");
        assertThat(server.requests().stream().filter(r -> r.collection().equals("users")))
                .hasSize(SHORT.tries());
    }

    @Test
    void givesUpOnAServerThatIsNotThere() {
        server.close();

        assertIncomplete("SOURCE_UNAVAILABLE");
    }

    @Test
    void triesNothingAgainThatWillNotPass() {
        district.answering("orgs", Reply.status(401));

        assertIncomplete("NOT_ALLOWED");
        assertThat(server.requests())
                .filteredOn(request -> request.collection().equals("orgs"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"imsx_codeMajor\":\"failure\",\"imsx_CodeMinor\":{\"imsx_codeMinorField\":"
                        + "[{\"imsx_codeMinorFieldValue\":\"unauthorisedrequest\"}]}}",
                "{\"users\":{\"sourcedId\":\"1\"}}",
                "{\"orgs\":[]}",
                "[]",
                "\"users\""
            })
    void takesNoOtherEnvelopeForAnEmptyCollection(String body) {
        district.answering("users", Reply.ok(body));

        assertIncomplete("UNEXPECTED_ANSWER");
    }

    static Stream<Reply> withheld() {
        return Stream.of(
                Reply.status(400),
                Reply.status(401),
                Reply.status(403),
                Reply.status(404),
                Reply.status(405),
                Reply.status(204),
                Reply.ok(""),
                Reply.ok("{}"),
                Reply.ok("{'error':'no'}".replace('\'', '"')),
                Reply.ok("{'imsx_codeMajor':'failure','imsx_description':'x'}".replace('\'', '"')),
                Reply.ok("{\"demographics\":[]}"),
                counted("{\"demographics\":[{\"sourcedId\":\"student\",\"birthDate\":\"\"}]}", 1),
                Reply.ok("{\"imsx_codeMajor\":\"failure\",\"imsx_codeMinor\":{\"imsx_codeMinorField\":"
                        + "[{\"imsx_codeMinorFieldValue\":\"unauthorisedrequest\"}]}}"));
    }

    @ParameterizedTest
    @MethodSource("withheld")
    void tellsTheClicksWhenDemographicsAreNotShared(Reply reply) {
        district.answering("demographics", reply);

        var report = read();

        assertThat(report.demographicsShared()).isFalse();
        assertThat(report.rows()).containsEntry(RecordType.DEMOGRAPHICS, 0L).containsEntry(RecordType.PERSON, 1L);
        assertThat(report.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .returns("DEMOGRAPHICS_NOT_SHARED", Warning::code)
                        .extracting(Warning::message)
                        .asString()
                        .contains("Apps > All Applications", "gear", "Shared Fields", "Enable Demographics > Save"));
    }

    @ParameterizedTest
    @EnumSource
    void takesARefusalOfEverythingForWrongCredentials(RosterCollection collection) {
        if (collection != RosterCollection.DEMOGRAPHICS) {
            district.answering(collection.path(), Reply.status(401));

            assertIncomplete("NOT_ALLOWED");
        }
    }

    @ParameterizedTest
    @MethodSource("strangeAnswers")
    void namesTheRightCulpritOfADistrictsOwnServer(Reply reply, String words) {
        district.answering("orgs", reply);
        var endpoint =
                RosterEndpoint.direct(server.uri(), "key", "secret", SignatureMethod.HMAC_SHA256, Clock.systemUTC());

        StepVerifier.create(roster(endpoint, SETTINGS).copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(RosterIncompleteException.class)
                        .hasMessageContaining(words)
                        .hasMessageNotContainingAny("ClassLink", "hummingbird"))
                .verify(Duration.ofSeconds(20));
    }

    static Stream<Arguments> strangeAnswers() {
        return Stream.of(
                Arguments.of(Reply.status(401), "Check the consumer key and secret"),
                Arguments.of(Reply.status(403), "Check on that server that pickAtime's key may read rosters"),
                Arguments.of(Reply.status(404), "status 404. Check the address and the oneRosterVersion"),
                Arguments.of(Reply.status(302), "a redirect (status 302)"),
                Arguments.of(
                        new Reply(200, Map.of("Content-Type", "text/html; charset=utf-8"), "<html>hummingbird</html>"),
                        "a web page. Check the address"),
                Arguments.of(Reply.ok("\r\n<!DOCTYPE html><html>hummingbird</html>"), "a web page. Check the address"),
                Arguments.of(Reply.status(500), "The district's OneRoster server could not be read"),
                Arguments.of(
                        Reply.ok("{\"imsx_codeMinorFieldValue\":\"hummingbird\"}"), "with no list of orgs. Nothing"));
    }

    @Test
    void speaksOfTheDistrictsOwnServerWhenItSharesNoBirthDates() {
        district.answering("demographics", Reply.status(401));
        var endpoint =
                RosterEndpoint.direct(server.uri(), "key", "secret", SignatureMethod.HMAC_SHA256, Clock.systemUTC());

        StepVerifier.create(roster(endpoint, SETTINGS).copyInto(staging, FetchProgress.NONE))
                .assertNext(report -> assertThat(report.warnings())
                        .singleElement()
                        .satisfies(warning -> {
                            assertThat(warning.code()).isEqualTo("DEMOGRAPHICS_NOT_SHARED");
                            assertThat(warning.message()).doesNotContain("ClassLink");
                        }))
                .verifyComplete();
    }

    @Test
    void leavesAServerThatStandsStill() {
        var silent = new PullSettings(
                4,
                1,
                50,
                100_000,
                1,
                new RetryPolicy(
                        Duration.ofMinutes(1), Duration.ofMillis(50), 6, Duration.ofMillis(1), Duration.ofMillis(2)));
        var asked = new AtomicInteger();
        var over = new CountDownLatch(1);
        try (var standing = new FakeServer(request -> {
            asked.incrementAndGet();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.status(200);
        })) {
            StepVerifier.create(roster(RosterEndpoint.proxy(standing.uri(), "id", "token"), silent)
                            .copyInto(staging, FetchProgress.NONE))
                    .expectErrorSatisfies(failure ->
                            assertThat(failure).hasMessageContaining("ClassLink could not be read (no answer in time)"))
                    .verify(Duration.ofSeconds(20));
            over.countDown();
        }

        assertThat(asked.get()).isBetween(1, 4);
    }

    @Test
    void readsSeveralCollectionsSideBySideAndNoMoreThanItMay() throws InterruptedException {
        int atOnce = SETTINGS.atOnce();
        var together = new CountDownLatch(atOnce);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var workers = Executors.newCachedThreadPool();
        try (var slow = new FakeServer(
                request -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    together.countDown();
                    try {
                        // without the others this one is not answered
                        together.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    underWay.decrementAndGet();
                    synchronized (district) {
                        return district.apply(request);
                    }
                },
                workers)) {
            StepVerifier.create(roster(RosterEndpoint.proxy(slow.uri(), "id", "token"), SETTINGS)
                            .copyInto(staging, FetchProgress.NONE))
                    .expectNextCount(1)
                    .verifyComplete();
        } finally {
            workers.shutdownNow();
        }

        assertThat(together.getCount()).isZero();
        assertThat(most).hasValue(atOnce);
    }

    @Test
    void failsOnceWhereSeveralCollectionsFailTogether() {
        var dropped = new ListAppender<ILoggingEvent>();
        dropped.start();
        var reactor = (Logger) LoggerFactory.getLogger("reactor.core.publisher.Operators");
        reactor.addAppender(dropped);
        var revision = new AtomicInteger();
        var together = new CyclicBarrier(SETTINGS.atOnce());
        var workers = Executors.newCachedThreadPool();
        try (var closed = new FakeServer(
                request -> {
                    try {
                        together.await(10, TimeUnit.SECONDS);
                    } catch (Exception alone) {
                        Thread.currentThread().interrupt();
                    }
                    return new Reply(
                            200,
                            Map.of("x-perm-rev", String.valueOf(revision.incrementAndGet())),
                            "{\"" + request.collection() + "\":[" + " ".repeat(100_000) + "]}");
                },
                workers)) {
            for (int i = 0; i < 30; i++) {
                StepVerifier.create(roster(RosterEndpoint.proxy(closed.uri(), "id", "token"), SETTINGS)
                                .copyInto(staging, FetchProgress.NONE))
                        .verifyError(RosterIncompleteException.class);
            }
        } finally {
            workers.shutdownNow();
            reactor.detachAppender(dropped);
        }

        assertThat(dropped.list).isEmpty();
    }

    @Test
    void takesAnOutageOfDemographicsForAnOutage() {
        district.answering("demographics", Reply.status(503));

        assertIncomplete("SOURCE_UNAVAILABLE");
    }

    @Test
    void leavesOutWhatIsToBeDeletedThoughTheServerSentIt() {
        district.with(
                "users",
                FakeDistrict.user("stays", "student"),
                FakeDistrict.user("leaves", "student").replace("'active'", "'tobedeleted'"),
                FakeDistrict.user("left", "student").replace("'active'", "'inactive'"));

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 1L);
        assertThat(OpenStaging.rows(staging, RecordType.PERSON))
                .extracting(RosterRow::sourceId)
                .containsExactly("stays");
    }

    @Test
    void refusesBadRowsOneByOneAndSaysWhereTheyStand() {
        var users = new ArrayList<>(FakeDistrict.users(4));
        users.add(FakeDistrict.user("bad", "wizard"));
        users.add("'no object'");
        district.with("users", users);

        assertThat(read().rows()).containsEntry(RecordType.PERSON, 4L);
        assertThat(staging.refusals(10))
                .containsExactlyInAnyOrder(
                        new RowRefusal(
                                RecordType.PERSON,
                                "users, page 2, row 1",
                                "bad",
                                "role",
                                "is no role that pickAtime knows"),
                        new RowRefusal(RecordType.PERSON, "users, page 2, row 2", null, "users", "is no JSON object"));
    }

    @Test
    void reportsEmptyCollections() {
        district.with("users").with("enrollments").with("demographics");

        assertThat(read().emptyCollections()).containsExactlyInAnyOrder(RecordType.PERSON, RecordType.ENROLLMENT);
    }

    @Test
    void tellsHowFarItHasCome() {
        district.with("users", FakeDistrict.users(9));
        var told = new ArrayList<String>();

        StepVerifier.create(roster(proxy(), SETTINGS).copyInto(staging, (type, rows, total) -> {
                    if (type == RecordType.PERSON) {
                        told.add(rows + "/" + total);
                    }
                }))
                .expectNextCount(1)
                .verifyComplete();

        assertThat(told).containsSubsequence("4/9", "8/9", "9/9");
    }

    @Test
    void fetchesNoMoreThanOnePageAhead() {
        district.with("users", FakeDistrict.users(40));
        var pull = new Pull(SourceType.CLASSLINK_PROXY, SETTINGS);
        var client =
                new RetryingClient(WebClient.create(), SourceType.CLASSLINK_PROXY, SHORT, 100_000, Clock.systemUTC());
        var pages = new CollectionPages(client, proxy(), new PageReader(proxy(), new RowReader(Clock.systemUTC())))
                .of(RosterCollection.USERS, new PagingLoop(RosterCollection.USERS, pull, 50));

        StepVerifier.create(pages, 0)
                .thenRequest(3)
                .expectNextCount(3)
                .then(() -> assertThat(server.requests()).hasSizeLessThanOrEqualTo(4))
                .thenCancel()
                .verify();
    }

    @Test
    void hidesItsSecrets() {
        var proxy = RosterEndpoint.proxy(server.uri(), "id", "s3cret");
        var direct = RosterEndpoint.direct(server.uri(), "k3y", "s3cret", SignatureMethod.HMAC_SHA1, Clock.systemUTC());

        assertThat(List.of(proxy, direct).toString()).doesNotContain("s3cret", "k3y");
    }

    private static CollectionPage page(String firstId, long total) {
        var batch = new RowReader(Clock.systemUTC()).batch(RecordType.ORG);
        batch.refuse("orgs, page 1, row 1", firstId, "name", "is missing");
        return new CollectionPage(batch, new long[] {SeenIds.hash(firstId)}, total, Links.NONE, null, null);
    }

    private static Reply counted(String body, int total) {
        return new Reply(200, Map.of("x-total-count", Integer.toString(total)), body);
    }

    private SourceReport read() {
        var report =
                roster(proxy(), SETTINGS).copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(20));
        assertThat(report).isNotNull();
        return report;
    }

    private void assertIncomplete(String code) {
        StepVerifier.create(roster(proxy(), SETTINGS).copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                RosterIncompleteException.class,
                                e -> assertThat(e.code()).isEqualTo(code)))
                .verify(Duration.ofSeconds(20));
    }

    private RosterEndpoint proxy() {
        return RosterEndpoint.proxy(server.uri(), "%2FgVa0ed75Gs%43", "token");
    }

    @Test
    void countsBeforehandTheStudentsThatWouldHaveNoBirthDate() {
        district.with("students", FakeDistrict.users(5));

        assertThat(birthDates())
                .returns(State.READ, CollectionCheck::state)
                .returns(4L, CollectionCheck::studentsWithout)
                .extracting(CollectionCheck::reason)
                .asString()
                .startsWith("4 of 5 students would have no birth date. Enter the missing ones");
    }

    @Test
    void namesTheClicksWhereNoBirthDatesAreShared() {
        district.with("students", FakeDistrict.users(5)).answering("demographics", Reply.status(403));

        assertThat(birthDates())
                .returns(State.NOT_SHARED, CollectionCheck::state)
                .returns(5L, CollectionCheck::studentsWithout)
                .extracting(CollectionCheck::reason)
                .asString()
                .contains("5 of 5 students would have no birth date", "Demographics tab > Enable Demographics > Save");
    }

    @Test
    void countsNoStudentsWhereTheServerDoesNot() {
        district.with("students", FakeDistrict.users(5)).withoutCounts();

        assertThat(birthDates()).returns(null, CollectionCheck::studentsWithout).returns(null, CollectionCheck::reason);
    }

    private CollectionCheck birthDates() {
        return looked(proxy()).get(RosterCollection.DEMOGRAPHICS.ordinal());
    }

    @Test
    void seesThatThereIsNobody() {
        district.with("users");

        assertThat(looked(proxy()).get(RosterCollection.USERS.ordinal()))
                .isEqualTo(new CollectionCheck("users", State.EMPTY, 0L, 0, 0, null, null));
    }

    @Test
    void countsTheRowsThatItCouldNotUse() {
        district.with("users", FakeDistrict.user("s", "student"), FakeDistrict.user("a", "astronaut"), "'no object'");

        assertThat(looked(proxy()).get(RosterCollection.USERS.ordinal()))
                .isEqualTo(new CollectionCheck("users", State.READ, 3L, 3, 2, null, null));
    }

    static Stream<Arguments> noRoster() {
        var page = new Reply(200, Map.of("Content-Type", "text/html"), "<!DOCTYPE html><title>Sign in</title>");
        var redirect = new Reply(302, Map.of("Location", "https://elsewhere.invalid/"), "");
        return Stream.of(
                Arguments.of(Reply.status(403), "may read rosters"),
                Arguments.of(page, "a web page. Check the address of the connection"),
                Arguments.of(redirect, "a redirect (status 302), which is not followed"),
                Arguments.of(Reply.status(404), "status 404. Check the address and the oneRosterVersion"));
    }

    /** The others are looked at all the same, so that everything that is wrong is told at once. */
    @ParameterizedTest
    @MethodSource("noRoster")
    void saysOfTheCollectionThatCannotBeReadWhatIsWrong(Reply reply, String words) {
        district.answering("orgs", reply);

        var checks = looked(
                RosterEndpoint.direct(server.uri(), "key", "secret", SignatureMethod.HMAC_SHA256, Clock.systemUTC()));

        assertThat(checks.get(0)).satisfies(orgs -> {
            assertThat(orgs.collection()).isEqualTo("orgs");
            assertThat(orgs.state()).isEqualTo(State.FAILED);
            assertThat(orgs.rows()).isNull();
            assertThat(orgs.looked()).isZero();
            assertThat(orgs.reason()).contains("The district's OneRoster server", "/orgs", words);
        });
        assertThat(checks.subList(1, 7)).extracting(CollectionCheck::state).containsOnly(State.READ);
        assertThat(server.requests())
                .filteredOn(request -> request.collection().equals("orgs"))
                .hasSize(1);
    }

    private static List<CollectionCheck> looked(RosterEndpoint endpoint) {
        var checks = Objects.requireNonNull(
                roster(endpoint, PullSettings.LOOK).check().collectList().block(Duration.ofSeconds(20)));
        assertThat(checks)
                .extracting(CollectionCheck::collection)
                .containsExactly(Stream.of(RosterCollection.values())
                        .map(RosterCollection::path)
                        .toArray(String[]::new));
        return checks;
    }

    private static ClassLinkRoster roster(RosterEndpoint endpoint, PullSettings settings) {
        return new ClassLinkRoster(WebClient.create(), endpoint, settings, Clock.systemUTC());
    }
}
