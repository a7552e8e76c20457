package com.pickatime.sso.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.saml.NameId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class EndedSessionsIT {

    private static final BusinessId OAK = new BusinessId("oak");
    private final Sessions sessions;
    private final Browser phone;
    private final Browser laptop;
    private final Browser others;

    EndedSessionsIT(TestStore store) {
        this.sessions = Browser.sessions(TestDatabases.on(store), new MovableClock());
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

    private static long ended(Mono<Long> ending) {
        return ending.blockOptional(Browser.LIMIT).orElseThrow();
    }
}
