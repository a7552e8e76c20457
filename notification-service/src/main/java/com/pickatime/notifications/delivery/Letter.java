package com.pickatime.notifications.delivery;

import com.pickatime.notifications.rendering.MailContent;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one recipient. Each gets a letter of their own, so nobody learns another's address and a refused address
 * stops nobody else.
 *
 * @param calendar null for none
 */
public record Letter(
        String messageId,
        String address,
        MailContent content,
        @Nullable Calendar calendar) {

    /**
     * What the mail program enters in a calendar.
     *
     * @param method what it does there, as in the file
     */
    public record Calendar(String method, String file) {

        /** It names whoever gets it. */
        @Override
        public String toString() {
            return "Calendar[" + method + ']';
        }
    }

    public Letter(String messageId, String address, MailContent content) {
        this(messageId, address, content, null);
    }

    /** Leaves the address out, because whatever has a string form is logged one day. */
    @Override
    public String toString() {
        return "Letter[" + messageId + ']';
    }
}
