package com.pickatime.sso.federation.fetch;

import io.netty.channel.ConnectTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells from what the network threw which class of failure it is.
 *
 * <p>What it threw goes no further, neither to callers nor into a log: Netty quotes in it what the other side said.
 */
final class FetchFailures {

    private static final Logger log = LoggerFactory.getLogger(FetchFailures.class);
    private static final int DEEPEST = 10;

    private FetchFailures() {}

    /** The same failure for an administrator. */
    static MetadataUnavailableException translated(Exception failure) {
        return failure instanceof MetadataUnavailableException known
                ? known
                : new MetadataUnavailableException(kind(failure));
    }

    private static FetchFailure kind(Exception failure) {
        if (isOrHas(failure, SSLException.class)) {
            return FetchFailure.UNTRUSTED_CERTIFICATE;
        }
        if (isOrHas(failure, UnknownHostException.class)) {
            return FetchFailure.HOST_NOT_FOUND;
        }
        if (isOrHas(failure, TimeoutException.class) || isOrHas(failure, ConnectTimeoutException.class)) {
            return FetchFailure.TIMED_OUT;
        }
        log.info("metadata cannot be fetched: {}", failure.getClass().getName());
        return FetchFailure.NO_CONNECTION;
    }

    private static boolean isOrHas(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .anyMatch(type::isInstance);
    }
}
