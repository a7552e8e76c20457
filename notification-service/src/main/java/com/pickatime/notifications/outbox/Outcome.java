package com.pickatime.notifications.outbox;

/** What became of one attempt to send a mail. */
enum Outcome {
    SENT,
    WAITING_FOR_RECIPIENTS,
    RETRYING,
    /** It waits for what it has to tell. */
    EARLY,
    /** Nobody needs it any more. */
    OVERTAKEN,
    FAILED,
    /** Another instance has claimed the mail, because the lease ended. */
    TAKEN_OVER,
    /** The mail will be tried again, and so would be every other one for now. */
    SERVER_UNAVAILABLE;

    /** Whether it makes sense to turn to the next mail at once. */
    boolean allowsTheNext() {
        return this != SERVER_UNAVAILABLE;
    }
}
