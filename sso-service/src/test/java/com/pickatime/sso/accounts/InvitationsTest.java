package com.pickatime.sso.accounts;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.accounts.Invitations.Invitee;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class InvitationsTest {

    private static final BusinessId OAK = new BusinessId("oak");
    private final AdministratorFixture fixture;
    private final Invitations invitations;

    InvitationsTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.invitations = fixture.invitations();
    }

    @Test
    void invitesSomebodyForSevenDays() {
        var invitation = await(invitations.invite(OAK, "Ada Byron", "ada@example.org", Invitee.ANYBODY));

        assertThat(invitation.expiresAt()).isEqualTo(fixture.clock().instant().plus(Duration.ofDays(7)));
        assertThat(Base64.getUrlDecoder().decode(invitation.token())).hasSize(32);
        assertThat(await(invitations.find(invitation.token())))
                .isEqualTo(new InvitedAdministrator(
                        new LocalAdministrator(invitation.administratorId(), OAK, "Ada Byron"), "ada@example.org"));
    }

    @Test
    void lookingUsesNothingUp() {
        var token = fixture.invite("oak", "Ada", "ada@example.org");

        await(invitations.find(token));
        await(invitations.find(token));

        assertThat(await(invitations.accept(token, "hash")).who().displayName()).isEqualTo("Ada");
    }

    @Test
    void worksOnce() {
        var token = fixture.invite("oak", "Ada", "ada@example.org");
        await(invitations.accept(token, "first"));

        StepVerifier.create(invitations.accept(token, "second")).verifyComplete();
        StepVerifier.create(invitations.find(token)).verifyComplete();
        assertThat(await(fixture.administrators().withEmail(OAK, "ada@example.org"))
                        .passwordHash())
                .isEqualTo("first");
    }

    @Test
    void ofManyWhoUseItAtOnceOneWins() {
        var token = fixture.invite("oak", "Ada", "ada@example.org");

        var winners = await(Flux.range(0, 20)
                .flatMap(nth -> invitations
                        .accept(token, "hash " + nth)
                        .map(accepted -> "hash " + nth)
                        .subscribeOn(Schedulers.parallel()))
                .collectList());

        assertThat(winners).hasSize(1);
        assertThat(await(fixture.administrators().withEmail(OAK, "ada@example.org"))
                        .passwordHash())
                .isEqualTo(winners.get(0));
    }

    @Test
    void endsAfterSevenDays() {
        var token = fixture.invite("oak", "Ada", "ada@example.org");
        fixture.advance(Duration.ofDays(7).minusMillis(1));

        assertThat(await(invitations.find(token))).isNotNull();

        fixture.advance(Duration.ofMillis(1));

        StepVerifier.create(invitations.find(token)).verifyComplete();
        StepVerifier.create(invitations.accept(token, "hash")).verifyComplete();
    }

    @Test
    void invitingAgainRenewsTheInvitationAndMakesNoSecondAccount() {
        var first = await(invitations.invite(OAK, "Ada", "ada@example.org", Invitee.ANYBODY));
        var second = await(invitations.invite(OAK, "Ada Byron", " ADA@Example.org ", Invitee.ANYBODY));

        assertThat(second.administratorId()).isEqualTo(first.administratorId());
        assertThat(second.token()).isNotEqualTo(first.token());
        StepVerifier.create(invitations.find(first.token())).verifyComplete();
        assertThat(listed("oak")).singleElement().satisfies(only -> {
            assertThat(only.displayName()).isEqualTo("Ada Byron");
            assertThat(only.email()).isEqualTo("ada@example.org");
        });
    }

    @Test
    void aPasswordKeepsWorkingUntilTheNewInvitationIsUsed() {
        fixture.administrator("oak", "Ada", "ada@example.org", "old");

        var token = fixture.invite("oak", "Ada", "ada@example.org");

        assertThat(await(fixture.administrators().withEmail(OAK, "ada@example.org"))
                        .passwordHash())
                .isEqualTo("old");

        await(invitations.accept(token, "new"));

        assertThat(await(fixture.administrators().withEmail(OAK, "ada@example.org"))
                        .passwordHash())
                .isEqualTo("new");
    }

    @Test
    void showsNobodyAnInvitationThatWouldMakeThemAColleague() {
        var ada = fixture.administrator("oak", "Ada", "ada@example.org", "hers");

        StepVerifier.create(invitations.invite(OAK, "Mallory", "ADA@example.org", Invitee.WITHOUT_PASSWORD))
                .verifyComplete();
        StepVerifier.create(invitations.renew(OAK, ada.id(), Invitee.WITHOUT_PASSWORD))
                .verifyComplete();

        assertThat(listed("oak")).singleElement().satisfies(only -> {
            assertThat(only.displayName()).isEqualTo("Ada");
            assertThat(only.invitedUntil()).isNull();
        });
    }

    @Test
    void renewsTheInvitationOfWhoeverHasNoPasswordYet() {
        var first = await(invitations.invite(OAK, "Ada", "ada@example.org", Invitee.WITHOUT_PASSWORD));
        var second = await(invitations.invite(OAK, "Ada", "ada@example.org", Invitee.WITHOUT_PASSWORD));
        var third = await(invitations.renew(OAK, first.administratorId(), Invitee.WITHOUT_PASSWORD));

        assertThat(second.administratorId()).isEqualTo(first.administratorId());
        assertThat(third.administratorId()).isEqualTo(first.administratorId());
        StepVerifier.create(invitations.find(second.token())).verifyComplete();
    }

    @Test
    void oneAddressInvitedByManyAdministratorsAtOnceIsOneAccount() {
        var ids = await(Flux.range(0, 20)
                .flatMap(nth -> invitations
                        .invite(OAK, "Ada", "ada@example.org", Invitee.WITHOUT_PASSWORD)
                        .subscribeOn(Schedulers.parallel()))
                .map(Invitation::administratorId)
                .collectList());

        assertThat(ids).hasSize(20).containsOnly(ids.get(0));
    }

    @Test
    void oneAddressInvitedByManyAtOnceIsOneAccount() {
        var ids = await(Flux.range(0, 20)
                .flatMap(nth -> invitations
                        .invite(OAK, "Ada", "ada@example.org", Invitee.ANYBODY)
                        .subscribeOn(Schedulers.parallel()))
                .map(Invitation::administratorId)
                .distinct()
                .collectList());

        assertThat(ids).hasSize(1);
        assertThat(listed("oak")).hasSize(1);
    }

    @Test
    void renewsByIdWithinTheBusinessOnly() {
        var first = await(invitations.invite(OAK, "Ada", "ada@example.org", Invitee.ANYBODY));

        StepVerifier.create(invitations.renew(new BusinessId("elm"), first.administratorId(), Invitee.ANYBODY))
                .verifyComplete();
        StepVerifier.create(invitations.renew(OAK, "nobody", Invitee.ANYBODY)).verifyComplete();

        var second = await(invitations.renew(OAK, first.administratorId(), Invitee.ANYBODY));

        assertThat(await(invitations.find(second.token())).who().id()).isEqualTo(first.administratorId());
        StepVerifier.create(invitations.find(first.token())).verifyComplete();
    }

    @Test
    void theSameAddressAtTwoBusinessesIsTwoAccounts() {
        var oak = fixture.administrator("oak", "Ada", "ada@example.org", "oak's");
        var elm = fixture.administrator("elm", "Ada", "ada@example.org", "elm's");

        assertThat(oak.id()).isNotEqualTo(elm.id());
        assertThat(await(fixture.administrators().withEmail(OAK, "ada@example.org"))
                        .passwordHash())
                .isEqualTo("oak's");
    }

    @Test
    void storesNeitherAddressNorTokenInClear() {
        var token = fixture.invite("oak", "Ada", "ada@example.org");

        var stored = await(Mono.from(
                fixture.database().getCollection("local_administrators").find()));

        assertThat(stored.toJson()).doesNotContain("example", token);
    }

    @Test
    void theHashesOfOneAddressAtTwoBusinessesHaveNothingInCommon() {
        assertThat(fixture.emails().hash(OAK, "ada@example.org"))
                .isEqualTo(fixture.emails().hash(OAK, "Ada@Example.ORG "))
                .isNotEqualTo(fixture.emails().hash(new BusinessId("elm"), "ada@example.org"));
    }

    @Test
    void noStringFormTellsATokenOrAnAddress() {
        var invitation = await(invitations.invite(OAK, "Ada", "ada@example.org", Invitee.ANYBODY));
        var invited = await(invitations.find(invitation.token()));

        assertThat(List.of(
                        invitation.toString(),
                        invited.toString(),
                        invited.who().toString(),
                        listed("oak").toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain(invitation.token(), "example", "Ada"));
    }

    @Test
    void aSearchExpressionIsNoToken() {
        fixture.invite("oak", "Ada", "ada@example.org");

        StepVerifier.create(invitations.find(new Document("$ne", "x").toJson())).verifyComplete();
        StepVerifier.create(invitations.find("")).verifyComplete();
    }

    private List<ListedAdministrator> listed(String businessId) {
        return await(
                fixture.administrators().list(new BusinessId(businessId), "").collectList());
    }
}
