package com.pickatime.notifications.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.notifications.testing.HookedSender;
import com.pickatime.notifications.testing.SampleSettings;
import com.pickatime.notifications.testing.ScriptedSmtpServer;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What becomes of mails while the SMTP server, an instance or a mail itself is out of order. */
class OutboxFailureTest {

    private static final String ANN = "ann@example.org";

    private final OutboxBench bench = new OutboxBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void triesAgainLaterAndLaterWhileTheServerIsAway() {
        bench.server().answer("EHLO", ScriptedSmtpServer.HANGS_UP).answer("HELO", ScriptedSmtpServer.HANGS_UP);
        bench.instance().learn("b1", ANN);
        bench.take("b1", "i1");

        bench.instance().sweep();
        assertThat(bench.only("b1"))
                .returns(MailState.PENDING, MailView::state)
                .returns(1, MailView::failures)
                .returns(bench.clock().instant().plus(SampleSettings.FIRST_DELAY), MailView::nextAttemptAt);

        bench.clock().advance(SampleSettings.FIRST_DELAY);
        bench.instance().sweep();
        assertThat(bench.only("b1").nextAttemptAt())
                .isEqualTo(bench.clock().instant().plus(SampleSettings.FIRST_DELAY.multipliedBy(2)));

        bench.server().relent();
        bench.instance().sweep();
        assertThat(bench.recipients()).isEmpty();

        bench.clock().advance(SampleSettings.FIRST_DELAY.multipliedBy(2));
        bench.instance().sweep();
        bench.instance().sweep();
        assertThat(bench.recipients()).containsExactly(ANN);
        assertThat(bench.only("b1")).returns(MailState.SENT, MailView::state).returns(null, MailView::problem);
    }

    @Test
    void leavesTheOtherMailsAloneWhileTheServerIsAway() {
        bench.server().answer("EHLO", ScriptedSmtpServer.HANGS_UP).answer("HELO", ScriptedSmtpServer.HANGS_UP);
        bench.instance().learn("b1", ANN);
        IntStream.range(0, 10).forEach(number -> bench.take("b1", "i" + number));

        bench.instance().sweep();

        assertThat(bench.views("b1").filter(mail -> mail.failures() > 0))
                .hasSizeLessThanOrEqualTo(SampleSettings.mail().workers());
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        bench.server().answer("DATA", "554 5.7.1 looks like spam");
        bench.instance().learn("b1", ANN);
        bench.take("b1", "i1");

        for (var attempt = 1; attempt <= SampleSettings.MAX_ATTEMPTS; attempt++) {
            assertThat(bench.only("b1").state()).isEqualTo(MailState.PENDING);
            bench.instance().sweep();
            bench.clock().advance(Duration.ofHours(2));
        }

        assertThat(bench.only("b1"))
                .returns(MailState.FAILED, MailView::state)
                .returns(SampleSettings.MAX_ATTEMPTS, MailView::failures)
                .returns("the SMTP server did not take the message, code 554", MailView::problem);
    }

    @Test
    void holdsNobodyUpWithAMailThatCannotBeWritten() {
        bench.instance().learn("b1", ANN);
        bench.take("b1", "broken");
        Mono.from(bench.database()
                        .getCollection("sent_mails")
                        .updateOne(
                                new Document("_id", "broken/import-held"),
                                new Document("$set", new Document("news", "?"))))
                .block(OutboxBench.PATIENCE);
        bench.clock().advance(Duration.ofSeconds(1));
        bench.take("b1", "whole");

        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN);
        assertThat(bench.views("b1").filter(mail -> mail.id().startsWith("broken")))
                .singleElement()
                .returns(MailState.PENDING, MailView::state)
                .returns(1, MailView::failures);
    }

    @Test
    void sendsWhatADeadInstanceHadClaimedWhenItsLeaseEnds() {
        bench.instance().learn("b1", ANN);
        bench.take("b1", "i1");
        var claimed = bench.instance()
                .mails()
                .claim(bench.clock().instant(), bench.clock().instant().plus(SampleSettings.LEASE))
                .block(OutboxBench.PATIENCE);
        assertThat(claimed).isNotNull();

        bench.instance().sweep();
        assertThat(bench.recipients()).isEmpty();

        bench.clock().advance(SampleSettings.LEASE);
        bench.instance().sweep();
        assertThat(bench.recipients()).containsExactly(ANN);
    }

    @Test
    void repeatsTheMessageIdWhenAnInstanceDiedBeforeItCouldEnterWhatItSent() {
        try (var dying = bench.start(new HookedSender(bench.server().sender(), HookedSender::waitForEver))) {
            dying.learn("b1", ANN);
            bench.take("b1", "i1");
            var sweep = dying.outbox().sweep().subscribe();
            await().until(() -> bench.server().accepted().size() == 1);
            sweep.dispose();
        }

        bench.clock().advance(SampleSettings.LEASE);
        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN, ANN);
        assertThat(bench.messageIds().distinct()).hasSize(1);
        assertThat(bench.only("b1").state()).isEqualTo(MailState.SENT);
    }

    @Test
    void writesNothingMoreAboutAMailThatAnotherHasTakenOver() {
        Runnable takeOver = () -> {
            bench.clock().advance(SampleSettings.LEASE);
            bench.instance().sweep();
        };
        try (var slow = bench.start(new HookedSender(bench.server().sender(), takeOver))) {
            slow.learn("b1", ANN);
            bench.take("b1", "i1");

            slow.sweep();

            assertThat(slow.counted("sent")).isZero();
            assertThat(bench.instance().counted("sent")).isEqualTo(1);
            assertThat(bench.messageIds().distinct()).hasSize(1);
            assertThat(bench.only("b1").recipients()).isEqualTo(1);
        }
    }

    @Test
    void entersWhatTheServerTookOverAlsoIfTheStoreIsAwayForAMoment() {
        var store = new FlakyStore(bench.database());
        try (var instance = bench.start(
                new HookedSender(bench.server().sender(), () -> store.failNextUpdates(3)), store.database())) {
            instance.learn("b1", ANN);
            bench.take("b1", "i1");

            instance.sweep();
            bench.clock().advance(Duration.ofHours(3));
            bench.instance().sweep();

            assertThat(bench.recipients()).containsExactly(ANN);
            assertThat(bench.only("b1").state()).isEqualTo(MailState.SENT);
        }
    }

    /** Each is broken in another way; none of them may be in the way of the next, nor come back for ever. */
    @Test
    void setsMailsAsideThatAreNoMails() {
        var broken = List.of(
                new Document("_id", "no-claim"),
                new Document("_id", "claim-is-text").append("claim", "one"),
                new Document("_id", "no-lists").append("claim", 0L).append("failures", 0),
                new Document("_id", 17).append("claim", 0L));
        broken.forEach(mail -> mail.append("businessId", "b1")
                .append("state", "PENDING")
                .append("dueAt", Date.from(bench.clock().instant())));
        Mono.from(bench.database().getCollection("sent_mails").insertMany(broken))
                .block(OutboxBench.PATIENCE);
        bench.clock().advance(Duration.ofSeconds(1));
        bench.instance().learn("b1", ANN);
        bench.take("b1", "whole");

        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN);
        assertThat(bench.views("b1").filter(mail -> mail.state() == MailState.FAILED))
                .hasSize(broken.size())
                .allSatisfy(mail -> assertThat(mail.nextAttemptAt()).isNull());
    }

    @Test
    void holdsNobodyUpWithABusinessWhoseRecipientsCannotBeRead() {
        Mono.from(bench.database()
                        .getCollection("recipients")
                        .insertOne(new Document("_id", "poisoned").append("administrators", "nobody")))
                .block(OutboxBench.PATIENCE);
        IntStream.range(0, 5).forEach(number -> bench.take("poisoned", "p" + number));
        bench.clock().advance(Duration.ofSeconds(1));
        bench.instance().learn("b1", ANN);
        bench.take("b1", "whole");

        bench.instance().sweep();

        assertThat(bench.recipients()).containsExactly(ANN);
        assertThat(bench.views("poisoned").map(MailView::failures)).containsOnly(1);
    }
}
