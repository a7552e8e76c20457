package com.pickatime.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A schema registry gave no schema, or no id for one; the message says what to do about it and holds no payload. */
public class SchemaRegistryException extends SerializationException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    SchemaRegistryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the registry could not help. */
    public enum Reason {
        /** The schema breaks the compatibility rule of its subject. */
        INCOMPATIBLE,
        /** The registry has no such subject, version or id. */
        UNKNOWN,
        /** The registry turned the request down: credentials, an invalid schema, or an address that is no registry. */
        REFUSED,
        /** No registry answered in time, however often it was asked: the one reason that passes by itself. */
        UNAVAILABLE
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same record may succeed later, so that it should be tried again and not given up. */
    public boolean isTransient() {
        return reason == Reason.UNAVAILABLE;
    }
}
