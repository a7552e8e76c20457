package com.pickatime.local.client;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The mails that the local inbox received over SMTP. */
public final class Mails {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final JsonClient inbox;

    public Mails(JsonClient inbox) {
        this.inbox = inbox;
    }

    /**
     * The mail that has {@code text} in its text part, waiting for it to arrive.
     *
     * @throws ProductException if none arrives within {@code limit}
     */
    public JsonNode await(String text, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            var mail = find(text);
            if (mail.isPresent()) {
                return mail.get();
            }
            pause();
        }
        throw new ProductException(0, "no mail arrived within " + limit.toSeconds() + " seconds; the log says why");
    }

    private Optional<JsonNode> find(String text) {
        return inbox.get("/api/mails")
                .valueStream()
                .map(mail -> inbox.get(
                        "/api/mails/" + JsonClient.segment(mail.path("id").asString())))
                .filter(mail -> mail.path("text").asString("").contains(text))
                .findFirst();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException(0, "interrupted while waiting for a mail");
        }
    }
}
