package com.pickatime.local.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.source.EmptyCollections;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.oneroster.ClassLinkRoster;
import com.pickatime.imports.source.oneroster.OneRosterVersion;
import com.pickatime.imports.source.oneroster.PullSettings;
import com.pickatime.imports.source.oneroster.RosterEndpoint;
import com.pickatime.imports.source.oneroster.http.ClientCredentials;
import com.pickatime.imports.source.oneroster.http.Credentials;
import com.pickatime.imports.source.oneroster.http.OAuth1Consumer;
import com.pickatime.imports.source.oneroster.http.SignatureMethod;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.DistrictFacts;
import com.pickatime.simulator.faults.Fault;
import com.pickatime.simulator.faults.Fault.TokenAnswer;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.tables.Collection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

/** A whole roster, or an error that says what to do: whatever goes wrong, and whatever version and credentials it is. */
@Tag("slow")
class FaultySourceIT {

    private static final int STUDENTS = 240;

    private static ConfigurableApplicationContext simulator;
    private static Faults faults;
    private static DistrictFacts facts;
    private static URI server;

    private final KeyedHash hash = Keysets.generate().keyedHash();

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        simulator = new SpringApplicationBuilder(ClassLinkSimulator.class)
                .properties("spring.config.name=classlink-simulator")
                .run("--server.port=0", "--simulator.students=" + STUDENTS);
        faults = simulator.getBean(Faults.class);
        facts = simulator.getBean(District.class).facts();
        var port = Objects.requireNonNull(((WebServerApplicationContext) simulator).getWebServer())
                .getPort();
        server = URI.create("http://127.0.0.1:" + port);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @AfterEach
    void repair() {
        faults.switchAllOff();
    }

    @ParameterizedTest
    @EnumSource
    void readsTheWholeDistrictInEveryVersionWithSignatures(OneRosterVersion version) {
        assertWhole(plan(roster(version, signatures())));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheWholeDistrictInEveryVersionWithTokens(OneRosterVersion version) {
        assertWhole(plan(roster(version, tokens(version))));
    }

    @Test
    void readsTheSamePeopleInBothVersionsButForTheNamesTheyPrefer() {
        var before = people(roster(OneRosterVersion.V1_1, signatures()));
        var now = people(roster(OneRosterVersion.V1_2, signatures()));

        assertThat(now).filteredOn(person -> person.getPreferredName() != null).isNotEmpty();
        assertThat(now)
                .extracting(person ->
                        RosterPerson.newBuilder(person).setPreferredName(null).build())
                .isEqualTo(before);
        assertThat(now.toString()).doesNotContain("borrowing");
    }

    static Stream<Fault> harmless() {
        return Stream.of(
                new Fault.NoCounts(Collection.USERS),
                new Fault.LinkOnly(Collection.USERS),
                new Fault.ForcedGzip(),
                new Fault.IgnoredLimit(70),
                new Fault.IgnoredLimit(100_000),
                new Fault.ClampedLimit(30),
                new Fault.LimitRefused(200),
                new Fault.ShortPage(Collection.USERS, 2, 10),
                new Fault.FailingRequests(Collection.USERS, 503, 2, 0),
                new Fault.TruncatedPage(Collection.ENROLLMENTS, 1),
                new Fault.BrokenBody(Collection.ENROLLMENTS, 1),
                new Fault.StalledResponse(Collection.CLASSES, 1, 600),
                new Fault.TokensExpire(4));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void readsTheWholeDistrictAllTheSame(Fault fault) {
        faults.switchOn(fault);

        assertWhole(plan(roster(OneRosterVersion.V1_2, tokens(OneRosterVersion.V1_2))));
    }

    @Test
    void readsTheWholeDistrictWithTokensThatEndAgainAndAgain() {
        // more of them each time than are under way at once: a fresh one lets somebody in
        for (int requests = 4; requests < 24; requests += 4) {
            faults.switchOn(new Fault.TokensExpire(requests));
        }

        assertWhole(plan(roster(OneRosterVersion.V1_1, tokens(OneRosterVersion.V1_1))));
    }

    static Stream<Arguments> fatal() {
        return Stream.of(
                Arguments.of(new Fault.SignInPage(Collection.USERS), "UNEXPECTED_ANSWER", "a web page"),
                Arguments.of(new Fault.ErrorEnvelope(Collection.USERS, 2), "UNEXPECTED_ANSWER", "(targetreadfailure)"),
                Arguments.of(new Fault.Redirect(307), "UNEXPECTED_ANSWER", "a redirect (status 307)"),
                Arguments.of(new Fault.WrongTotal(Collection.USERS, 3), "COUNT_MISMATCH", "had announced"),
                Arguments.of(new Fault.IgnoredOffset(Collection.USERS), "OFFSET_IGNORED", "the same page twice"),
                Arguments.of(new Fault.ShiftingOrder(Collection.USERS), "ROSTER_CHANGED", "on two pages"),
                Arguments.of(new Fault.RevisionChange(9), "ROSTER_CHANGED", "its revision is another"),
                Arguments.of(new Fault.RowsPurged(Collection.USERS, 1, 50), "ROSTER_CHANGED", "while it was read"),
                Arguments.of(new Fault.TenantDisabled(), "NOT_ALLOWED", "does not let pickAtime read"),
                Arguments.of(new Fault.TokensRefused(), "NOT_ALLOWED", "and after a refusal a fresh one"),
                Arguments.of(new Fault.TokenNotGiven(TokenAnswer.CLIENT_REFUSED), "TOKEN_REFUSED", "consumerSecret"),
                Arguments.of(new Fault.TokenNotGiven(TokenAnswer.SCOPE_REFUSED), "TOKEN_REFUSED", "the scope"),
                Arguments.of(new Fault.TokenNotGiven(TokenAnswer.WEB_PAGE), "NO_TOKEN", "a web page"),
                Arguments.of(new Fault.TokenNotGiven(TokenAnswer.NO_TOKEN), "NO_TOKEN", "without a token"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void saysWhatIsWrongInsteadOfReadingAPart(Fault fault, String code, String words) {
        faults.switchOn(fault);

        var failure = catchThrowableOfType(
                RosterIncompleteException.class,
                () -> plan(roster(OneRosterVersion.V1_2, tokens(OneRosterVersion.V1_2))));

        assertThat(failure).isNotNull().hasMessageContaining(words);
        assertThat(failure.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void readsAllButBirthDatesWhereTheyAreNotShared(Fault.Appearance appearance) {
        faults.switchOn(new Fault.DemographicsNotShared(appearance));

        with(roster(OneRosterVersion.V1_1, signatures()), (report, staging) -> {
            var plan = staging.plan();
            assertThat(report.demographicsShared()).isFalse();
            assertThat(report.warnings()).extracting(Warning::code).contains("DEMOGRAPHICS_NOT_SHARED");
            assertThat(plan.of(RecordType.DEMOGRAPHICS).added()).isZero();
            assertThat(plan.facts())
                    .returns((long) facts.people(), RosterFacts::people)
                    .returns((long) facts.count("students"), RosterFacts::studentsWithoutBirthDate);
        });
    }

    @Test
    void readsAllButGuardiansWhereTheyAreNotSharedAndCountsWhoNamesThem() {
        faults.switchOn(new Fault.GuardiansNotShared());

        var plan = plan(roster(OneRosterVersion.V1_1, signatures()));

        assertThat(plan.facts())
                .returns(0L, RosterFacts::parents)
                .returns(0L, RosterFacts::relationships)
                .returns((long) facts.count("students"), RosterFacts::students);
        assertThat(plan.warnings())
                .filteredOn(warning -> warning.code().equals("UNRESOLVED_AGENTS"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.count()).isPositive());
    }

    @Test
    void importsNothingOfADistrictThatWasPurgedBeforeItsFirstImport() {
        faults.switchOn(new Fault.EverythingPurged());

        var failure = catchThrowableOfType(
                RosterIncompleteException.class,
                () -> with(roster(OneRosterVersion.V1_1, signatures()), (report, staging) -> {
                    EmptyCollections.check(report, new StoredTotals(), staging.plan());
                }));

        assertThat(failure.code()).isEqualTo("EMPTY_ROSTER");
    }

    static Stream<Arguments> lossesForTheBrake() {
        return Stream.of(
                Arguments.of(new Fault.EverythingPurged(), RecordType.PERSON, null, null),
                Arguments.of(new Fault.PeopleRekeyed(), RecordType.PERSON, null, PersonRole.STUDENT),
                Arguments.of(new Fault.SchoolNotShared("1001"), RecordType.CLASS, "1001", null),
                Arguments.of(new Fault.TeachersNotShared(), RecordType.PERSON, null, PersonRole.TEACHER));
    }

    @ParameterizedTest
    @MethodSource("lossesForTheBrake")
    void showsTheBrakeAllThatIsGone(Fault fault, RecordType type, @Nullable String org, @Nullable PersonRole role) {
        var stored = new ArrayList<StoredEntry>();
        var name = new String[1];
        with(roster(OneRosterVersion.V1_1, signatures()), (report, staging) -> {
            staging.plan();
            staging.changes(
                    500,
                    batch -> batch.forEach(change -> {
                        stored.add(entry(change));
                        if (change.sourceId().equals(org) && change.row() != null) {
                            name[0] = ((RosterOrg) change.row().payload()).getName();
                        }
                    }));
        });

        faults.switchOn(fault);

        with(roster(OneRosterVersion.V1_1, signatures()), (report, staging) -> {
            staging.addStored(stored);
            var plan = staging.plan();
            if (org == null && role == null) {
                assertThat(plan.of(type).removed())
                        .isEqualTo(plan.of(type).stored())
                        .isPositive();
            } else {
                assertThat(plan.parts())
                        .filteredOn(part ->
                                part.type() == type && Objects.equals(part.school(), name[0]) && part.role() == role)
                        .singleElement()
                        .satisfies(part -> assertThat(part.removed()).isEqualTo(part.stored()));
            }
        });
    }

    static Stream<Arguments> filters() {
        return Stream.of(OneRosterVersion.values())
                .flatMap(version -> Stream.of(
                        Arguments.of(version, new Fault.ForcedGzip()),
                        Arguments.of(version, new Fault.IgnoredFilter()),
                        Arguments.of(version, new Fault.FilterRefused())));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void findsWhatChangedWhateverTheServerMakesOfAFilter(OneRosterVersion version, Fault fault) {
        var roster = roster(version, signatures());
        var stored = new ArrayList<StoredEntry>();
        with(roster, (report, staging) -> {
            staging.plan();
            staging.changes(
                    500, batch -> batch.stream().map(FaultySourceIT::entry).forEach(stored::add));
        });
        var since = Instant.now().minusSeconds(60);
        faults.switchOn(fault);
        faults.switchOn(new Fault.PersonRenamed("T0001", "New", "Name"));
        faults.switchOn(new Fault.ShrunkCollection(Collection.ENROLLMENTS, 50));

        with(roster.changedSince(since), (report, staging) -> {
            staging.addStored(stored);
            var plan = staging.plan();
            assertThat(plan.changes()).isOne();
            assertThat(plan.of(RecordType.PERSON).updated()).isOne();
            assertThat(plan.facts().people()).isEqualTo(facts.people());
        });
    }

    private static void assertWhole(Plan plan) {
        assertThat(plan.facts())
                .returns((long) facts.people(), RosterFacts::people)
                .returns((long) facts.count("students"), RosterFacts::students)
                .returns((long) facts.count("teachers"), RosterFacts::teachers)
                .returns((long) facts.count("guardians"), RosterFacts::parents)
                .returns((long) facts.relationships(), RosterFacts::relationships)
                .returns((long) facts.studentsWithoutBirthDate(), RosterFacts::studentsWithoutBirthDate);
        assertThat(plan.of(RecordType.ENROLLMENT).sourceCount()).isEqualTo(facts.count("enrollments"));
        assertThat(plan.of(RecordType.CLASS).sourceCount()).isEqualTo(facts.count("classes"));
    }

    private static StoredEntry entry(Change change) {
        var payload = Objects.requireNonNull(change.row()).payload();
        var hash = Objects.requireNonNull(change.hash());
        if (payload instanceof RosterPerson person) {
            return new StoredEntry(
                    change.type(), change.sourceId(), hash, person.getOrgSourceIds(), person.getRoles(), null);
        }
        if (payload instanceof RosterClass section) {
            return new StoredEntry(
                    change.type(),
                    change.sourceId(),
                    hash,
                    List.of(Objects.requireNonNull(section.getSchoolSourceId())),
                    List.of(),
                    null);
        }
        return payload instanceof RosterOrg org
                ? new StoredEntry(change.type(), change.sourceId(), hash, List.of(), List.of(), org.getName())
                : new StoredEntry(change.type(), change.sourceId(), hash);
    }

    private List<RosterPerson> people(ClassLinkRoster roster) {
        var people = new ArrayList<RosterPerson>();
        with(roster, (report, staging) -> {
            staging.plan();
            staging.changes(
                    500,
                    batch -> batch.stream()
                            .filter(change -> change.type() == RecordType.PERSON)
                            .map(change -> (RosterPerson)
                                    Objects.requireNonNull(change.row()).payload())
                            .forEach(people::add));
        });
        people.sort(Comparator.comparing(person ->
                RosterPerson.newBuilder(person).setPreferredName(null).build().toString()));
        return people;
    }

    private Plan plan(ClassLinkRoster roster) {
        var plans = new ArrayList<Plan>();
        with(roster, (report, staging) -> plans.add(staging.plan()));
        return plans.get(0);
    }

    private void with(ClassLinkRoster roster, BiConsumer<SourceReport, Staging> use) {
        try (var staging = Staging.open(directory, hash, new BusinessId("springfield"))) {
            var report = Objects.requireNonNull(
                    roster.copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(60)));
            use.accept(report, staging);
        }
    }

    private static ClassLinkRoster roster(OneRosterVersion version, Credentials credentials) {
        return new ClassLinkRoster(
                WebClient.create(),
                RosterEndpoint.direct(server, version, credentials),
                PullSettings.DEFAULTS,
                Clock.systemUTC());
    }

    private static Credentials signatures() {
        return new OAuth1Consumer("maplewood-key", "maplewood-secret", SignatureMethod.HMAC_SHA256, Clock.systemUTC());
    }

    private static Credentials tokens(OneRosterVersion version) {
        return new ClientCredentials(
                server.resolve("/oauth2/token"),
                "maplewood-key",
                "maplewood-secret",
                version.scopes(),
                Clock.systemUTC());
    }
}
