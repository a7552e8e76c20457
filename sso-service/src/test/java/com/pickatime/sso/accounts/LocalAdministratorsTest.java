package com.pickatime.sso.accounts;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class LocalAdministratorsTest {

    private static final BusinessId OAK = new BusinessId("oak");
    private final AdministratorFixture fixture;
    private final LocalAdministrators administrators;

    LocalAdministratorsTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.administrators = fixture.administrators();
    }

    @Test
    void knowsWhoMayComeIn() {
        var ada = fixture.administrator("oak", "Ada", "ada@example.org", "hash");

        assertThat(await(administrators.current(OAK, ada.id()))).isEqualTo(ada);
        assertThat(ada.subject()).isEqualTo("local:" + ada.id());
        StepVerifier.create(administrators.current(new BusinessId("elm"), ada.id()))
                .verifyComplete();
        StepVerifier.create(administrators.current(OAK, "nobody")).verifyComplete();
    }

    @Test
    void whoHasNoPasswordMayNotComeInYet() {
        fixture.invite("oak", "Ada", "ada@example.org");
        var ada = await(administrators.withEmail(OAK, "ada@example.org"));

        assertThat(ada.passwordHash()).isNull();
        StepVerifier.create(administrators.current(OAK, ada.who().id())).verifyComplete();
    }

    @Test
    void findsAnAddressInAnyCaseAtItsBusinessOnly() {
        var ada = fixture.administrator("oak", "Ada", "ada@example.org", "hash");

        assertThat(await(administrators.withEmail(OAK, "ADA@example.ORG")).who())
                .isEqualTo(ada);
        StepVerifier.create(administrators.withEmail(new BusinessId("elm"), "ada@example.org"))
                .verifyComplete();
        StepVerifier.create(administrators.withEmail(OAK, "")).verifyComplete();
    }

    @Test
    void noticesThatAPasswordChangedWhileTheOldOneWasChecked() {
        fixture.administrator("oak", "Ada", "ada@example.org", "old");
        var checked = await(administrators.withEmail(OAK, "ada@example.org"));

        assertThat(await(administrators.isUnchanged(checked))).isTrue();

        fixture.administrator("oak", "Ada", "ada@example.org", "new");

        assertThat(await(administrators.isUnchanged(checked))).isFalse();
        assertThat(await(administrators.strengthen(checked, "stronger"))).isFalse();
        assertThat(await(administrators.withEmail(OAK, "ada@example.org")).passwordHash())
                .isEqualTo("new");
    }

    @Test
    void keepsAStrongerHash() {
        fixture.administrator("oak", "Ada", "ada@example.org", "weak");
        var checked = await(administrators.withEmail(OAK, "ada@example.org"));

        assertThat(await(administrators.strengthen(checked, "strong"))).isTrue();
        assertThat(await(administrators.withEmail(OAK, "ada@example.org")).passwordHash())
                .isEqualTo("strong");
    }

    @Test
    void listsABusinesssAdministratorsByName() {
        fixture.administrator("oak", "Grace", "grace@example.org", "hash");
        fixture.invite("oak", "Ada", "ada@example.org");
        fixture.administrator("elm", "Alan", "alan@example.org", "hash");

        var listed = await(administrators.list(OAK, "").collectList());

        assertThat(listed).extracting(ListedAdministrator::displayName).containsExactly("Ada", "Grace");
        assertThat(listed)
                .extracting(ListedAdministrator::email)
                .containsExactly("ada@example.org", "grace@example.org");
        assertThat(listed).extracting(ListedAdministrator::canSignIn).containsExactly(false, true);
        assertThat(listed.get(0).invitedUntil())
                .isEqualTo(fixture.clock().instant().plus(Invitations.LASTS));
        assertThat(listed.get(1).invitedUntil()).isNull();
    }

    @Test
    void goesOnAfterOneOfThemAlsoAmongThoseOfOneName() {
        fixture.administrator("oak", "Ada", "ada@example.org", "hash");
        fixture.administrator("oak", "Ada", "ada2@example.org", "hash");
        fixture.administrator("oak", "Grace", "grace@example.org", "hash");
        var all =
                await(administrators.list(OAK, "").map(ListedAdministrator::id).collectList());

        assertThat(all).hasSize(3);
        for (int i = 0; i < all.size(); i++) {
            assertThat(await(administrators
                            .list(OAK, all.get(i))
                            .map(ListedAdministrator::id)
                            .collectList()))
                    .isEqualTo(all.subList(i + 1, all.size()));
        }
        StepVerifier.create(administrators.list(OAK, "nobody")).verifyError(ErrorResponseException.class);
    }
}
