package com.pickatime.notifications.delivery;

import com.pickatime.notifications.delivery.DeliveryReport.Verdict;
import com.pickatime.notifications.rendering.MailContent;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.calendar.CalendarEntry;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Sends letters through the SMTP server that {@code spring.mail} names. */
@Component
public class SmtpMailer {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSender smtp;
    private final NotificationServiceSettings settings;
    private final Clock clock;

    SmtpMailer(JavaMailSender smtp, NotificationServiceSettings settings, Clock clock) {
        this.smtp = smtp;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends one letter and reports what the server said; that it said no is a report, not an error.
     *
     * <p>Off the caller's thread, because JavaMail blocks.
     */
    public Mono<DeliveryReport> send(Letter letter) {
        return Mono.fromCallable(() -> sendAndWait(letter)).subscribeOn(Schedulers.boundedElastic());
    }

    private DeliveryReport sendAndWait(Letter letter) throws MessagingException {
        final InternetAddress recipient;
        try {
            recipient = new InternetAddress(letter.address(), true);
        } catch (AddressException e) {
            return new DeliveryReport(Verdict.REFUSED, "not an e-mail address");
        }
        try {
            smtp.send(message(letter, recipient));
            return new DeliveryReport(Verdict.ACCEPTED, "accepted");
        } catch (MailException e) {
            return SmtpFailures.report(e);
        }
    }

    private MimeMessage message(Letter letter, InternetAddress recipient) throws MessagingException {
        var message = smtp.createMimeMessage();
        message.setHeader("Message-ID", letter.messageId());
        message.setSentDate(Date.from(clock.instant()));
        message.setFrom(settings.mail().sender());
        message.setRecipient(RecipientType.TO, recipient);
        message.setSubject(letter.content().subject(), UTF_8);
        // RFC 3834 and its older cousin at Microsoft: no out-of-office reply shall come back
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setContent(content(letter));
        return message;
    }

    private static MimeMultipart content(Letter letter) throws MessagingException {
        var body = body(letter.content());
        var calendar = letter.calendar();
        if (calendar == null) {
            return body;
        }
        var words = new MimeBodyPart();
        words.setContent(body);
        var file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(
                calendar.file().getBytes(StandardCharsets.UTF_8),
                CalendarEntry.MEDIA_TYPE + "; charset=" + UTF_8 + "; method=" + calendar.method())));
        file.setFileName("appointment.ics");
        return new MimeMultipart("mixed", words, file);
    }

    /** The plain part first: a mail program shows the last one it understands. */
    private static MimeMultipart body(MailContent content) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(content.text(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(content.html(), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }
}
