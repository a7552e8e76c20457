package com.pickatime.imports.store;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.util.List;

/** Tells a database that is away, which is waited for, from a failure that is somebody's fault. */
public final class StoreAway {

    private static final List<Class<? extends MongoException>> KINDS = List.of(
            MongoTimeoutException.class,
            MongoSocketException.class,
            MongoConnectionPoolClearedException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class);

    private StoreAway() {}

    /** Whether the same may go well once the database is back; it may also have been done. */
    public static boolean isCauseOf(Throwable failure) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(failure));
    }
}
