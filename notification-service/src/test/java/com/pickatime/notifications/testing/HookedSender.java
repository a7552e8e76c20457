package com.pickatime.notifications.testing;

import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends a letter and then does something before it returns, in the gap in which an instance may die or fall behind. */
public record HookedSender(JavaMailSender sender, Runnable afterwards) implements JavaMailSender {

    public static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("died", e);
        }
    }

    @Override
    public MimeMessage createMimeMessage() {
        return sender.createMimeMessage();
    }

    @Override
    public MimeMessage createMimeMessage(InputStream content) {
        return sender.createMimeMessage(content);
    }

    @Override
    public void send(MimeMessage... messages) {
        sender.send(messages);
        afterwards.run();
    }

    @Override
    public void send(SimpleMailMessage... messages) {
        throw new UnsupportedOperationException("letters have two forms");
    }
}
