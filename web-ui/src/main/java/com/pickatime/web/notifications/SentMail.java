package com.pickatime.web.notifications;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail as administrators see it: to how many it went, but never to whom.
 *
 * @param occurredAt when what it tells happened
 * @param sentAt null until it is sent
 * @param recipients whose mail server has taken it
 * @param refused addresses that their mail server refuses
 * @param problem what stood in the way the last time; null if nothing did
 */
record SentMail(
        String template,
        String state,
        Instant occurredAt,
        @Nullable Instant sentAt,
        int recipients,
        int refused,
        @Nullable Instant nextAttemptAt,
        @Nullable String problem) {

    public boolean isFailed() {
        return state.equals("FAILED");
    }

    /** The problem for people: without the name that our code has for it. */
    public String problemInWords() {
        return problem == null ? "" : problem.replaceFirst(": \\w*(?:Exception|Error)$", "");
    }
}
