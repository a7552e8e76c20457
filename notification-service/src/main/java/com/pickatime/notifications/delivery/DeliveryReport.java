package com.pickatime.notifications.delivery;

/**
 * What the SMTP server said to a letter.
 *
 * @param reason for operators; never the server's own words, which quote the address
 */
public record DeliveryReport(Verdict verdict, String reason) {

    /** What follows for the mail. */
    public enum Verdict {
        /** The server has taken the letter over. */
        ACCEPTED,
        /** The server will never take letters for this address. */
        REFUSED,
        /** The server did not take this letter now; others may fare better. */
        DEFERRED,
        /** The server takes no letters at all now. */
        UNAVAILABLE
    }
}
