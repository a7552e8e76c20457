package com.pickatime.local.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        return await(text, Set.of(), limit);
    }

    /**
     * The one of those that had not {@link #arrived} {@code before}.
     *
     * @throws ProductException if none arrives within {@code limit}
     */
    public JsonNode await(String text, Set<String> before, Duration limit) {
        return Waiting.until(() -> find(text, before), limit, "no mail arrived");
    }

    /** The ids of those that have arrived. */
    public Set<String> arrived() {
        return inbox.get("/api/mails")
                .valueStream()
                .map(mail -> mail.path("id").asString())
                .collect(Collectors.toSet());
    }

    private Optional<JsonNode> find(String text, Set<String> before) {
        return arrived().stream()
                .filter(id -> !before.contains(id))
                .sorted(Comparator.reverseOrder())
                .map(id -> inbox.get("/api/mails/" + JsonClient.segment(id)))
                .filter(mail -> mail.path("text").asString("").contains(text))
                .findFirst();
    }
}
