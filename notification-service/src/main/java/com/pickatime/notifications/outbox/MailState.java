package com.pickatime.notifications.outbox;

/** How far a mail has come; the names are stored and shown to operators. */
enum MailState {
    /** Will be sent when it is due. */
    PENDING,
    /** Will be sent when the business's administrators become known. */
    WAITING_FOR_RECIPIENTS,
    /** The SMTP server has taken it over for every recipient it does not refuse. */
    SENT,
    /** Not sent, since what it tells was over, or otherwise, before it could be. */
    OVERTAKEN,
    /** Given up, until an operator opens it again. */
    FAILED
}
