package com.pickatime.notifications.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.notifications.news.Mail;
import com.pickatime.notifications.news.MailId;
import com.pickatime.notifications.testing.SampleNews;
import com.pickatime.notifications.testing.ScriptedSmtpServer;
import com.pickatime.platform.ids.BusinessId;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.mail.javamail.JavaMailSender;

/** One outbox with an instance that serves it, an SMTP server that does as it is told, and a clock that is set by hand. */
final class OutboxBench implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database = TestDatabases.embedded();
    private final ScriptedSmtpServer server = ScriptedSmtpServer.start();
    private final Instance instance = start(server.sender());

    MovableClock clock() {
        return clock;
    }

    MongoDatabase database() {
        return database;
    }

    ScriptedSmtpServer server() {
        return server;
    }

    Instance instance() {
        return instance;
    }

    /** Another instance that serves the same outbox. */
    Instance start(JavaMailSender smtp) {
        return new Instance(database, smtp, clock);
    }

    /** Another instance that sees the same outbox through {@code database}. */
    Instance start(JavaMailSender smtp, MongoDatabase database) {
        return new Instance(database, smtp, clock);
    }

    /** Puts the news of a held import into the outbox. */
    void take(String businessId, String importId) {
        instance.outbox()
                .take(new Mail(
                        new MailId(importId + "/import-held"),
                        new BusinessId(businessId),
                        clock.instant(),
                        SampleNews.held()))
                .block(PATIENCE);
    }

    /** The one mail of a business. */
    MailView only(String businessId) {
        var mails = views(businessId).toList();
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    Stream<MailView> views(String businessId) {
        return instance
                .mails()
                .of(new BusinessId(businessId), null, "")
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow()
                .stream();
    }

    /** To whom the SMTP server has taken letters over, in that order. */
    List<String> recipients() {
        return server.accepted().stream().map(OutboxBench::recipient).toList();
    }

    Stream<String> messageIds() {
        return server.accepted().stream().map(OutboxBench::messageId);
    }

    @Override
    public void close() {
        instance.close();
        server.close();
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getRecipients(RecipientType.TO)[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String messageId(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
