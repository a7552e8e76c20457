package com.pickatime.imports.connection;

import java.time.Instant;

/** Something about a connection that is still to be announced on the topic. */
public record PendingAnnouncement(Kind kind, Instant since) {

    /** What is to be announced. */
    public enum Kind {
        /** A district that nobody knew. */
        FOUND,
        ACTIVATED,
        ADMINISTRATORS_CHANGED
    }
}
