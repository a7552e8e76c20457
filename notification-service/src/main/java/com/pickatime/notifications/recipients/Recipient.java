package com.pickatime.notifications.recipients;

/**
 * One administrator to be told.
 *
 * @param key a keyed hash in hexadecimal that stands for the address wherever the address must not be
 */
public record Recipient(String key, String address) {

    /** Leaves the address out, because whatever has a string form is logged one day. */
    @Override
    public String toString() {
        return "Recipient[" + key + ']';
    }
}
