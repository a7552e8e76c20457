package com.pickatime.imports.source.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.oneroster.FakeServer.Reply;
import com.pickatime.imports.source.oneroster.FakeServer.Request;
import com.pickatime.imports.source.oneroster.http.ClientCredentials;
import com.pickatime.imports.source.oneroster.http.RetryPolicy;
import com.pickatime.local.testing.MovableClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

/** A district's own server that gives tokens: one for a pull, and another one when it is over. */
@ExtendWith(OpenStaging.class)
class OAuth2RosterTest {

    private static final RetryPolicy SHORT = new RetryPolicy(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 3, Duration.ofMillis(1), Duration.ofMillis(20));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T08:00:00Z"));
    private final FakeDistrict district = new FakeDistrict();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();
    private final FakeServer server = new FakeServer(this::answer);
    private final Staging staging;

    private int lifetime = 3600;
    private int tokenIsOverAfter = Integer.MAX_VALUE;
    private Duration perRequest = Duration.ZERO;
    private @Nullable Reply tokenReply;
    private Set<String> refusedCollections = Set.of();
    private Set<String> unknownScopes = Set.of();
    private int atOnce = 3;

    OAuth2RosterTest(Staging staging) {
        this.staging = staging;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void getsOneTokenForAPullAndShowsItWithEveryRequest() {
        read();

        assertThat(tokenRequests()).singleElement().satisfies(request -> {
            assertThat(request.authorization()).isEqualTo("Basic " + base64("client%20id:s%3Ahush"));
            assertThat(decoded(request.body()))
                    .isEqualTo("grant_type=client_credentials"
                            + "&scope=https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"
                            + " https://purl.imsglobal.org/spec/or/v1p2/scope/roster-demographics.readonly"
                            + " https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly");
        });
        assertThat(rosterRequests()).hasSize(14).allSatisfy(request -> {
            assertThat(request.authorization()).isEqualTo("Bearer token-1");
            assertThat(request.uri().getPath()).startsWith("/ims/oneroster/rostering/v1p2/");
        });
    }

    @Test
    void renewsTheTokenBeforeItExpires() {
        lifetime = 100;
        perRequest = Duration.ofSeconds(20);
        // no request is under way while another lets time pass
        atOnce = 1;

        read();

        // good for 90 s, so for 5 requests
        assertThat(tokenRequests()).hasSize(3);
        assertThat(over).isEmpty();
    }

    @Test
    void asksForNoMoreTokensWhenTheServerDoesNotSayHowLongOneIsGood() {
        lifetime = 0;
        perRequest = Duration.ofHours(20);

        read();

        assertThat(tokenRequests()).hasSize(1);
    }

    @Test
    void readsOnWithAFreshTokenWhenOneIsRefusedInMidPull() {
        tokenIsOverAfter = 5;
        atOnce = 1;

        read();

        assertThat(tokenRequests()).hasSize(3);
        assertThat(OpenStaging.rows(staging)).hasSize(7);
    }

    /** Which of those that are read side by side is refused, and when that is known, is chance. */
    @RepeatedTest(5)
    void readsOnWhereATokenIsUsedUpByWhatIsReadBesideIt() {
        tokenIsOverAfter = 2;

        read();

        assertThat(OpenStaging.rows(staging)).hasSize(7);
    }

    @Test
    void endsWhereOneCollectionIsNeverOpenedWhateverTokenItIs() {
        refusedCollections = Set.of("enrollments");

        assertThat(failure()).returns("NOT_ALLOWED", RosterIncompleteException::code);
        assertThat(tokenRequests()).hasSizeBetween(2, 6);
    }

    @Test
    void endsWhenAFreshTokenIsRefusedToo() {
        refusedCollections = Set.of("users");
        // nobody else is let in with it
        atOnce = 1;

        assertThat(failure())
                .returns("NOT_ALLOWED", RosterIncompleteException::code)
                .hasMessageContaining("token URL and address")
                .hasMessageContaining("import again");
        assertThat(rosterRequests().stream()
                        .filter(request -> request.collection().equals("users")))
                .hasSize(2);
        assertThat(tokenRequests()).hasSize(2);
    }

    @Test
    void takesARefusalOfDemographicsWithAFreshTokenForBirthDatesThatAreNotShared() {
        refusedCollections = Set.of("demographics");

        assertThat(read().warnings()).extracting(Warning::code).containsExactly("DEMOGRAPHICS_NOT_SHARED");
    }

    @Test
    void asksForFewerScopesWhenTheServerDoesNotKnowThemAll() {
        unknownScopes = Set.of("roster.readonly", "roster-demographics.readonly");

        read();

        assertThat(tokenRequests()).hasSize(3);
        assertThat(decoded(tokenRequests().get(2).body())).endsWith("scope=" + CORE);
    }

    private static final String CORE = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly";

    static Stream<Arguments> strangeAnswers() {
        return Stream.of(
                Arguments.of(html(200), "NO_TOKEN", "with a web page instead of a token. Check the tokenUrl"),
                Arguments.of(html(404), "TOKEN_REFUSED", "(status 404). Check the tokenUrl"),
                Arguments.of(Reply.ok("hummingbird"), "NO_TOKEN", "something that is no JSON"),
                Arguments.of(Reply.ok(""), "NO_TOKEN", "without a token. Check the tokenUrl"),
                Arguments.of(Reply.ok("{\"hummingbird\":1}"), "NO_TOKEN", "without a token. Check the tokenUrl"),
                Arguments.of(Reply.ok("{\"access_token\":\" \"}"), "NO_TOKEN", "without a token"),
                Arguments.of(
                        Reply.ok("{\"access_token\":\"hummingbird\",\"token_type\":\"mac\"}"),
                        "NO_TOKEN",
                        "type Bearer"),
                Arguments.of(error(401, "invalid_client"), "TOKEN_REFUSED", "Check the consumerKey and consumerSecret"),
                Arguments.of(error(400, "unauthorized_client"), "TOKEN_REFUSED", "the grant client_credentials"),
                Arguments.of(error(400, "invalid_scope"), "TOKEN_REFUSED", "have the scope roster-core.readonly"),
                Arguments.of(error(400, "hummingbird"), "TOKEN_REFUSED", "(status 400)"),
                Arguments.of(Reply.status(307), "TOKEN_REFUSED", "a redirect, which is not followed"),
                Arguments.of(
                        Reply.status(503), "SOURCE_UNAVAILABLE", "The token URL of the district's OneRoster server"));
    }

    @ParameterizedTest
    @MethodSource("strangeAnswers")
    void saysWhatToDoWhenThereIsNoToken(Reply reply, String code, String words) {
        tokenReply = reply;

        assertThat(failure())
                .returns(code, RosterIncompleteException::code)
                .hasMessageContaining(words)
                .hasMessageNotContainingAny("hummingbird", "ClassLink", "hush");
        assertThat(rosterRequests()).isEmpty();
    }

    @Test
    void hidesItsSecrets() {
        assertThat(endpoint().toString()).doesNotContain("client id", "s:hush", base64("client%20id:s%3Ahush"));
    }

    private Reply answer(Request request) {
        if (request.collection().equals("token")) {
            return tokenReply == null ? tokenFor(request) : tokenReply;
        }
        var shown = request.authorization();
        var end = ends.get(shown);
        if (end != null && !clock.instant().isBefore(end)) {
            over.add(shown);
        }
        if (over.contains(shown) || refusedCollections.contains(request.collection())) {
            return Reply.status(401);
        }
        if (served.incrementAndGet() % tokenIsOverAfter == 0) {
            over.add(shown);
        }
        clock.advance(perRequest);
        return district.apply(request);
    }

    private Reply tokenFor(Request request) {
        if (unknownScopes.stream().anyMatch(decoded(request.body())::contains)) {
            return error(400, "invalid_scope");
        }
        var token = "token-" + tokens.incrementAndGet();
        if (lifetime > 0) {
            ends.put("Bearer " + token, clock.instant().plusSeconds(lifetime));
        }
        return Reply.ok("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\""
                + (lifetime == 0 ? "" : ",\"expires_in\":" + lifetime) + "}");
    }

    private List<Request> tokenRequests() {
        return server.requests().stream()
                .filter(request -> request.collection().equals("token"))
                .toList();
    }

    private List<Request> rosterRequests() {
        return server.requests().stream()
                .filter(request -> !request.collection().equals("token"))
                .toList();
    }

    private SourceReport read() {
        var report = roster().copyInto(staging, FetchProgress.NONE).block(Duration.ofSeconds(20));
        assertThat(report).isNotNull();
        return report;
    }

    private RosterIncompleteException failure() {
        var failures = new ArrayList<Throwable>();
        StepVerifier.create(roster().copyInto(staging, FetchProgress.NONE))
                .expectErrorSatisfies(failures::add)
                .verify(Duration.ofSeconds(20));
        assertThat(failures).singleElement().isInstanceOf(RosterIncompleteException.class);
        return (RosterIncompleteException) failures.get(0);
    }

    private ClassLinkRoster roster() {
        return new ClassLinkRoster(
                WebClient.create(), endpoint(), new PullSettings(4, 1, 50, 100_000, atOnce, SHORT), clock);
    }

    private RosterEndpoint endpoint() {
        var version = OneRosterVersion.V1_2;
        return RosterEndpoint.direct(
                server.uri(),
                version,
                new ClientCredentials(
                        server.uri().resolve("/oauth/token"), "client id", "s:hush", version.scopes(), clock));
    }

    private static Reply html(int status) {
        return new Reply(status, Map.of("Content-Type", "text/html; charset=utf-8"), "<html>hummingbird</html>");
    }

    private static Reply error(int status, String error) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json"),
                "{\"error\":\"" + error + "\",\"error_description\":\"hummingbird\"}");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
