package com.pickatime.sso.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class SessionsIT {

    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database;
    private final Sessions sessions;
    private final Browser browser;

    SessionsIT(TestStore store) {
        this.database = TestDatabases.on(store);
        this.sessions = Browser.sessions(database, clock);
        this.browser = new Browser(sessions);
    }

    @Test
    void knowsWhoSignedIn() {
        var who = TestPeople.until(clock.instant().plus(Duration.ofHours(3)));

        var opened = browser.signIn(who);

        assertThat(browser.visit()).isEqualTo(opened);
        assertThat(opened.who()).isEqualTo(who);
        assertThat(opened.startedAt()).isEqualTo(clock.instant());
    }

    @Test
    void remembersThatSomebodySignedInWhoSignedOutOrGoesOnAsAnother() {
        var oak = TestPeople.at("oak");
        browser.signIn(oak);
        var at = clock.instant();
        sessions.endAll(oak.businessId()).block();
        sessions.move(oak.businessId(), new ContactId(oak.subject()), new ContactId("other"), at)
                .block();

        assertThat(sessions.lastSignIns(oak.businessId(), List.of(oak.subject(), "other", "nobody"))
                        .block())
                .isEqualTo(Map.of(oak.subject(), at, "other", at));
        assertThat(sessions.lastSignIns(new BusinessId("elm"), List.of(oak.subject()))
                        .block())
                .isEmpty();
    }

    @Test
    void knowsALocalAdministratorToo() {
        browser.signIn(TestPeople.administrator());

        assertThat(visit().who()).isEqualTo(TestPeople.administrator());
    }

    @Test
    void knowsNobodyWithoutACookieOrWithAnInventedOne() {
        browser.signIn(TestPeople.at("oak"));
        var stranger = new Browser(sessions);
        assertThat(stranger.visit()).isNull();

        stranger.plant("invented");
        assertThat(stranger.visit()).isNull();

        // whoever reads the store has the ID, and that opens nothing
        stranger.plant(visit().id());
        assertThat(stranger.visit()).isNull();
    }

    @Test
    void givesACookieThatOnlyThisHostGetsAndNoScriptReads() {
        browser.signIn(TestPeople.at("oak"));

        var cookie = browser.received();
        assertThat(cookie.getName()).startsWith("__Host-");
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
        assertThat(cookie.getMaxAge()).isNegative();
        assertThat(cookie.getValue()).hasSize(43);
    }

    @Test
    void startsAnewAtEachSignInAndEndsTheSessionBefore() {
        var first = browser.signIn(TestPeople.at("oak"));
        var other = new Browser(sessions);
        other.plant(Objects.requireNonNull(browser.cookie()));

        var second = browser.signIn(TestPeople.administrator());

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(other.visit()).isNull();
        assertThat(visit().who()).isEqualTo(TestPeople.administrator());
        assertThat(Browser.documents(database)).hasSize(1);
    }

    @Test
    void neverTakesOverAValueThatSomebodyPlanted() {
        browser.plant("planted-by-an-attacker");

        browser.signIn(TestPeople.at("oak"));

        assertThat(browser.cookie()).isNotEqualTo("planted-by-an-attacker");
        var attacker = new Browser(sessions);
        attacker.plant("planted-by-an-attacker");
        assertThat(attacker.visit()).isNull();
    }

    @Test
    void endsWithASignOut() {
        browser.signIn(TestPeople.at("oak"));
        var thief = new Browser(sessions);
        thief.plant(Objects.requireNonNull(browser.cookie()));

        browser.signOut();

        assertThat(browser.cookie()).isNull();
        assertThat(browser.received().isSecure()).isTrue();
        assertThat(browser.received().getPath()).isEqualTo("/");
        assertThat(thief.visit()).isNull();
    }

    @Test
    void endsAfterAnIdleHour() {
        browser.signIn(TestPeople.at("oak"));

        clock.advance(Duration.ofMinutes(59));
        assertThat(browser.visit()).isNotNull();

        clock.advance(Duration.ofHours(1));
        assertThat(browser.visit()).isNull();
    }

    @Test
    void lastsWhileItIsUsedButNoLongerThanHalfADay() {
        browser.signIn(TestPeople.at("oak"));

        for (int visit = 0; visit < 23; visit++) {
            clock.advance(Duration.ofMinutes(31));
            assertThat(browser.visit()).isNotNull();
        }

        clock.advance(Duration.ofMinutes(7));
        assertThat(browser.visit()).isNull();
    }

    @Test
    void lastsNoLongerThanTheIdentityProviderWants() {
        browser.signIn(TestPeople.until(clock.instant().plus(Duration.ofMinutes(50))));

        clock.advance(Duration.ofMinutes(49));
        assertThat(browser.visit()).isNotNull();

        clock.advance(Duration.ofMinutes(1));
        assertThat(browser.visit()).isNull();
    }

    @Test
    void writesAUseDownOnceAMinuteAtMost() {
        browser.signIn(TestPeople.at("oak"));
        var before = Browser.documents(database);

        clock.advance(Duration.ofSeconds(59));
        browser.visit();
        assertThat(Browser.documents(database)).isEqualTo(before);

        clock.advance(Duration.ofSeconds(1));
        browser.visit();
        assertThat(Browser.documents(database).get(0).getDate("endsAt").toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void doesNotComeBackWhenItIsUsedAndEndedAtOnce() {
        for (int round = 0; round < 10; round++) {
            browser.signIn(TestPeople.at("oak"));
            clock.advance(Duration.ofMinutes(2));

            Flux.merge(
                            Flux.range(0, 10).flatMap(i -> browser.visiting().subscribeOn(Schedulers.boundedElastic())),
                            sessions.endAll(new BusinessId("oak")).subscribeOn(Schedulers.boundedElastic()))
                    .blockLast(Browser.LIMIT);

            assertThat(browser.visit()).isNull();
            assertThat(Browser.documents(database)).isEmpty();
        }
    }

    @Test
    void isEndedOnceHoweverManyEndIt() {
        browser.signIn(TestPeople.by(TestPeople.ADA, "1"));

        var ended = Flux.range(0, 20)
                .flatMap(i -> sessions.endSaml(new BusinessId("oak"), TestPeople.ADA, Set.of())
                        .subscribeOn(Schedulers.boundedElastic()))
                .reduce(0L, Long::sum)
                .block(Browser.LIMIT);

        assertThat(ended).isEqualTo(1);
    }

    @Test
    void keepsNoNameReadable() {
        browser.signIn(TestPeople.by(TestPeople.ADA, "1"));

        assertThat(Browser.documents(database).get(0).toJson())
                .doesNotContain("ada@example.org", "Lovelace", Objects.requireNonNull(browser.cookie()));
    }

    @Test
    void showsNoNameInItsText() {
        var session = browser.signIn(TestPeople.by(TestPeople.ADA, "1"));

        assertThat(session.toString()).contains("source-ada").doesNotContain("ada@example.org", "Lovelace");
    }

    private Session visit() {
        return Objects.requireNonNull(browser.visit());
    }
}
