package com.pickatime.notifications.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.testing.SampleNews;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("com.pickatime.local.testing.TestStore#all")
class MailsTest {

    private static final BusinessId B1 = new BusinessId("b1");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOW = MovableClock.START;
    private static final Instant LEASE_END = NOW.plusSeconds(180);
    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(400));

    private final MongoDatabase database;
    private final Mails mails;

    MailsTest(TestStore store) {
        this.database = TestDatabases.on(store);
        this.mails = new Mails(database);
    }

    @Test
    void takesAMailInOnce() {
        StepVerifier.create(mails.add(mail("i1"), NOW)).expectNext(true).verifyComplete();
        StepVerifier.create(mails.add(mail("i1"), NOW)).expectNext(false).verifyComplete();

        StepVerifier.create(mails.of(B1, null, "")).expectNextCount(1).verifyComplete();
    }

    @Test
    void letsOnlyOneOfManyTakeAMailIn() {
        StepVerifier.create(Flux.range(0, 32)
                        .flatMap(instance -> mails.add(mail("i1"), NOW), 32)
                        .filter(isNew -> isNew)
                        .count())
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void givesAMailToOneOfMany() {
        add("i1");

        StepVerifier.create(Flux.range(0, 32)
                        .flatMap(instance -> mails.claim(NOW, LEASE_END), 32)
                        .count())
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void claimsWhatTheMailTells() {
        add("i1");

        var mail = claim(NOW).orElseThrow();

        assertThat(mail.id()).hasToString("i1/import-held");
        assertThat(mail.businessId()).isEqualTo(B1);
        assertThat(mail.content().read()).isEqualTo(SampleNews.held());
        assertThat(mail.failures()).isZero();
    }

    @Test
    void claimsTheMailThatHasBeenDueLongest() {
        mails.add(mail("later"), NOW).block(PATIENCE);
        mails.add(mail("sooner"), NOW.minusSeconds(1)).block(PATIENCE);

        assertThat(claim(NOW)).hasValueSatisfying(mail -> assertThat(mail.id()).hasToString("sooner/import-held"));
    }

    @Test
    void claimsNothingBeforeItIsDue() {
        mails.add(mail("i1"), NOW.plusMillis(1)).block(PATIENCE);

        assertThat(claim(NOW)).isEmpty();
        assertThat(claim(NOW.plusMillis(1))).isPresent();
    }

    @Test
    void givesAMailToAnotherWhenTheLeaseHasEnded() {
        add("i1");
        var first = claim(NOW).orElseThrow();

        assertThat(claim(LEASE_END.minusMillis(1))).isEmpty();
        assertThat(claim(LEASE_END))
                .hasValueSatisfying(second -> assertThat(second.claim()).isNotEqualTo(first.claim()));
    }

    @Test
    void letsNobodyWriteWhoseMailAnotherHasClaimed() {
        add("i1");
        var lost = claim(NOW).orElseThrow();
        var held = mails.claim(LEASE_END, LEASE_END.plusSeconds(180)).block(PATIENCE);

        for (var write : List.of(
                mails.accepted(lost, "r1", EXPIRY),
                mails.refused(lost, "r1", EXPIRY),
                mails.waitForRecipients(lost, EXPIRY),
                mails.tryAgain(lost, EXPIRY, "problem"),
                mails.sent(lost, NOW, EXPIRY),
                mails.failed(lost, "problem", EXPIRY))) {
            StepVerifier.create(write).expectNext(false).verifyComplete();
        }

        assertThat(held).isNotNull();
        assertThat(onlyView().state()).isEqualTo(MailState.PENDING);
        assertThat(onlyView().nextAttemptAt()).isEqualTo(LEASE_END.plusSeconds(180));
    }

    @Test
    void remembersWhoIsSettledForTheNextClaim() {
        add("i1");
        var mail = claim(NOW).orElseThrow();
        done(mails.accepted(mail, "r1", LEASE_END));
        done(mails.accepted(mail, "r1", LEASE_END));
        done(mails.refused(mail, "r2", LEASE_END));

        var again = claim(LEASE_END).orElseThrow();

        assertThat(again.accepted()).containsExactly("r1");
        assertThat(again.refused()).containsExactly("r2");
        assertThat(again.isSettled("r1")).isTrue();
        assertThat(again.isSettled("r2")).isTrue();
        assertThat(again.isSettled("r3")).isFalse();
    }

    @Test
    void prolongsTheLeaseWithEveryRecipient() {
        add("i1");
        done(mails.accepted(claim(NOW).orElseThrow(), "r1", LEASE_END.plusSeconds(60)));

        assertThat(claim(LEASE_END)).isEmpty();
        assertThat(claim(LEASE_END.plusSeconds(60))).isPresent();
    }

    @Test
    void neverClaimsASentMailAgain() {
        add("i1");
        done(mails.sent(claim(NOW).orElseThrow(), NOW, EXPIRY));

        assertThat(claim(EXPIRY)).isEmpty();
        assertThat(onlyView())
                .isEqualTo(
                        new MailView("i1/import-held", "import-held", MailState.SENT, NOW, NOW, 0, 0, 0, null, null));
    }

    @Test
    void takesNoMailInAgainThatWasSent() {
        add("i1");
        done(mails.sent(claim(NOW).orElseThrow(), NOW, EXPIRY));

        StepVerifier.create(mails.add(mail("i1"), NOW)).expectNext(false).verifyComplete();

        assertThat(onlyView().state()).isEqualTo(MailState.SENT);
    }

    @Test
    void putsAMailOffAfterAFailure() {
        add("i1");
        done(mails.tryAgain(claim(NOW).orElseThrow(), NOW.plusSeconds(10), "no server"));

        assertThat(onlyView())
                .isEqualTo(new MailView(
                        "i1/import-held",
                        "import-held",
                        MailState.PENDING,
                        NOW,
                        null,
                        0,
                        0,
                        1,
                        NOW.plusSeconds(10),
                        "no server"));
        assertThat(claim(NOW.plusSeconds(9))).isEmpty();
        assertThat(claim(NOW.plusSeconds(10)))
                .hasValueSatisfying(mail -> assertThat(mail.failures()).isEqualTo(1));
    }

    @Test
    void makesWaitingMailsOfThatBusinessDueWhenItsRecipientsAreKnown() {
        add("i1");
        done(mails.waitForRecipients(claim(NOW).orElseThrow(), EXPIRY));

        done(mails.recipientsAreKnown(new BusinessId("b2"), NOW));
        assertThat(claim(NOW)).isEmpty();

        done(mails.recipientsAreKnown(B1, NOW));
        assertThat(claim(NOW)).isPresent();
    }

    @Test
    void doesNotHurryMailsThatWaitForSomethingElse() {
        add("i1");
        done(mails.tryAgain(claim(NOW).orElseThrow(), NOW.plusSeconds(10), "no server"));

        done(mails.recipientsAreKnown(B1, NOW));

        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void reopensOnlyWhatWasGivenUpAndForgetsTheRefusals() {
        add("given-up");
        var mail = claim(NOW).orElseThrow();
        done(mails.accepted(mail, "r1", LEASE_END));
        done(mails.refused(mail, "r2", LEASE_END));
        done(mails.failed(mail, "refused", EXPIRY));
        add("sent");
        done(mails.sent(claim(NOW).orElseThrow(), NOW, EXPIRY));

        StepVerifier.create(mails.reopenFailed(new BusinessId("b2"), NOW))
                .expectNext(0L)
                .verifyComplete();
        StepVerifier.create(mails.reopenFailed(B1, NOW)).expectNext(1L).verifyComplete();

        var reopened = claim(NOW).orElseThrow();
        assertThat(reopened.id()).hasToString("given-up/import-held");
        assertThat(reopened.accepted()).containsExactly("r1");
        assertThat(reopened.refused()).isEmpty();
        assertThat(reopened.failures()).isZero();
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void listsTheNewestMailsOfOneBusiness() {
        for (var day = 1; day <= 3; day++) {
            var when = NOW.plus(Duration.ofDays(day));
            mails.add(new Mail(new MailId("i" + day), B1, when, SampleNews.held()), NOW)
                    .block(PATIENCE);
        }
        mails.add(new Mail(new MailId("other"), new BusinessId("b2"), NOW, SampleNews.held()), NOW)
                .block(PATIENCE);

        StepVerifier.create(mails.of(B1, null, "").take(2).map(MailView::id))
                .expectNext("i3", "i2")
                .verifyComplete();
    }

    @Test
    void letsTheStoreForgetClosedMailsOnly() {
        mails.createIndexes().block(PATIENCE);
        mails.createIndexes().block(PATIENCE);
        add("open");
        assertThat(stored("open/import-held")).doesNotContainKey("expireAt");

        done(mails.failed(claim(NOW).orElseThrow(), "refused", EXPIRY));
        assertThat(stored("open/import-held")).containsKey("expireAt");

        mails.reopenFailed(B1, NOW).block(PATIENCE);
        assertThat(stored("open/import-held")).doesNotContainKey("expireAt");
    }

    @Test
    void setsAMailAsideWhoseBusinessIsBlank() {
        add("i1");
        Mono.from(database.getCollection("sent_mails")
                        .updateOne(
                                new Document("_id", "i1/import-held"),
                                new Document("$set", new Document("businessId", " "))))
                .block(PATIENCE);

        assertThat(claim(NOW)).isEmpty();
        assertThat(stored("i1/import-held")).containsEntry("state", "FAILED");
    }

    @Test
    void narrowsTheListToAState() {
        add("i1");

        assertThat(mails.of(B1, MailState.PENDING, "").collectList().block(PATIENCE))
                .hasSize(1);
        assertThat(mails.of(B1, MailState.FAILED, "").collectList().block(PATIENCE))
                .isEmpty();
    }

    private void add(String importId) {
        mails.add(mail(importId), NOW).block(PATIENCE);
    }

    private Optional<ClaimedMail> claim(Instant now) {
        return mails.claim(now, now.plusSeconds(180)).blockOptional(PATIENCE);
    }

    private MailView onlyView() {
        var views = mails.of(B1, null, "").collectList().blockOptional(PATIENCE).orElseThrow();
        assertThat(views).hasSize(1);
        return views.get(0);
    }

    private Document stored(String id) {
        return Mono.from(database.getCollection("sent_mails").find(new Document("_id", id)))
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    private static void done(Mono<?> write) {
        assertThat(write.blockOptional(PATIENCE)).isNotEqualTo(Optional.of(false));
    }

    private static Mail mail(String importId) {
        return new Mail(new MailId(importId + "/import-held"), B1, NOW, SampleNews.held());
    }
}
