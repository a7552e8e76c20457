package com.pickatime.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.testing.MovableClock;
import com.pickatime.notifications.delivery.DeliveryReport.Verdict;
import com.pickatime.notifications.rendering.MailContent;
import com.pickatime.notifications.testing.SampleSettings;
import com.pickatime.notifications.testing.ScriptedSmtpServer;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailerTest {

    private static final MovableClock CLOCK = new MovableClock();
    private static final String ADDRESS = "admin@example.org";
    private static final String MESSAGE_ID = "<0123456789abcdef@pickatime.test>";
    private static final MailContent CONTENT =
            new MailContent("Klassen für alle - Springfield", "Plain wörds\n", "<p>HTML wörds</p>");

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start();
    private final SmtpMailer mailer = new SmtpMailer(server.sender(), SampleSettings.notifications(), CLOCK);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTheWordsInBothForms() throws Exception {
        assertThat(send(ADDRESS)).isEqualTo(new DeliveryReport(Verdict.ACCEPTED, "accepted"));

        var message = onlyMessage();
        assertThat(message.getSubject()).isEqualTo(CONTENT.subject());
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        var body = (MimeMultipart) message.getContent();
        assertThat(body.getCount()).isEqualTo(2);
        assertThat(body.getBodyPart(0).isMimeType("text/plain")).isTrue();
        assertThat(body.getBodyPart(0).getContent().toString().strip()).isEqualTo("Plain wörds");
        assertThat(body.getBodyPart(1).isMimeType("text/html")).isTrue();
        assertThat(body.getBodyPart(1).getContent().toString().strip()).isEqualTo("<p>HTML wörds</p>");
    }

    @Test
    void marksTheLetterAsOneThatNobodyWroteByHand() throws Exception {
        send(ADDRESS);

        var message = onlyMessage();
        assertThat(message.getMessageID()).isEqualTo(MESSAGE_ID);
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
        assertThat(message.getFrom())
                .extracting(Object::toString)
                .containsExactly("pickAtime <no-reply@pickatime.test>");
        assertThat(message.getRecipients(RecipientType.TO))
                .extracting(Object::toString)
                .containsExactly(ADDRESS);
        assertThat(message.getSentDate()).isEqualTo(CLOCK.instant());
    }

    @ParameterizedTest
    @CsvSource({"550 5.1.1 no such user, 550", "553 5.1.3 not a mailbox, 553"})
    void reportsARefusedAddress(String answer, int code) {
        server.answer("RCPT", answer);

        assertThat(send(ADDRESS))
                .isEqualTo(new DeliveryReport(Verdict.REFUSED, "the SMTP server refuses the address, code " + code));
    }

    @Test
    void reportsADeferredAddress() {
        server.answer("RCPT", "450 4.7.1 greylisted, come back later");

        assertThat(send(ADDRESS))
                .isEqualTo(new DeliveryReport(Verdict.DEFERRED, "the SMTP server defers the address, code 450"));
    }

    @ParameterizedTest
    @CsvSource({
        "DATA, 554 5.7.1 looks like spam, 554",
        "., 452 4.3.1 disk full, 452",
        "MAIL, 550 5.7.1 sender unknown, 550"
    })
    void doesNotBlameTheAddressForARefusedMessage(String command, String answer, int code) {
        server.answer(command, answer);

        assertThat(send("admin@localhost"))
                .isEqualTo(
                        new DeliveryReport(Verdict.DEFERRED, "the SMTP server did not take the message, code " + code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EHLO", "MAIL", "RCPT", "DATA"})
    void reportsAServerThatHangsUp(String command) {
        server.answer(command, ScriptedSmtpServer.HANGS_UP).answer("HELO", ScriptedSmtpServer.HANGS_UP);

        assertThat(send(ADDRESS).verdict()).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void reportsAServerThatIsShuttingDown() {
        server.answer("MAIL", "421 4.3.2 shutting down");

        assertThat(send(ADDRESS).verdict()).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void reportsAServerThatSaysNothing() {
        server.answer("MAIL", ScriptedSmtpServer.IS_SILENT);

        assertThat(send(ADDRESS).verdict()).isEqualTo(Verdict.UNAVAILABLE);
    }

    @Test
    void reportsAServerThatIsNotThere() {
        server.close();

        assertThat(send(ADDRESS).verdict()).isEqualTo(Verdict.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a@b@c", "a@example.org\r\nBcc: everybody@example.org"})
    void refusesWhatIsNoAddress(String address) {
        assertThat(send(address)).isEqualTo(new DeliveryReport(Verdict.REFUSED, "not an e-mail address"));
        assertThat(server.accepted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 <admin@example.org> is unknown", "450 <admin@example.org> later", ""})
    void quotesNoAddress(String answer) {
        server.answer("RCPT", answer);

        assertThat(send(ADDRESS).toString() + letter(ADDRESS)).doesNotContain("admin@example.org");
    }

    private DeliveryReport send(String address) {
        return mailer.send(letter(address))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static Letter letter(String address) {
        return new Letter(MESSAGE_ID, address, CONTENT);
    }

    private MimeMessage onlyMessage() {
        assertThat(server.accepted()).hasSize(1);
        return server.accepted().get(0);
    }
}
