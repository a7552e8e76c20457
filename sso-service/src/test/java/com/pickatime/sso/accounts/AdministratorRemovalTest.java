package com.pickatime.sso.accounts;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Updates;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.accounts.AdministratorRemoval.Outcome;
import com.pickatime.sso.accounts.Invitations.Invitee;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class AdministratorRemovalTest {

    private static final BusinessId OAK = new BusinessId("oak");
    private final AdministratorFixture fixture;
    private final AdministratorRemoval removals;

    AdministratorRemovalTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.removals = fixture.removals();
    }

    @Test
    void removesOneOfTwo() {
        var ada = administrator("ada");
        administrator("grace");

        assertThat(await(removals.remove(OAK, ada.id()))).isEqualTo(Outcome.REMOVED);
        assertThat(await(fixture.administrators().list(OAK, "").count())).isOne();
    }

    @Test
    void sparesTheLastWhoCanSignIn() {
        var ada = administrator("ada");
        fixture.invite("oak", "Grace", "grace@example.org");

        assertThat(await(removals.remove(OAK, ada.id()))).isEqualTo(Outcome.LAST_ONE);
        assertThat(await(fixture.administrators().current(OAK, ada.id()))).isEqualTo(ada);
    }

    @Test
    void somebodyAtAnotherBusinessIsNoReplacement() {
        var ada = administrator("ada");
        fixture.administrator("elm", "Grace", "grace@example.org", "hash");

        assertThat(await(removals.remove(OAK, ada.id()))).isEqualTo(Outcome.LAST_ONE);
    }

    @Test
    void whoNeverChoseAPasswordCanAlwaysBeRemoved() {
        var grace = await(fixture.invitations().invite(OAK, "Grace", "grace@example.org", Invitee.ANYBODY));

        assertThat(await(removals.remove(OAK, grace.administratorId()))).isEqualTo(Outcome.REMOVED);
    }

    @Test
    void anOperatorMayRemoveTheLast() {
        var ada = administrator("ada");

        assertThat(await(removals.removeEvenTheLast(new BusinessId("elm"), ada.id())))
                .isEqualTo(Outcome.UNKNOWN);
        assertThat(await(removals.removeEvenTheLast(OAK, ada.id()))).isEqualTo(Outcome.REMOVED);
        assertThat(await(removals.removeEvenTheLast(OAK, ada.id()))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void nobodyIsRemovedFromAnotherBusiness() {
        var ada = administrator("ada");
        administrator("grace");

        assertThat(await(removals.remove(new BusinessId("elm"), ada.id()))).isEqualTo(Outcome.UNKNOWN);
        assertThat(await(fixture.administrators().list(OAK, "").count())).isEqualTo(2);
    }

    @Test
    void aRefusedRemovalIsForgotten() {
        var ada = administrator("ada");
        await(removals.remove(OAK, ada.id()));
        var grace = administrator("grace");

        assertThat(await(removals.remove(OAK, grace.id()))).isEqualTo(Outcome.REMOVED);
    }

    @Test
    void aRemovalThatEndedHalfWayCountsForAMinute() {
        var ada = administrator("ada");
        var grace = administrator("grace");
        await(Mono.from(fixture.database()
                .getCollection("local_administrators")
                .updateOne(
                        LocalAdministrators.one(OAK, grace.id()),
                        Updates.set("leavingSince", Date.from(fixture.clock().instant())))));

        assertThat(await(removals.remove(OAK, ada.id()))).isEqualTo(Outcome.LAST_ONE);

        fixture.advance(Duration.ofMinutes(1));

        assertThat(await(removals.remove(OAK, ada.id()))).isEqualTo(Outcome.REMOVED);
    }

    @RepeatedTest(20)
    void twoWhoRemoveEachOtherDoNotBothSucceed() {
        var ada = administrator("ada");
        var grace = administrator("grace");

        await(Mono.zip(
                removals.remove(OAK, ada.id()).subscribeOn(Schedulers.parallel()),
                removals.remove(OAK, grace.id()).subscribeOn(Schedulers.parallel())));

        assertThat(await(fixture.administrators().list(OAK, "").count())).isPositive();
    }

    private LocalAdministrator administrator(String name) {
        return fixture.administrator("oak", name, name + "@example.org", "hash");
    }
}
