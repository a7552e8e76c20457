package com.pickatime.sso.accounts;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static com.pickatime.sso.accounts.AdministratorFixture.awaitOrNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.contacts.SignInContact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class ContactPasswordsTest {

    private static final BusinessId OAK = new BusinessId("oak");
    private static final BusinessId ELM = new BusinessId("elm");
    private static final ContactId ADA = new ContactId("ada");
    private static final ContactId BOB = new ContactId("bob");
    private static final ContactId CAY = new ContactId("cay");
    private static final Set<AccessLevel> CUSTOMERS = Set.of(AccessLevel.CUSTOMER);

    private final AdministratorFixture fixture;
    private final ContactPasswords passwords;

    ContactPasswordsTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.passwords = fixture.contactPasswords();
    }

    @Test
    void keepsAPasswordForOneContactOfOneBusiness() {
        choose(ADA, "one");
        choose(ADA, "two");

        assertThat(hash(ADA)).isEqualTo("two");
        assertThat(hash(BOB)).isNull();
        assertThat(awaitOrNull(passwords.hash(ELM, ADA))).isNull();
        assertThat(document(ADA)).containsKeys("setAt", "lastSignInAt").containsEntry("level", "CUSTOMER");
    }

    @Test
    void entersASignInWithTheLevelOfToday() {
        choose(ADA, "one");
        var chosen = document(ADA);
        later();

        assertThat(signIn(ADA, "one", Optional.of("stronger"), AccessLevel.EVENT_ADMINISTRATOR))
                .isTrue();

        assertThat(hash(ADA)).isEqualTo("stronger");
        assertThat(document(ADA))
                .containsEntry("level", "EVENT_ADMINISTRATOR")
                .containsEntry("setAt", chosen.getDate("setAt"));
        assertThat(document(ADA).getDate("lastSignInAt")).isAfter(chosen.getDate("lastSignInAt"));
        assertThat(signIn(ADA, "one", Optional.empty(), AccessLevel.CUSTOMER))
                .as("another one by now")
                .isFalse();
    }

    @Test
    void aSignInByAnotherWayKeepsAPasswordInUse() {
        choose(ADA, "one");
        later();
        var then = Instant.ofEpochMilli(document(ADA).getDate("lastSignInAt").getTime() + 1);

        run(passwords.enterSignIn(OAK, ADA));
        run(passwords.enterSignIn(OAK, BOB));

        assertThat(awaitOrNull(passwords.unusedSince(OAK, then).next())).isNull();
        assertThat(hash(ADA)).isEqualTo("one");
        assertThat(hash(BOB)).as("has none").isNull();
    }

    @Test
    void aContactThatGoesOnHasThePasswordOfTheOneThatGaveWay() {
        choose(ADA, "ada's");
        var adopted = later();

        run(passwords.move(OAK, ADA, BOB, adopted));
        run(passwords.move(OAK, ADA, BOB, adopted));

        assertThat(hash(BOB)).isEqualTo("ada's");
        assertThat(hash(ADA)).isNull();
        assertThat(signIn(BOB, "ada's", Optional.empty(), AccessLevel.CUSTOMER)).isTrue();
    }

    @Test
    void aPasswordOfTheirOwnCountsBeforeOneThatCameToThem() {
        choose(BOB, "bob's");
        choose(ADA, "ada's");
        run(passwords.move(OAK, ADA, BOB, later()));

        assertThat(hash(BOB)).isEqualTo("bob's");
    }

    @Test
    void takingAnAdoptionBackGivesEachTheirsAgain() {
        choose(ADA, "ada's");
        var adopted = later();
        run(passwords.move(OAK, ADA, BOB, adopted));
        choose(BOB, "bob's");
        var back = later();

        run(passwords.moveBack(OAK, ADA, BOB, back));
        run(passwords.moveBack(OAK, ADA, BOB, back));

        assertThat(hash(ADA)).isEqualTo("ada's");
        assertThat(hash(BOB)).isEqualTo("bob's");

        run(passwords.move(OAK, ADA, BOB, adopted));
        assertThat(hash(ADA)).as("an older event that comes again").isEqualTo("ada's");
    }

    @Test
    void anEventThatIsOlderThanTheOneThatCameFirstChangesNothing() {
        choose(ADA, "ada's");
        var adopted = later();
        var back = later();
        var again = later();
        run(passwords.move(OAK, ADA, BOB, again));

        run(passwords.moveBack(OAK, ADA, BOB, back));
        run(passwords.move(OAK, ADA, CAY, adopted));

        assertThat(hash(BOB)).isEqualTo("ada's");
    }

    @Test
    void whatWentFromOneToTheNextGoesBackStepByStep() {
        choose(ADA, "ada's");
        run(passwords.move(OAK, ADA, BOB, later()));
        run(passwords.move(OAK, BOB, CAY, later()));
        assertThat(hash(CAY)).isEqualTo("ada's");

        run(passwords.moveBack(OAK, BOB, CAY, later()));
        assertThat(hash(BOB)).isEqualTo("ada's");

        run(passwords.moveBack(OAK, ADA, BOB, later()));
        assertThat(hash(ADA)).isEqualTo("ada's");
    }

    @Test
    void aClearingPutsAsideWhatItsLevelsChoseBeforeIt() {
        choose(ADA, "ada's");
        choose(BOB, "bob's", AccessLevel.EVENT_ADMINISTRATOR);
        awaitOrNull(passwords.choose(ELM, contact(ADA, AccessLevel.CUSTOMER), "elsewhere"));
        var cleared = later();
        later();
        choose(CAY, "cay's");

        run(passwords.putAside(OAK, "clearing", CUSTOMERS, cleared));

        assertThat(hash(ADA)).isNull();
        assertThat(hash(BOB)).isEqualTo("bob's");
        assertThat(hash(CAY)).isEqualTo("cay's");
        assertThat(awaitOrNull(passwords.hash(ELM, ADA))).isEqualTo("elsewhere");
    }

    @Test
    void undoingAClearingBringsBackWhatItPutAsideOnce() {
        choose(ADA, "ada's");
        var cleared = later();
        run(passwords.putAside(OAK, "clearing", CUSTOMERS, cleared));
        run(passwords.putAside(OAK, "clearing", CUSTOMERS, cleared));
        assertThat(document(ADA)).containsKey("expireAt");

        run(passwords.bringBack(OAK, "another"));
        assertThat(hash(ADA)).isNull();
        run(passwords.bringBack(OAK, "clearing"));
        run(passwords.bringBack(OAK, "clearing"));

        assertThat(hash(ADA)).isEqualTo("ada's");
        assertThat(document(ADA)).doesNotContainKey("expireAt");

        run(passwords.putAside(OAK, "clearing", CUSTOMERS, cleared));
        assertThat(hash(ADA)).as("the clearing's event comes again").isEqualTo("ada's");
    }

    @Test
    void aPasswordThatWasChosenSinceAClearingStays() {
        choose(ADA, "old");
        var cleared = later();
        run(passwords.putAside(OAK, "clearing", CUSTOMERS, cleared));
        later();
        choose(ADA, "new");

        run(passwords.bringBack(OAK, "clearing"));
        run(passwords.putAside(OAK, "clearing", CUSTOMERS, cleared));

        assertThat(hash(ADA)).isEqualTo("new");
        assertThat(document(ADA)).doesNotContainKey("expireAt");
    }

    @Test
    void whatIsPutAsideTwiceIsBackWithTheLaterUndo() {
        choose(ADA, "first");
        run(passwords.putAside(OAK, "one", CUSTOMERS, later()));
        choose(ADA, "second");
        run(passwords.putAside(OAK, "two", CUSTOMERS, later()));

        run(passwords.bringBack(OAK, "one"));
        assertThat(hash(ADA)).isNull();
        run(passwords.bringBack(OAK, "two"));
        assertThat(hash(ADA)).isEqualTo("second");
    }

    @Test
    void aContactThatIsSomebodyElseLosesWhatWasChosenBefore() {
        choose(ADA, "ada's");
        run(passwords.move(OAK, ADA, BOB, later()));
        choose(BOB, "bob's");
        var decided = later();
        later();

        run(passwords.remove(OAK, BOB, decided));
        assertThat(hash(BOB)).isNull();

        choose(BOB, "new");
        run(passwords.remove(OAK, BOB, decided));
        assertThat(hash(BOB)).as("the event comes again").isEqualTo("new");
    }

    @Test
    void aResetTakesThePasswordsThatNobodyUsed() {
        choose(ADA, "ada's");
        choose(BOB, "bob's");
        fixture.advance(Duration.ofDays(40));
        signIn(BOB, "bob's", Optional.empty(), AccessLevel.CUSTOMER);
        var then = fixture.clock().instant().minus(Duration.ofDays(30));

        assertThat(await(passwords.unusedSince(OAK, then).collectList())).containsExactly(ADA);
        assertThat(await(passwords.reset(OAK, ADA, then))).isTrue();
        assertThat(await(passwords.reset(OAK, ADA, then))).isFalse();
        assertThat(await(passwords.reset(OAK, BOB, then))).isFalse();

        assertThat(hash(ADA)).isNull();
        assertThat(hash(BOB)).isEqualTo("bob's");
    }

    @Test
    void aResetTakesAllPasswordsOfAContactOrNone() {
        choose(ADA, "ada's");
        choose(BOB, "bob's");
        run(passwords.move(OAK, ADA, BOB, later()));
        fixture.advance(Duration.ofDays(40));
        var then = fixture.clock().instant().minus(Duration.ofDays(30));
        assertThat(await(passwords.unusedSince(OAK, then).collectList())).containsExactly(BOB);
        signIn(BOB, "bob's", Optional.empty(), AccessLevel.CUSTOMER);

        assertThat(await(passwords.reset(OAK, BOB, then))).isFalse();
        assertThat(await(passwords.reset(OAK, BOB, fixture.clock().instant().plusSeconds(1))))
                .isTrue();
        assertThat(hash(BOB)).isNull();
    }

    private void choose(ContactId contact, String hash) {
        choose(contact, hash, AccessLevel.CUSTOMER);
    }

    private void choose(ContactId contact, String hash, AccessLevel level) {
        run(passwords.choose(OAK, contact(contact, level), hash));
    }

    private boolean signIn(ContactId contact, String hash, Optional<String> stronger, AccessLevel level) {
        return await(passwords.signIn(new ContactCredentials(OAK, contact(contact, level), hash), stronger));
    }

    private @Nullable String hash(ContactId contact) {
        return awaitOrNull(passwords.hash(OAK, contact));
    }

    /** A moment after all that happened. */
    private Instant later() {
        fixture.advance(Duration.ofSeconds(1));
        var moment = fixture.clock().instant();
        fixture.advance(Duration.ofSeconds(1));
        return moment;
    }

    private Document document(ContactId contact) {
        return Objects.requireNonNull(awaitOrNull(Mono.from(fixture.database()
                .getCollection("contact_passwords")
                .find(new Document("_id", "oak:" + contact.value())))));
    }

    private static SignInContact contact(ContactId contact, AccessLevel level) {
        return new SignInContact(contact, null, "Somebody", List.of(), level);
    }

    private static void run(Mono<Void> change) {
        awaitOrNull(change);
    }
}
