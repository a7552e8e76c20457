package com.pickatime.platform.crypto;

/** A sealed field that does not open here; its message names the field and never its content. */
public final class UnreadableFieldException extends RuntimeException {

    UnreadableFieldException(String field, Throwable cause) {
        super(
                "the field " + field
                        + " was sealed with another key or for another record; all services must use the same"
                        + " keyset directory (PICKATIME_KEYSETS)",
                cause);
    }
}
