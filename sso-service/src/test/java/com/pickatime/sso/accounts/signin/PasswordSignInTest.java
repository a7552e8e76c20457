package com.pickatime.sso.accounts.signin;

import static com.pickatime.sso.accounts.AdministratorFixture.await;
import static com.pickatime.sso.accounts.AdministratorFixture.awaitOrNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.accounts.AdministratorFixture;
import com.pickatime.sso.accounts.LocalAdministrator;
import com.pickatime.sso.accounts.passwords.NewPassword;
import com.pickatime.sso.accounts.passwords.PasswordHasher;
import com.pickatime.sso.accounts.passwords.RecordingPasswordEncoder;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.contacts.TestClients;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.signin.testing.TestContacts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
@ExtendWith(OutputCaptureExtension.class)
class PasswordSignInTest {

    private static final BusinessId OAK = new BusinessId("oak");
    private static final String EMAIL = "ada@example.org";
    private static final String RIGHT = "correct horse battery staple";
    private static final AttemptSource OFFICE = new AttemptSource("office", Optional.empty());
    private static final AttemptSource STRANGER = new AttemptSource("stranger", Optional.empty());
    private static final String OTHER = "umbrella tuba gravel fourteen";
    private static final String WRONG = "correct horse battery stable";

    private final RecordingPasswordEncoder encoder = new RecordingPasswordEncoder(4);
    private final PasswordHasher passwords = encoder.passwords();
    private final TestContacts contacts = new TestContacts();
    private final AdministratorFixture fixture;
    private final PasswordSignIn signIn;
    private final LocalAdministrator ada;
    private final String hash;

    PasswordSignInTest(TestStore store) {
        this.fixture = new AdministratorFixture(store);
        this.signIn = signIn(passwords);
        this.hash = await(passwords.hash(new NewPassword(RIGHT, RIGHT, EMAIL, List.of())));
        this.ada = fixture.administrator("oak", "Ada", EMAIL, hash);
    }

    @BeforeEach
    void forgetEvaluations() {
        encoder.evaluated();
    }

    @AfterEach
    void stop() {
        passwords.destroy();
        contacts.close();
    }

    @Test
    void letsTheRightPasswordIn() {
        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
        assertThat(attempt("oak", " ADA@Example.org", RIGHT)).isEqualTo(ada.person());
    }

    @Test
    void refusesEverythingElse() {
        assertThat(attempt("oak", EMAIL, WRONG)).isNull();
        assertThat(attempt("oak", EMAIL, "")).isNull();
        assertThat(attempt("elm", EMAIL, RIGHT)).isNull();
        assertThat(attempt("oak", "", RIGHT)).isNull();
    }

    @Test
    void letsAContactInWithTheLevelThatTheContactServiceSaysNow() {
        var grace = contact("grace@example.org", "s1", AccessLevel.EVENT_ADMINISTRATOR);

        assertThat(attempt("oak", "grace@example.org", RIGHT)).isEqualTo(grace);
        assertThat(attempt("oak", "grace@example.org", WRONG)).isNull();
        assertThat(attempt("elm", "grace@example.org", RIGHT)).isNull();
        contacts.answers("oak", "grace@example.org", "AMBIGUOUS");
        assertThat(attempt("oak", "grace@example.org", RIGHT)).isNull();
        contacts.answers("oak", "grace@example.org", "DISABLED");
        assertThat(attempt("oak", "grace@example.org", RIGHT)).isNull();
    }

    @Test
    void aLocalAdministratorsPasswordCountsBeforeTheContacts() {
        var other = await(passwords.hash(new NewPassword(OTHER, OTHER, EMAIL, List.of())));
        contact(EMAIL, "s1", AccessLevel.CUSTOMER);
        awaitOrNull(fixture.contactPasswords().choose(OAK, anybody("s1"), other));

        assertThat(attempt("oak", EMAIL, OTHER)).isNull();
        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
    }

    @Test
    void anAdministratorWithoutAPasswordSoFarComesInAsTheContactTheyAre() {
        fixture.invite("oak", "Grace", "grace@example.org");
        var grace = contact("grace@example.org", "s1", AccessLevel.CUSTOMER);

        assertThat(attempt("oak", "grace@example.org", RIGHT)).isEqualTo(grace);
    }

    @Test
    void administratorsComeInWhileTheContactServiceIsAwayAndAllOthersAreToldToWait() {
        contact("grace@example.org", "s1", AccessLevel.CUSTOMER);
        contacts.isAway(true);

        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
        assertThatThrownBy(() -> attempt("oak", "grace@example.org", RIGHT)).isInstanceOf(MessagePageException.class);
        assertThatThrownBy(() -> attempt("oak", "nobody@example.org", RIGHT)).isInstanceOf(MessagePageException.class);
        assertThatThrownBy(() -> attempt("oak", EMAIL, WRONG))
                .as("no sign of who is an administrator")
                .isInstanceOf(MessagePageException.class);
    }

    @Test
    void asksTheContactServiceOnceWhoeverTries() {
        contact("grace@example.org", "s1", AccessLevel.CUSTOMER);

        assertThat(questions(EMAIL, RIGHT)).isEqualTo(1);
        assertThat(questions(EMAIL, WRONG)).isEqualTo(1);
        assertThat(questions("grace@example.org", RIGHT)).isEqualTo(1);
        assertThat(questions("nobody@example.org", RIGHT)).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            attempt("oak", "grace@example.org", WRONG);
        }
        assertThat(questions("grace@example.org", RIGHT)).as("locked").isEqualTo(1);
    }

    @Test
    void aContactsPasswordThatWasTakenAwayMeanwhileLetsNobodyIn() {
        contact("grace@example.org", "s1", AccessLevel.CUSTOMER);
        var checked = await(fixture.accounts(TestClients.of(contacts.url())).find(OAK, "grace@example.org"))
                .account()
                .orElseThrow();
        fixture.advance(Duration.ofSeconds(1));
        awaitOrNull(fixture.contactPasswords()
                .remove(OAK, anybody("s1").contactId(), fixture.clock().instant()));

        assertThat(await(fixture.accounts(TestClients.of(contacts.url())).confirm(checked, Optional.empty())))
                .isFalse();
        assertThat(attempt("oak", "grace@example.org", RIGHT)).isNull();
    }

    @Test
    void evaluatesExactlyOncePerTryWhateverIsWrong() {
        fixture.invite("oak", "Grace", "grace@example.org");
        fixture.administrator("oak", "Alan", "alan@example.org", hash);
        for (int i = 0; i < 5; i++) {
            attempt("oak", "alan@example.org", WRONG);
        }
        encoder.evaluated();

        assertThat(evaluations("oak", EMAIL, WRONG)).containsExactly(hash);
        assertThat(evaluations("oak", EMAIL, RIGHT)).containsExactly(hash);
        assertThat(evaluations("oak", EMAIL, "")).hasSize(1);
        assertThat(evaluations("oak", EMAIL, "x".repeat(73))).hasSize(1);
        assertThat(evaluations("oak", "alan@example.org", RIGHT))
                .as("locked")
                .hasSize(1)
                .doesNotContain(hash);
        assertThat(evaluations("oak", "grace@example.org", RIGHT))
                .as("no password yet")
                .hasSize(1);
        contact("kay@example.org", "s2", AccessLevel.CUSTOMER);
        contacts.knowsByEmail("oak", "new@example.org", "s3", "Somebody");
        encoder.evaluated();
        assertThat(evaluations("oak", "kay@example.org", WRONG)).as("a contact").containsExactly(hash);
        assertThat(evaluations("oak", "new@example.org", RIGHT))
                .as("a contact without a password")
                .hasSize(1)
                .doesNotContain(hash);
        assertThat(evaluations("oak", "nobody@example.org", RIGHT))
                .as("unknown")
                .hasSize(1);
        assertThat(evaluations("no-such-business", EMAIL, RIGHT))
                .as("unknown business")
                .hasSize(1);
    }

    @Test
    void locksAfterFiveWrongTriesForFifteenMinutes() {
        for (int i = 0; i < 5; i++) {
            assertThat(attempt("oak", EMAIL, WRONG)).isNull();
        }

        assertThat(attempt("oak", EMAIL, RIGHT)).isNull();

        fixture.advance(Duration.ofMinutes(15));

        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
    }

    @Test
    void aStrangersWrongTriesDoNotLockTheOwnerOut() {
        for (int i = 0; i < 200; i++) {
            attempt("oak", EMAIL, WRONG, STRANGER);
        }

        assertThat(attempt("oak", EMAIL, RIGHT, STRANGER)).isNull();
        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
    }

    @Test
    void ofAHundredAddressesAtOneAccountNoMoreThanAHundredTriesAreLookedAt() {
        for (int address = 0; address < 30; address++) {
            for (int i = 0; i < 5; i++) {
                attempt("oak", EMAIL, WRONG, new AttemptSource("bot " + address, Optional.empty()));
            }
        }

        assertThat(encoder.evaluated()).hasSize(150).filteredOn(hash::equals).hasSize(100);
    }

    @Test
    void noNumberOfAddressesLocksTheOwnerOutOfABrowserThatKnowsThem() {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));
        awaitOrNull(new KnownBrowsers(fixture.database(), fixture.clock())
                .remember(fixture.emails().hash(OAK, EMAIL), OFFICE, exchange));
        var cookie = Objects.requireNonNull(exchange.getResponse().getCookies().getFirst(KnownBrowsers.COOKIE));
        assertThat(cookie.isHttpOnly() && cookie.isSecure()).isTrue();
        for (int address = 0; address < 30; address++) {
            for (int i = 0; i < 5; i++) {
                attempt("oak", EMAIL, WRONG, new AttemptSource("bot " + address, Optional.empty()));
            }
        }
        var known = new AttemptSource("at home", Optional.of(cookie.getValue()));

        assertThat(attempt("oak", EMAIL, RIGHT, new AttemptSource("at home", Optional.empty())))
                .as("an unknown browser")
                .isNull();
        assertThat(attempt("oak", EMAIL, RIGHT, known)).as("the known one").isEqualTo(ada.person());
        assertThat(attempt("elm", EMAIL, RIGHT, known))
                .as("at another business")
                .isNull();
    }

    @Test
    void aKnownBrowserHasFiveTriesLikeEverybody() {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/"));
        awaitOrNull(new KnownBrowsers(fixture.database(), fixture.clock())
                .remember(fixture.emails().hash(OAK, EMAIL), OFFICE, exchange));
        var cookie = Objects.requireNonNull(exchange.getResponse().getCookies().getFirst(KnownBrowsers.COOKIE));
        var known = new AttemptSource("a", Optional.of(cookie.getValue()));
        for (int i = 0; i < 5; i++) {
            attempt("oak", EMAIL, WRONG, known);
        }

        assertThat(attempt("oak", EMAIL, RIGHT, known)).isNull();
        fixture.advance(KnownBrowsers.REMEMBERED);
        assertThat(attempt("oak", EMAIL, WRONG, known)).isNull();
        assertThat(attempt("oak", EMAIL, RIGHT, known))
                .as("forgotten, and counted like any")
                .isEqualTo(ada.person());
    }

    @Test
    void onePasswordOnManyAccountsIsTriedSixtyTimesFromOneAddress() {
        for (int i = 0; i < 70; i++) {
            attempt("oak", "somebody" + i + "@example.org", RIGHT, STRANGER);
        }

        assertThat(attempt("oak", EMAIL, RIGHT, STRANGER)).isNull();
        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
    }

    @Test
    void aSignInStartsTheCountAfresh() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                attempt("oak", EMAIL, WRONG);
            }
            assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
        }
    }

    @Test
    void fiftyWrongTriesAtOnceGetFiveLooksAtTheHash() {
        var refused = await(Flux.range(0, 50)
                .flatMap(nth -> signIn.attempt(OAK, EMAIL, WRONG + nth, OFFICE).subscribeOn(Schedulers.parallel()), 50)
                .count());

        assertThat(refused).isZero();
        assertThat(encoder.evaluated()).hasSize(50).filteredOn(hash::equals).hasSize(5);
        assertThat(attempt("oak", EMAIL, RIGHT)).isNull();
    }

    @Test
    void aNewPasswordUnlocks() {
        for (int i = 0; i < 6; i++) {
            attempt("oak", EMAIL, WRONG);
        }

        awaitOrNull(limits().forgetAll(fixture.emails().hash(OAK, EMAIL), OFFICE));

        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
    }

    @Test
    void hashesAnewWhenTheSettingRose() {
        var strict = new RecordingPasswordEncoder(5).passwords();

        assertThat(awaitOrNull(signIn(strict).attempt(OAK, EMAIL, RIGHT, OFFICE)))
                .isEqualTo(ada.person());

        assertThat(storedHash()).startsWith("$2a$05$").isNotEqualTo(hash);
        assertThat(attempt("oak", EMAIL, RIGHT)).isEqualTo(ada.person());
        strict.destroy();
    }

    @Test
    void aWrongPasswordIsNotHashedAnew() {
        var strict = new RecordingPasswordEncoder(5).passwords();

        assertThat(awaitOrNull(signIn(strict).attempt(OAK, EMAIL, WRONG, OFFICE)))
                .isNull();

        assertThat(storedHash()).isEqualTo(hash);
        strict.destroy();
    }

    @Test
    void theLogTellsWhatHappenedToWhichAccountAndNoAddress(CapturedOutput log) {
        attempt("oak", EMAIL, WRONG);
        attempt("oak", EMAIL, RIGHT);
        attempt("oak", "nobody@example.org", RIGHT);

        assertThat(log.getOut())
                .contains(ada.id() + ": WRONG_PASSWORD", ada.id() + ": SIGNED_IN", "to no account")
                .doesNotContain("example.org", "correct horse");
    }

    private PasswordSignIn signIn(PasswordHasher with) {
        return new PasswordSignIn(fixture.accounts(TestClients.of(contacts.url())), fixture.emails(), limits(), with);
    }

    private SignInLimits limits() {
        return new SignInLimits(
                new SignInAttempts(fixture.database(), fixture.clock()),
                new KnownBrowsers(fixture.database(), fixture.clock()),
                fixture.emails());
    }

    /** Somebody of the roster, who chose the password that has this hash. */
    private SignedInPerson contact(String email, String sourceId, AccessLevel level) {
        contacts.knows("oak", sourceId, "Grace", level.name());
        contacts.knowsByEmail("oak", email, sourceId, "Grace");
        var contact = new ContactId(TestContacts.contactId(sourceId));
        awaitOrNull(fixture.contactPasswords()
                .choose(OAK, new SignInContact(contact, sourceId, "Grace", List.of("TEACHER"), level), hash));
        return new SignedInPerson(OAK, contact.value(), "Grace", AccessLevel.CUSTOMER, SignInMethod.PASSWORD, null);
    }

    private static SignInContact anybody(String sourceId) {
        var contact = new ContactId(TestContacts.contactId(sourceId));
        return new SignInContact(contact, sourceId, "Grace", List.of(), AccessLevel.CUSTOMER);
    }

    private int questions(String email, String password) {
        int before = contacts.questions().size();
        attempt("oak", email, password);
        return contacts.questions().size() - before;
    }

    private List<String> evaluations(String businessId, String email, String password) {
        attempt(businessId, email, password);
        return encoder.evaluated();
    }

    private @Nullable SignedInPerson attempt(String businessId, String email, String password) {
        return attempt(businessId, email, password, OFFICE);
    }

    private @Nullable SignedInPerson attempt(String businessId, String email, String password, AttemptSource source) {
        return awaitOrNull(signIn.attempt(new BusinessId(businessId), email, password, source));
    }

    private String storedHash() {
        return Objects.requireNonNull(
                await(fixture.accounts(TestClients.of(contacts.url())).find(OAK, EMAIL))
                        .account()
                        .orElseThrow()
                        .passwordHash());
    }
}
