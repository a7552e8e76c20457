package com.pickatime.contacts.reading;

/** Why a record cannot be applied; the name is the code in the dead letter's header. */
public enum RefusalReason {
    /** The record has no key, so nothing says in which order it belongs. */
    NO_KEY,
    /** The key is not the one of the record's business and source ID. */
    KEY_MISMATCH,
    /** The value is not a roster record that this version can read. */
    UNDECODABLE,
    /** The schema registry does not know the value's schema, and ops gave the record up. */
    UNKNOWN_SCHEMA,
    /** The operation is one that this version does not know. */
    UNKNOWN_OPERATION,
    /** The type is one that this version does not know. */
    UNKNOWN_TYPE,
    /** The payload is not of the record's type, or is missing. */
    WRONG_PAYLOAD,
    /** A field without which the record means nothing is empty. */
    MISSING_FIELD,
    /** The business, import or source id is longer than 512 characters. */
    ID_TOO_LONG,
    /** A sealed field was sealed with another key or for another record. */
    UNREADABLE_FIELD,
    /** What the birth date's ciphertext holds is no date. */
    INVALID_BIRTH_DATE,
    /** The store will not hold such a document. */
    REFUSED_BY_STORE
}
