package com.pickatime.local.infrastructure.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The bytes of a mail, below headers of ours that keep its envelope. */
final class MailSource {

    private static final String RECIPIENT = "Delivered-To";

    private final String id;
    private final byte[] bytes;

    MailSource(String id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /** What is kept of a mail with this envelope. */
    static byte[] withEnvelope(String sender, List<String> recipients, byte[] mail) {
        var headers = new StringBuilder("Return-Path: <" + sender + ">\r\n");
        recipients.forEach(recipient -> headers.append(RECIPIENT + ": " + recipient + "\r\n"));
        var envelope = headers.toString().getBytes(StandardCharsets.UTF_8);
        var whole = Arrays.copyOf(envelope, envelope.length + mail.length);
        System.arraycopy(mail, 0, whole, envelope.length, mail.length);
        return whole;
    }

    Mail read() {
        try {
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            return new Mail(
                    id,
                    Optional.ofNullable(message.getSentDate()).map(Date::toInstant),
                    Optional.ofNullable(message.getHeader("From", ", ")).orElse(""),
                    recipients(message),
                    Optional.ofNullable(message.getSubject()).orElse(""),
                    body(message, "text/plain"),
                    body(message, "text/html"),
                    Optional.ofNullable(message.getMessageID()),
                    files(message).toList());
        } catch (MessagingException e) {
            throw new IllegalStateException("Mail " + id + " is unreadable", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> recipients(MimeMessage message) throws MessagingException {
        return Optional.ofNullable(message.getHeader(RECIPIENT)).map(List::of).orElse(List.of());
    }

    /** Names of parts that are files, in their order. */
    private static Stream<String> files(Part part) throws MessagingException, IOException {
        var names = Stream.ofNullable(part.getFileName());
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                names = Stream.concat(names, files(parts.getBodyPart(i)));
            }
        }
        return names;
    }

    /** The first part of this type, attachments left out. */
    private static Optional<String> body(Part part, String type) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return Optional.empty();
        }
        if (part.isMimeType(type) && part.getContent() instanceof String text) {
            return Optional.of(text);
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                var found = body(parts.getBodyPart(i), type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
