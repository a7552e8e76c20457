package com.pickatime.sso.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.saml.NameId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class EndedSessionsIT {

    private static final BusinessId OAK = new BusinessId("oak");
    private static final ContactId ADA = new ContactId("source-ada");
    private static final ContactId BOB = new ContactId("source-bob");

    private final MovableClock clock = new MovableClock();
    private final Sessions sessions;
    private final Browser phone;
    private final Browser laptop;
    private final Browser others;

    EndedSessionsIT(TestStore store) {
        this.sessions = Browser.sessions(TestDatabases.on(store), clock);
        this.phone = new Browser(sessions);
        this.laptop = new Browser(sessions);
        this.others = new Browser(sessions);
        phone.signIn(TestPeople.by(TestPeople.ADA, "phone"));
        laptop.signIn(TestPeople.by(TestPeople.ADA, "laptop"));
    }

    @Test
    void endsAllSessionsOfANameAndNobodyElses() {
        others.signIn(TestPeople.by(TestPeople.BOB, "phone"));

        assertThat(ended(sessions.endSaml(OAK, TestPeople.ADA, Set.of()))).isEqualTo(2);

        assertThat(phone.visit()).isNull();
        assertThat(laptop.visit()).isNull();
        assertThat(others.visit()).isNotNull();
    }

    @Test
    void endsOnlyTheSessionsThatTheIdentityProviderNames() {
        assertThat(ended(sessions.endSaml(OAK, TestPeople.ADA, Set.of("phone", "tablet"))))
                .isEqualTo(1);

        assertThat(phone.visit()).isNull();
        assertThat(laptop.visit()).isNotNull();
    }

    @Test
    void knowsANameWithoutItsFormat() {
        var bare = new NameId(TestPeople.ADA.value(), null, null, null);

        assertThat(ended(sessions.endSaml(OAK, bare, Set.of()))).isEqualTo(2);
    }

    @Test
    void leavesTheSameNameAtAnotherBusinessAlone() {
        others.signIn(TestPeople.at("elm"));

        assertThat(ended(sessions.endSaml(OAK, TestPeople.ADA, Set.of()))).isEqualTo(2);

        assertThat(others.visit()).isNotNull();
    }

    @Test
    void endsAllOfABusiness() {
        others.signIn(TestPeople.at("elm"));

        assertThat(ended(sessions.endAll(OAK))).isEqualTo(2);

        assertThat(phone.visit()).isNull();
        assertThat(others.visit()).isNotNull();
    }

    @Test
    void endsAllOfOnePerson() {
        others.signIn(TestPeople.administrator());

        assertThat(ended(sessions.endOf(OAK, "local:7"))).isEqualTo(1);

        assertThat(others.visit()).isNull();
        assertThat(phone.visit()).isNotNull();
    }

    @Test
    void endsWhatBeganBeforeAMoment() {
        var moment = later();
        others.signIn(TestPeople.by(TestPeople.ADA, "tablet"));

        assertThat(ended(sessions.endOf(OAK, "source-ada", moment))).isEqualTo(2);
        assertThat(ended(sessions.endOf(OAK, "source-ada", moment))).isZero();

        assertThat(phone.visit()).isNull();
        assertThat(others.visit()).isNotNull();
    }

    @Test
    void endsThoseOfLevelsThatBeganBeforeAMoment() {
        others.signIn(TestPeople.administrator());
        var moment = later();
        laptop.signIn(TestPeople.by(TestPeople.ADA, "again"));

        assertThat(ended(sessions.endOf(OAK, Set.of(AccessLevel.CUSTOMER, AccessLevel.APPOINTMENT_VIEWER), moment)))
                .isEqualTo(1);

        assertThat(phone.visit()).isNull();
        assertThat(laptop.visit()).isNotNull();
        assertThat(others.visit()).isNotNull();
    }

    @Test
    void oneContactsSessionsBecomeAnothersAndGoBack() {
        others.signIn(TestPeople.by(TestPeople.BOB, "phone"));
        var moved = later();
        var back = later();

        sessions.move(OAK, ADA, BOB, moved).block(Browser.LIMIT);
        assertThat(subjects()).containsExactly("source-bob", "source-bob", "source-bob");

        sessions.moveBack(OAK, ADA, BOB, back).block(Browser.LIMIT);
        assertThat(subjects()).containsExactly("source-ada", "source-ada", "source-bob");

        sessions.move(OAK, ADA, BOB, moved).block(Browser.LIMIT);
        assertThat(subjects())
                .as("the older event comes again")
                .containsExactly("source-ada", "source-ada", "source-bob");
    }

    @Test
    void aSessionThatBeganAfterAMoveStaysWhereItIs() {
        var moved = later();
        phone.signIn(TestPeople.by(TestPeople.ADA, "later"));

        sessions.move(OAK, ADA, BOB, moved).block(Browser.LIMIT);

        assertThat(subject(phone)).isEqualTo("source-ada");
        assertThat(subject(laptop)).isEqualTo("source-bob");
    }

    private List<String> subjects() {
        return List.of(subject(phone), subject(laptop), subject(others));
    }

    private static String subject(Browser browser) {
        return Objects.requireNonNull(browser.visit()).who().subject();
    }

    /** A moment after all that happened. */
    private Instant later() {
        clock.advance(Duration.ofSeconds(1));
        var moment = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        return moment;
    }

    private static long ended(Mono<Long> ending) {
        return ending.blockOptional(Browser.LIMIT).orElseThrow();
    }
}
