package com.pickatime.local.client;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The mails that the local inbox received over SMTP. */
public final class Mails {

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
        return Waiting.until(() -> find(text), limit, "no mail arrived");
    }

    private Optional<JsonNode> find(String text) {
        return inbox.get("/api/mails")
                .valueStream()
                .map(mail -> inbox.get(
                        "/api/mails/" + JsonClient.segment(mail.path("id").asString())))
                .filter(mail -> mail.path("text").asString("").contains(text))
                .findFirst();
    }
}
