package com.pickatime.platform.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;

/** Tells a unique index's refusal, which is an answer here, from a failure. */
public final class DuplicateKeys {

    private DuplicateKeys() {}

    /** True when an insert or update was refused because its key is taken. */
    public static boolean isCauseOf(Throwable failure) {
        return failure instanceof MongoException refused && isTaken(refused.getCode());
    }

    static boolean isTaken(int code) {
        return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY;
    }
}
