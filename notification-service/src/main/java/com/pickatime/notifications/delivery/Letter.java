package com.pickatime.notifications.delivery;

import com.pickatime.notifications.rendering.MailContent;

/**
 * A mail to one recipient. Each gets a letter of their own, so nobody learns another's address and a refused address
 * stops nobody else.
 */
public record Letter(String messageId, String address, MailContent content) {

    /** Leaves the address out, because whatever has a string form is logged one day. */
    @Override
    public String toString() {
        return "Letter[" + messageId + ']';
    }
}
