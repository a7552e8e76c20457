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
        /** No registry answered in time, however often it was asked. */
        UNAVAILABLE
    }

    public Reason reason() {
        return reason;
    }

    /**
     * Whether the same record may succeed later, so that it should be tried again and not given up.
     *
     * <p>Of a record that was read always: wrong credentials, a wrong address or a registry that was restored without an
     * id say nothing about it, and pass when the registry or its settings are mended. Only a schema that its subject will
     * not take stays refused, and only a producer meets that.
     */
    public boolean isTransient() {
        return reason != Reason.INCOMPATIBLE;
    }
}
