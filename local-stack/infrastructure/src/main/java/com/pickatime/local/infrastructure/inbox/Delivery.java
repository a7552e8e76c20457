package com.pickatime.local.infrastructure.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail on its way in: taken for delivered only when it is kept. */
final class Delivery implements MessageHandler {

    private final Mails mails;
    private final StringBuilder sender = new StringBuilder();
    private final List<String> recipients = new ArrayList<>();

    Delivery(Mails mails) {
        this.mails = mails;
    }

    @Override
    public void from(String from) {
        sender.append(from);
    }

    @Override
    public void recipient(String recipient) {
        recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws IOException, RejectException {
        var source = MailSource.withEnvelope(sender.toString(), recipients, data.readAllBytes());
        try {
            mails.add(source);
        } catch (RuntimeException e) {
            throw new RejectException(
                    452, "The mail cannot be kept: " + e.getClass().getSimpleName());
        }
        return "kept";
    }

    @Override
    public void done() {}
}
