package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.FakeServer.Request;
import com.pickatime.imports.source.oneroster.http.OAuth1Consumer;
import com.pickatime.imports.source.oneroster.http.RetryPolicy;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

/** A server that is asked for changes alone. */
@ExtendWith(OpenStaging.class)
class ChangedSinceTest {

    private static final Instant SINCE = Instant.parse("2026-11-24T08:00:00Z");
    private static final RetryPolicy SHORT = new RetryPolicy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 3, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final PullSettings SETTINGS = new PullSettings(4, 1, 50, 100_000, 3, SHORT);

    private final FakeDistrict district = new FakeDistrict();
    private final List<Request> filtered = new CopyOnWriteArrayList<>();
    private final Staging staging;
    private Function<Request, Reply> toFilters = district;
    private final FakeServer server = new FakeServer(this::answer);

    ChangedSinceTest(Staging staging) {
        this.staging = staging;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-30T10:15:00Z, 2024-12-30T10:15:00.000Z",
        "2024-12-31T23:59:59.999Z, 2024-12-31T23:59:59.999Z",
        "2027-01-01T00:00:00Z, 2027-01-01T00:00:00.000Z",
        "2021-01-03T12:00:00Z, 2021-01-03T12:00:00.000Z"
    })
    void asksForWhatChangedSinceThatDayOfThatYear(String since, String written) {
        read(Instant.parse(since));

        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(URLDecoder.decode(request.uri().getRawQuery(), StandardCharsets.UTF_8))
                                .endsWith("&sort=sourcedId&orderBy=asc&filter=dateLastModified>='" + written + "'"));
    }

    @Test
    void signsTheFilterAsItIsSent() {
        read(SINCE);

        assertThat(server.requests().get(0).uri().getRawQuery())
                .endsWith("&filter=dateLastModified%3E%3D%272026-11-24T08%3A00%3A00.000Z%27");
    }

    @Test
    void removesWhatIsToBeDeletedAndNothingElse() {
        district.with(
                        "users",
                        FakeDistrict.user("new", "student"),
                        FakeDistrict.user("leaves", "student").replace("'active'", "'tobedeleted'"))
                .with("enrollments")
                .with("demographics")
                .with("orgs");

        var report = read(SINCE);
        staging.addStored(List.of(stored("leaves"), stored("stays"), stored("stays too")));

        assertThat(staging.plan().of(RecordType.PERSON))
                .extracting(TypePlan::added, TypePlan::updated, TypePlan::removed)
                .containsExactly(1L, 0L, 1L);
        assertThat(removed()).containsExactly("leaves");
        assertThat(report.emptyCollections()).isEmpty();
        assertThat(report.warnings()).extracting(Warning::code).containsExactly("CHANGES_ONLY");
        assertThat(report.demographicsShared()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 422, 501})
    void asksForEverythingWhereAFilterIsRefused(int status) {
        toFilters = request -> Reply.status(status);

        assertThat(read(SINCE).rows())
                .hasSize(7)
                .allSatisfy((type, rows) -> assertThat(rows).isOne());
        // those that had begun by then
        assertThat(filtered).hasSizeBetween(1, SETTINGS.atOnce());
        staging.addStored(List.of(stored("stays")));
        assertThat(staging.plan().of(RecordType.PERSON).removed()).isZero();
    }

    @Test
    void asksForEverythingWhereAFilterGetsAnErrorWithinASuccess() {
        toFilters = request -> Reply.ok("{\"imsx_codeMajor\":\"failure\",\"imsx_CodeMinor\":{\"imsx_codeMinorField\":"
                + "[{\"imsx_codeMinorFieldValue\":\"invalid_filter_field\"}]}}");

        assertThat(read(SINCE).rows()).containsEntry(RecordType.PERSON, 1L);
    }

    @Test
    void asksForSmallerPagesWhereItIsNotTheFilter() {
        district.with("users", FakeDistrict.users(9)).acceptingLimitsTo(1);

        assertThat(read(SINCE).rows()).containsEntry(RecordType.PERSON, 9L);
    }

    @Test
    void saysThatBirthDatesAreNotSharedOnlyWhenTheyAreWithheld() {
        district.answering("demographics", Reply.status(403));

        assertThat(read(SINCE).warnings())
                .extracting(Warning::code)
                .containsExactly("CHANGES_ONLY", "DEMOGRAPHICS_NOT_SHARED");
    }

    @Test
    void failsWhenWhatChangedIsNotReadWhole() {
        district.announcingTooMany(1);

        StepVerifier.create(roster().changedSince(SINCE).copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                RosterIncompleteException.class,
                                e -> assertThat(e.code()).isEqualTo("COUNT_MISMATCH")))
                .verify(Duration.ofSeconds(20));
    }

    private Reply answer(Request request) {
        if (!request.uri().getRawQuery().contains("&filter=")) {
            return district.apply(request);
        }
        filtered.add(request);
        return toFilters.apply(request);
    }

    private List<String> removed() {
        var removed = new ArrayList<String>();
        staging.changes(
                10,
                batch -> batch.stream()
                        .filter(change -> change.kind() == Change.Kind.REMOVE)
                        .map(Change::sourceId)
                        .forEach(removed::add));
        return removed;
    }

    private static StoredEntry stored(String id) {
        return new StoredEntry(RecordType.PERSON, id, new byte[16]);
    }

    private SourceReport read(Instant since) {
        var report = roster().changedSince(since)
                .copyInto(staging, FetchProgress.NONE)
                .block(Duration.ofSeconds(20));
        assertThat(report).isNotNull();
        return report;
    }

    private ClassLinkRoster roster() {
        var credentials = new OAuth1Consumer("key", "secret", SignatureMethod.HMAC_SHA256, Clock.systemUTC());
        return new ClassLinkRoster(
                WebClient.create(),
                RosterEndpoint.direct(server.uri(), OneRosterVersion.V1_1, credentials),
                SETTINGS,
                Clock.systemUTC());
    }
}
