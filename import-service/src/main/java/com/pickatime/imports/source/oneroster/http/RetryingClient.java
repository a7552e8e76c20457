package com.pickatime.imports.source.oneroster.http;

import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.platform.outage.Causes;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClientRequest;
import reactor.util.retry.Retry;

/**
 * GETs that are tried again while there is hope, less and less often, and as the server asks: what it asks of one request, all wait
 * for.
 */
public final class RetryingClient {

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    /** Tries that may end in silence: the time they take is what a run waits for nothing. */
    private static final int STANDSTILLS = 4;

    /** Of one request: what it is given may have ended by what is asked beside it, before it is shown. */
    private static final int MOST_RENEWALS = 5;

    private final WebClient web;
    private final SourceType source;
    private final RetryPolicy retry;
    private final int mostBytes;
    private final Clock clock;
    private volatile Instant notBefore = Instant.MIN;

    /** Reads no answer of more than {@code mostBytes}. */
    public RetryingClient(WebClient web, SourceType source, RetryPolicy retry, int mostBytes, Clock clock) {
        this.web = web;
        this.source = source;
        this.retry = retry;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** One that tries nothing again. */
    public RetryingClient once() {
        return new RetryingClient(web, source, retry.once(), mostBytes, clock);
    }

    /**
     * Reads an answer off the event loop.
     *
     * @param uri asked for before each try
     * @param whenTooMuch called before another try when less at once is likelier to succeed
     * @param reading turns the answer, of a status that does not pass, into the result; may throw
     *     {@link TransientFailureException}
     */
    public <T> Mono<T> get(
            Supplier<URI> uri, Credentials credentials, Runnable whenTooMuch, Function<Answer, T> reading) {
        return tried(
                Mono.defer(() -> letIn(uri.get(), credentials, 0)),
                whenTooMuch,
                reading,
                SourceWords.inSentence(source));
    }

    /**
     * Sends a form, as {@link #get}.
     *
     * @param whose what is asked, within a sentence
     */
    <T> Mono<T> post(URI uri, String authorization, String form, Function<Answer, T> reading, String whose) {
        return tried(
                Mono.defer(() -> once(web.post()
                        .uri(uri)
                        .header(HttpHeaders.AUTHORIZATION, authorization)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .bodyValue(form))),
                () -> {},
                reading,
                whose);
    }

    private <T> Mono<T> tried(Mono<Answer> once, Runnable whenTooMuch, Function<Answer, T> reading, String whose) {
        return whenWelcome(once)
                .publishOn(Schedulers.boundedElastic())
                .map(reading)
                .onErrorMap(failure -> explained(failure, whose))
                .retryWhen(again(whenTooMuch))
                .onErrorMap(TransientFailureException.class, failure -> givenUp(failure, whose));
    }

    /** With other credentials when those that were good before are refused. */
    private Mono<Answer> letIn(URI uri, Credentials credentials, int renewals) {
        return credentials
                .authorization(uri, this)
                .flatMap(shown -> get(uri, shown).flatMap(answer -> {
                    if (answer.status() != HttpStatus.UNAUTHORIZED.value()) {
                        credentials.wereGood(shown);
                        return Mono.just(answer);
                    }
                    return renewals < MOST_RENEWALS && credentials.renew(shown)
                            ? letIn(uri, credentials, renewals + 1)
                            : Mono.just(answer);
                }));
    }

    private Mono<Answer> get(URI uri, String authorization) {
        return once(web.get().uri(uri).header(HttpHeaders.AUTHORIZATION, authorization));
    }

    private Mono<Answer> once(WebClient.RequestHeadersSpec<?> request) {
        return request.accept(MediaType.APPLICATION_JSON)
                .httpRequest(sent -> limitSilence(sent.getNativeRequest()))
                .exchangeToMono(this::answer)
                .timeout(retry.timeout());
    }

    private Mono<Answer> answer(ClientResponse response) {
        int status = response.statusCode().value();
        var headers = response.headers().asHttpHeaders();
        if (PASSING.contains(status)) {
            return response.releaseBody()
                    .then(Mono.error(TransientFailureException.status(status, retryAfter(headers))));
        }
        return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class), mostBytes)
                .map(RetryingClient::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Answer(status, headers, body));
    }

    private static byte[] bytes(DataBuffer buffer) {
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private void limitSilence(Object request) {
        if (request instanceof HttpClientRequest netty) {
            netty.responseTimeout(retry.silence());
        }
    }

    private static Throwable explained(Throwable failure, String whose) {
        if (failure instanceof TimeoutException || Causes.include(failure, ReadTimeoutException.class)) {
            return TransientFailureException.standstill("no answer in time");
        }
        if (failure instanceof DataBufferLimitException) {
            return TransientFailureException.tooMuch("too large an answer");
        }
        if (Causes.include(failure, CertificateException.class, CertPathValidatorException.class)) {
            return new RosterIncompleteException(
                    "CERTIFICATE_NOT_TRUSTED",
                    "The certificate of " + whose
                            + " is not trusted. It must be valid today, made"
                            + " out for exactly this host name, and signed by a public authority; then import again. Nothing was changed.");
        }
        if (Causes.include(failure, SSLException.class)) {
            return TransientFailureException.broken("no secure connection");
        }
        if (Causes.include(failure, UnknownHostException.class)) {
            return TransientFailureException.broken("no such host name, check the address");
        }
        if (failure instanceof WebClientRequestException || failure instanceof IOException) {
            return TransientFailureException.broken("no connection");
        }
        return failure;
    }

    private <T> Mono<T> whenWelcome(Mono<T> request) {
        return Mono.defer(() -> {
            var now = clock.instant();
            return now.isBefore(notBefore)
                    ? Mono.delay(Duration.between(now, notBefore)).then(request)
                    : request;
        });
    }

    private Retry again(Runnable whenTooMuch) {
        return Retry.from(failures -> failures.concatMap(failed -> {
            if (!(failed.failure() instanceof TransientFailureException failure)
                    || failed.totalRetries() + 1 >= tries(failure)) {
                return Mono.error(failed.failure());
            }
            if (failure.isTooMuch()) {
                whenTooMuch.run();
            }
            var asked = failure.retryAfter();
            if (asked == null) {
                return Mono.delay(doubled(failed.totalRetries()));
            }
            notBefore = clock.instant().plus(shorter(asked, retry.longestWait()));
            return Mono.just(0L);
        }));
    }

    private int tries(TransientFailureException failure) {
        return failure.isStandstill() ? Math.min(STANDSTILLS, retry.tries()) : retry.tries();
    }

    private Duration doubled(long retries) {
        var doubled = shorter(retry.firstWait().multipliedBy(1L << Math.min(retries, 20)), retry.longestWait());
        return doubled.dividedBy(2).plusNanos((long)
                (doubled.toNanos() * ThreadLocalRandom.current().nextDouble(0.5)));
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        var value = headers.getFirst(HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : untilThen(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    private Duration untilThen(ZonedDateTime then) {
        var wait = Duration.between(clock.instant(), then.toInstant());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static RosterIncompleteException givenUp(TransientFailureException failure, String whose) {
        return new RosterIncompleteException(
                "SOURCE_UNAVAILABLE",
                whose.substring(0, 1).toUpperCase(Locale.ROOT) + whose.substring(1) + " could not be read ("
                        + failure.getMessage()
                        + "), though it was tried again and again."
                        + " Nothing was changed; the next import will try anew. If that fails too, ask whoever runs it why"
                        + " it does not answer as it should.",
                failure);
    }
}
