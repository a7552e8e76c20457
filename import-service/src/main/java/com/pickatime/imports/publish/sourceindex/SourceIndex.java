package com.pickatime.imports.publish.sourceindex;

import com.pickatime.imports.plan.roster.OwnContacts;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.platform.access.ServiceTokens;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Asks the contact service what it has stored.
 *
 * <p>The first line of its answer tells how far it has applied the topic. Only when that is far enough is the rest read;
 * until then the question is put again and again.
 */
@Component
public class SourceIndex {

    private static final Logger log = LoggerFactory.getLogger(SourceIndex.class);

    private static final int BATCH = 5_000;
    private static final long NOTHING = -1;

    private final WebClient web;
    private final ContactServiceSettings settings;
    private final Scheduler blocking;
    private final Clock clock;

    SourceIndex(WebClient web, ServiceTokens tokens, ContactServiceSettings settings, Scheduler blocking, Clock clock) {
        this.web = web.mutate().filter(tokens).build();
        this.settings = settings;
        this.blocking = blocking;
        this.clock = clock;
    }

    /**
     * Copies everything that is stored into {@code staging}, which must be empty.
     *
     * <p>Fails with {@link ContactServiceNotReadyException} when the wait is too long, and with {@link SourceIndexException} when
     * the answer is no whole index.
     *
     * @param through by partition, the offset through which everything must be applied first
     * @param begun called when the wait is over and the copying begins
     */
    public Mono<StoredTotals> copyInto(
            Staging staging, BusinessId businessId, Map<Integer, Long> through, Runnable begun) {
        return Mono.defer(() -> {
            var deadline = clock.instant().plus(settings.patience());
            return Mono.defer(() -> copyOnce(new IndexCopy(staging), businessId, through, begun))
                    .retryWhen(untilThen(deadline))
                    .onErrorMap(NotYetException.class, ContactServiceNotReadyException::new);
        });
    }

    /**
     * Whether what is stored is what it was when the contact service said this of it. False also where it does not answer, or not so: a
     * copy of the index waits for it, or fails with the reason.
     *
     * @param lastChange as {@link StoredTotals#lastChange} names it
     */
    public Mono<Boolean> isStill(BusinessId businessId, long highestRevision, String lastChange) {
        return lines(businessId, "?entries=false")
                .single()
                .timeout(settings.silence())
                .map(line -> IndexLine.highestRevision(line) == highestRevision
                        && lastChange.equals(IndexLine.lastChange(line)))
                .onErrorResume(failure -> {
                    log.debug(
                            "business={} what is stored is read, because it cannot be asked for", businessId, failure);
                    return Mono.just(false);
                });
    }

    /**
     * The contacts that a business made itself, if nothing of a roster is stored of it; otherwise none are told.
     *
     * <p>Fails with {@link ContactServiceNotReadyException} when the contact service cannot be asked now, and with
     * {@link SourceIndexException} when its answer cannot be read.
     */
    public Mono<OwnContacts> ownContacts(BusinessId businessId) {
        return lines(businessId)
                .skip(1)
                .next()
                .timeout(settings.silence())
                .map(line -> IndexLine.entries(line) == null ? OwnContacts.NONE : IndexLine.own(line))
                .switchIfEmpty(Mono.error(() -> new SourceIndexException("is cut off")))
                .onErrorMap(SourceIndex::isTransport, ContactServiceNotReadyException::new);
    }

    private Mono<StoredTotals> copyOnce(
            IndexCopy copy, BusinessId businessId, Map<Integer, Long> through, Runnable begun) {
        return lines(businessId)
                .switchOnFirst((first, lines) -> {
                    var line = first.get();
                    if (line != null) {
                        requireApplied(through, IndexLine.positions(line));
                        copy.begin(line);
                        begun.run();
                    }
                    return lines.skip(1);
                })
                .buffer(BATCH)
                .timeout(settings.silence())
                .concatMap(batch -> Mono.fromRunnable(() -> copy.take(batch)).subscribeOn(blocking), 1)
                .then(Mono.fromCallable(copy::whole))
                .onErrorMap(SourceIndex::isTransport, failure -> interpret(copy, failure));
    }

    private Flux<String> lines(BusinessId businessId) {
        return lines(businessId, "?gone=true");
    }

    private Flux<String> lines(BusinessId businessId, String query) {
        return web.get()
                .uri(settings.baseUrl() + "/businesses/{businessId}/source-index" + query, businessId)
                .accept(MediaType.APPLICATION_NDJSON)
                .retrieve()
                .bodyToFlux(String.class);
    }

    private static void requireApplied(Map<Integer, Long> through, Map<Integer, Long> positions) {
        through.forEach((partition, offset) -> {
            if (positions.getOrDefault(partition, NOTHING) < offset) {
                throw new NotYetException("the contact service is behind", null);
            }
        });
    }

    private Retry untilThen(Instant deadline) {
        return Retry.backoff(Long.MAX_VALUE, settings.firstWait())
                .maxBackoff(settings.longestWait())
                .filter(failure ->
                        failure instanceof NotYetException && clock.instant().isBefore(deadline));
    }

    private static boolean isTransport(Throwable failure) {
        return failure instanceof WebClientException
                || failure instanceof IOException
                || failure instanceof TimeoutException;
    }

    private static RuntimeException interpret(IndexCopy copy, Throwable failure) {
        if (failure instanceof WebClientResponseException answer
                && answer.getStatusCode().is4xxClientError()) {
            return new SourceIndexException(
                    "was refused with status " + answer.getStatusCode().value(), failure);
        }
        return copy.hasBegun()
                ? new SourceIndexException("broke off", failure)
                : new NotYetException("the contact service cannot be read", failure);
    }
}
