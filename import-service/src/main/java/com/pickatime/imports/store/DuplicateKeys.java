package com.pickatime.imports.store;

import com.mongodb.MongoException;

/** Tells a unique index's refusal, which is an answer here, from a failure. */
public final class DuplicateKeys {

    private static final int DUPLICATE_KEY = 11000;

    private DuplicateKeys() {}

    /** True when an insert or update was refused because its key is taken. */
    public static boolean isCauseOf(Throwable failure) {
        return failure instanceof MongoException refused && refused.getCode() == DUPLICATE_KEY;
    }
}
