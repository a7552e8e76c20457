package com.pickatime.notifications.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.testing.SampleNews;
import com.pickatime.notifications.testing.SampleSettings;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class OutboxTest {

    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";

    private final OutboxBench bench = new OutboxBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void writesToEveryAdministratorOnceAndAlone() {
        bench.instance().learn("b1", ANN, BOB);
        bench.take("b1", "i1");

        bench.instance().sweep();
        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(bench.messageIds()).doesNotHaveDuplicates();
        assertThat(bench.only("b1"))
                .returns(MailState.SENT, MailView::state)
                .returns(2, MailView::recipients)
                .returns(bench.clock().instant(), MailView::sentAt);
        assertThat(bench.instance().counted("sent")).isEqualTo(1);
    }

    @Test
    void sendsAMailOnceHoweverOftenItIsAnnounced() {
        bench.instance().learn("b1", ANN);
        bench.take("b1", "i1");
        bench.instance().sweep();
        bench.take("b1", "i1");
        bench.clock().advance(Duration.ofDays(90));

        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN);
    }

    @Test
    void sharesTheWorkWithAnotherInstance() {
        try (var other = bench.start(bench.server().sender())) {
            var businesses =
                    IntStream.range(0, 12).mapToObj(number -> "b" + number).toList();
            businesses.forEach(business -> bench.instance().learn(business, business + "@example.org"));
            businesses.forEach(business -> bench.take(business, "import-of-" + business));

            Flux.merge(bench.instance().outbox().sweep(), other.outbox().sweep())
                    .blockLast(OutboxBench.PATIENCE);

            assertThat(bench.recipients())
                    .containsExactlyInAnyOrderElementsOf(businesses.stream()
                            .map(business -> business + "@example.org")
                            .toList());
        }
    }

    @Test
    void keepsAMailUntilItsRecipientsAreKnown() {
        bench.take("b1", "i1");
        bench.instance().sweep();
        assertThat(bench.only("b1").state()).isEqualTo(MailState.WAITING_FOR_RECIPIENTS);

        bench.instance().learn("b1", ANN);
        bench.instance().outbox().recipientsAreKnown(new BusinessId("b1")).block(OutboxBench.PATIENCE);
        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN);
        assertThat(bench.only("b1").failures()).isZero();
    }

    @Test
    void looksForRecipientsAgainShouldTheHintHaveBeenMissed() {
        bench.instance().learn("b1");
        bench.take("b1", "i1");
        bench.instance().sweep();
        assertThat(bench.only("b1").state()).isEqualTo(MailState.WAITING_FOR_RECIPIENTS);
        Mono.from(bench.database().getCollection("recipients").deleteMany(new Document()))
                .block(OutboxBench.PATIENCE);
        bench.instance().learn("b1", ANN);

        bench.clock().advance(SampleSettings.RECHECK);
        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN);
    }

    @Test
    void letsARefusedAddressStopNobodyElse() {
        bench.server().answer(ANN, "550 5.1.1 unknown");
        bench.instance().learn("b1", ANN, "no address at all", BOB);
        bench.take("b1", "i1");

        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(BOB);
        assertThat(bench.only("b1"))
                .returns(MailState.SENT, MailView::state)
                .returns(1, MailView::recipients)
                .returns(2, MailView::refused);
    }

    @Test
    void givesUpWhenEveryAddressIsRefusedUntilAnOperatorOpensTheMailAgain() {
        bench.server().answer(ANN, "550 5.1.1 unknown");
        bench.instance().learn("b1", ANN);
        bench.take("b1", "i1");

        bench.instance().sweep();
        assertThat(bench.only("b1"))
                .returns(MailState.FAILED, MailView::state)
                .returns("the SMTP server refuses every address", MailView::problem)
                .returns(null, MailView::nextAttemptAt);
        assertThat(bench.instance().counted("failed")).isEqualTo(1);

        bench.server().relent();
        bench.instance()
                .mails()
                .reopenFailed(new BusinessId("b1"), bench.clock().instant())
                .block(OutboxBench.PATIENCE);
        bench.instance().sweep();
        assertThat(bench.recipients()).containsExactly(ANN);
        assertThat(bench.only("b1").state()).isEqualTo(MailState.SENT);
    }

    @Test
    void triesADeferredAddressAgainAndWritesToTheOthersOnlyOnce() {
        bench.server().answer(ANN, "450 4.7.1 greylisted");
        bench.instance().learn("b1", ANN, BOB);
        bench.take("b1", "i1");

        bench.instance().sweep();
        assertThat(bench.recipients()).containsExactly(BOB);
        assertThat(bench.only("b1")).returns(MailState.PENDING, MailView::state).returns(1, MailView::recipients);

        bench.server().relent();
        bench.clock().advance(SampleSettings.FIRST_DELAY);
        bench.instance().sweep();
        assertThat(bench.recipients()).containsExactly(BOB, ANN);
        assertThat(bench.only("b1").state()).isEqualTo(MailState.SENT);
    }

    @Test
    void givesAMailThatWaitedForItsRecipientsToOneInstanceAlone() {
        bench.take("b1", "i1");
        bench.instance().sweep();
        bench.clock().advance(SampleSettings.RECHECK);
        var now = bench.clock().instant();
        assertThat(bench.instance()
                        .mails()
                        .claim(now, now.plus(SampleSettings.LEASE))
                        .block(OutboxBench.PATIENCE))
                .isNotNull();

        bench.instance().learn("b1", ANN);
        bench.instance().outbox().recipientsAreKnown(new BusinessId("b1")).block(OutboxBench.PATIENCE);

        assertThat(bench.instance()
                        .mails()
                        .claim(now, now.plus(SampleSettings.LEASE))
                        .blockOptional(OutboxBench.PATIENCE))
                .isEmpty();
    }

    @Test
    void waitsSomeMinutesUntilSomebodyKnowsWhichAppointmentsNeedAttentionAndThenGoesWithoutThat() {
        var clock = new MovableClock(SampleNews.COMPLETED);
        try (var instance =
                new Instance(bench.database(), bench.server().sender(), clock, SampleSettings.withoutConferences())) {
            instance.learn("b1", ANN);
            instance.outbox()
                    .take(new Mail(
                            new MailId("i1/import-completed"),
                            new BusinessId("b1"),
                            clock.instant(),
                            SampleNews.completed()))
                    .block(OutboxBench.PATIENCE);
            for (int minute = 0; minute < 10; minute++) {
                instance.sweep();
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(bench.recipients()).isEmpty();
            assertThat(bench.only("b1"))
                    .returns(MailState.PENDING, MailView::state)
                    .returns(0, MailView::failures);

            instance.sweep();

            assertThat(bench.recipients()).containsExactly(ANN);
            assertThat(bench.only("b1").state()).isEqualTo(MailState.SENT);
        }
    }

    /** As Spring does: the method is called once, and what it returned is subscribed to again and again. */
    @Test
    void seesThatTimeHasPassedSinceTheScheduleBegan() {
        bench.instance().learn("b1", ANN);
        var scheduled = bench.instance().outbox().sweep();
        scheduled.block(OutboxBench.PATIENCE);
        bench.clock().advance(Duration.ofDays(1));
        bench.take("b1", "i1");

        scheduled.block(OutboxBench.PATIENCE);

        assertThat(bench.recipients()).containsExactly(ANN);
    }
}
