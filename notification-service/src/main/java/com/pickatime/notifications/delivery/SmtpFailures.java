package com.pickatime.notifications.delivery;

import com.pickatime.notifications.delivery.DeliveryReport.Verdict;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/** Reads from JavaMail's nested exceptions what the server meant, and leaves their texts behind: they quote addresses. */
final class SmtpFailures {

    private static final int SHUTTING_DOWN = 421;
    private static final int PERMANENT = 500;

    private SmtpFailures() {}

    static DeliveryReport report(MailException failure) {
        if (failure instanceof MailAuthenticationException) {
            return new DeliveryReport(Verdict.UNAVAILABLE, "the SMTP server refuses the user name and password");
        }
        return sendFailure(failure)
                .map(SmtpFailures::answered)
                .orElseGet(() -> new DeliveryReport(
                        Verdict.UNAVAILABLE, "no SMTP server answers, or it broke off: " + kind(failure)));
    }

    private static DeliveryReport answered(SendFailedException failure) {
        for (var next = (MessagingException) failure; next != null; next = chained(next)) {
            if (next instanceof SMTPAddressFailedException address) {
                return aboutTheAddress(address.getReturnCode());
            }
        }
        return failure instanceof SMTPSendFailedException answer
                ? aboutTheMessage(answer.getReturnCode())
                : new DeliveryReport(Verdict.DEFERRED, "the SMTP server did not take the message");
    }

    private static DeliveryReport aboutTheAddress(int code) {
        if (isTheEnd(code)) {
            return brokeOff();
        }
        return code >= PERMANENT
                ? new DeliveryReport(Verdict.REFUSED, "the SMTP server refuses the address, code " + code)
                : new DeliveryReport(Verdict.DEFERRED, "the SMTP server defers the address, code " + code);
    }

    private static DeliveryReport aboutTheMessage(int code) {
        return isTheEnd(code)
                ? brokeOff()
                : new DeliveryReport(Verdict.DEFERRED, "the SMTP server did not take the message, code " + code);
    }

    private static DeliveryReport brokeOff() {
        return new DeliveryReport(Verdict.UNAVAILABLE, "the SMTP server broke off");
    }

    /** JavaMail's code for a connection that ended, and the server's own word for it (RFC 5321, 4.2.2). */
    private static boolean isTheEnd(int code) {
        return code < 0 || code == SHUTTING_DOWN;
    }

    /** Spring keeps JavaMail's exception per message instead of as a cause; one letter is one message. */
    private static Optional<SendFailedException> sendFailure(MailException failure) {
        if (!(failure instanceof MailSendException sending)) {
            return Optional.empty();
        }
        for (var each : sending.getMessageExceptions()) {
            if (each instanceof SendFailedException answered) {
                return Optional.of(answered);
            }
        }
        return Optional.empty();
    }

    private static @Nullable MessagingException chained(MessagingException exception) {
        return exception.getNextException() instanceof MessagingException next ? next : null;
    }

    private static String kind(MailException failure) {
        var inner = failure instanceof MailSendException sending && sending.getMessageExceptions().length > 0
                ? sending.getMessageExceptions()[0]
                : failure;
        return inner.getClass().getSimpleName();
    }
}
