package com.pickatime.platform.outage;

import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoWriteConcernException;
import com.pickatime.schemas.serde.SchemaRegistryException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells that something we need is away, refuses us or is too slow, from a fault of what is being worked on. */
public final class Outages {

    private static final List<Class<? extends Throwable>> KINDS = List.of(
            IOException.class,
            TimeoutException.class,
            MongoClientException.class,
            MongoSocketException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoExecutionTimeoutException.class,
            MongoWriteConcernException.class,
            RetriableException.class,
            AuthenticationException.class,
            AuthorizationException.class);

    /** Unauthorized, AuthenticationFailed, CursorNotFound, MaxTimeMSExpired, WriteConflict: the same on any server. */
    private static final Set<Integer> COMMAND_CODES = Set.of(13, 18, 43, 50, 112);

    private Outages() {}

    /** Whether {@code failure}, or what it was caused by, is an outage: the same work may succeed later as it is. */
    public static boolean isCauseOf(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(cause))
                || (cause instanceof SchemaRegistryException registry && registry.isTransient())
                || (cause instanceof MongoCommandException refused && COMMAND_CODES.contains(refused.getCode()));
    }
}
