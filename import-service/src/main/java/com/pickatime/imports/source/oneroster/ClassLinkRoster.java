package com.pickatime.imports.source.oneroster;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.Reading;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.imports.source.oneroster.CollectionCheck.State;
import com.pickatime.imports.source.oneroster.http.Answer;
import com.pickatime.imports.source.oneroster.http.RetryingClient;
import com.pickatime.imports.source.reading.RowReader;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A roster read over OneRoster REST: every collection whole, of one revision, or not at all. */
public final class ClassLinkRoster implements RosterSource {

    private static final Logger log = LoggerFactory.getLogger(ClassLinkRoster.class);

    private static final Warning DEMOGRAPHICS_NOT_SHARED = new Warning(
            "DEMOGRAPHICS_NOT_SHARED",
            0,
            "ClassLink shares no birth dates with pickAtime, so parents cannot link to their students. In the ClassLink"
                    + " Management Console open Apps > All Applications, click the gear of pickAtime, then Shared Fields >"
                    + " Demographics tab > Enable Demographics > Save, and import again. Birth dates that pickAtime"
                    + " already holds were kept.");

    private static final Warning NOT_SHARED_DIRECTLY = new Warning(
            "DEMOGRAPHICS_NOT_SHARED",
            0,
            "The district's OneRoster server shares no birth dates with pickAtime, so parents cannot link to their students."
                    + " Let pickAtime's key read demographics on that server, and import again. Birth dates that pickAtime"
                    + " already holds were kept.");

    /** A time as OneRoster writes it. The year is the calendar's: that of the week is another one around New Year. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Reactor's name of what is told of errors behind the one that ended it all. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    /** Of what is read side by side, all may fail; the first says why, and Reactor would log the others as errors of ours. */
    private static final Consumer<Throwable> ALSO_FAILED =
            failure -> log.debug("a collection failed too when the pull had failed already", failure);

    private final RosterEndpoint endpoint;
    private final PullSettings settings;
    private final RetryingClient client;
    private final Clock clock;

    /** Which records are asked for; null for all. */
    private final @Nullable String filter;

    public ClassLinkRoster(WebClient web, RosterEndpoint endpoint, PullSettings settings, Clock clock) {
        this(
                endpoint,
                settings,
                new RetryingClient(web, endpoint.type(), settings.retry(), settings.mostPageBytes(), clock),
                clock,
                null);
    }

    private ClassLinkRoster(
            RosterEndpoint endpoint,
            PullSettings settings,
            RetryingClient client,
            Clock clock,
            @Nullable String filter) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.client = client;
        this.clock = clock;
        this.filter = filter;
    }

    /**
     * The same roster, of which only what changed at {@code since} or later is read: then nothing is gone because it is not
     * there, but what is to be deleted is. It does no harm if the server gives more than that.
     */
    public ClassLinkRoster changedSince(Instant since) {
        return new ClassLinkRoster(endpoint, settings, client, clock, "dateLastModified>='" + TIME.format(since) + "'");
    }

    @Override
    public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
        return Mono.defer(() -> {
            var pull = new Pull(endpoint.type(), settings, filter);
            var rows = new RowReader(clock);
            var pages = new CollectionPages(client, endpoint, new PageReader(endpoint, rows));
            return announce(staging)
                    .thenMany(Flux.fromArray(RosterCollection.values()))
                    .flatMap(
                            collection -> {
                                var loop = new PagingLoop(collection, pull, settings.mostPages());
                                return copy(collection, pages.of(collection, loop), staging, progress);
                            },
                            settings.atOnce())
                    .collectMap(Copied::type)
                    .map(copied -> report(copied, rows, reading(pull, rows)))
                    // two that fail at the same moment come as one error that has no reason of its own
                    .onErrorMap(
                            Exceptions::isMultiple,
                            failure -> Exceptions.unwrapMultiple(failure).get(0))
                    .contextWrite(context -> context.put(ON_ERROR_DROPPED, ALSO_FAILED));
        });
    }

    @Override
    public Mono<Boolean> isStill(Reading reading, FetchProgress progress) {
        if (filter != null
                || !reading.from().equals(from())
                || !LocalDate.now(clock).isBefore(reading.until())) {
            return Mono.just(false);
        }
        // what fails is not worth the patience: then the roster is read
        var hasty = client.once();
        var same = new ConcurrentHashMap<RecordType, Long>();
        var differs = new AtomicBoolean();
        return Flux.fromArray(RosterCollection.values())
                .flatMapIterable(collection -> reading.pages().stream()
                        .filter(page -> page.type() == collection.type())
                        .toList())
                // what is asked already is waited for, and nothing more is asked
                .flatMap(
                        page -> differs.get()
                                ? Mono.empty()
                                : isStill(page, hasty).doOnNext(still -> {
                                    if (still) {
                                        long rows = same.merge(page.type(), (long) page.rows(), Long::sum);
                                        progress.fetched(page.type(), rows, page.total());
                                    } else {
                                        differs.set(true);
                                    }
                                }),
                        settings.atOnce())
                .then(Mono.fromCallable(() -> !differs.get()));
    }

    private Mono<Boolean> isStill(Reading.Page page, RetryingClient hasty) {
        var collection = RosterCollection.of(page.type());
        return hasty.get(
                        () -> endpoint.collection(collection.path(), page.limit(), page.offset(), null),
                        endpoint.credentials(),
                        () -> {},
                        answer -> answer.isOk() && page.is(PageReader.digest(answer)))
                .onErrorResume(failure -> {
                    log.debug("a page could not be looked at, so that the roster is to be read", failure);
                    return Mono.just(false);
                });
    }

    private String from() {
        return endpoint.address() + ' ' + settings.pageSize();
    }

    /** What was withheld has no page by which it would be known that it is not any more. */
    private @Nullable Reading reading(Pull pull, RowReader rows) {
        var pages = pull.pages();
        return pages == null
                        || filter != null
                        || pages.stream().map(Reading.Page::type).distinct().count() < RosterCollection.values().length
                ? null
                : new Reading(from(), RosterChoice.ALL, rows.sameUntil(), pages);
    }

    private Mono<Void> announce(Staging staging) {
        return filter == null
                ? Mono.empty()
                : Mono.<Void>fromRunnable(() -> {
                            for (var collection : RosterCollection.values()) {
                                staging.onlyChanges(collection.type());
                            }
                        })
                        .subscribeOn(Schedulers.boundedElastic());
    }

    /** The beginning of every collection, one after the other; what cannot be read is told, never an error. */
    public Flux<CollectionCheck> check() {
        return Flux.defer(() -> {
            var pull = new Pull(endpoint.type(), settings);
            var pages = new CollectionPages(client, endpoint, new PageReader(endpoint, new RowReader(clock)));
            return Flux.fromArray(RosterCollection.values())
                    .concatMap(collection -> pages.of(collection, new PagingLoop(collection, pull, Integer.MAX_VALUE))
                            .next()
                            .map(page -> CollectionCheck.of(collection, page))
                            .onErrorResume(
                                    RosterIncompleteException.class,
                                    failure -> Mono.just(CollectionCheck.without(
                                            collection, State.FAILED, String.valueOf(failure.getMessage()))))
                            .onErrorResume(
                                    NotSharedException.class,
                                    withheld -> Mono.just(CollectionCheck.without(
                                            collection,
                                            State.NOT_SHARED,
                                            notShared().message())))
                            .flatMap(check -> collection == RosterCollection.DEMOGRAPHICS
                                    ? students()
                                            .map(all -> check.amongStudents(
                                                    all, notShared().message()))
                                            .defaultIfEmpty(check)
                                    : Mono.just(check)));
        });
    }

    /** How many students the server counts; nothing where it does not say. */
    private Mono<Long> students() {
        return client.get(
                        () -> endpoint.collection("students", 1, 0, null),
                        endpoint.credentials(),
                        () -> {},
                        answer -> answer.isOk() ? answer.number("x-total-count") : Answer.UNKNOWN)
                // it is worth a sentence more, and no error of its own
                .onErrorReturn(RosterIncompleteException.class, (long) Answer.UNKNOWN)
                .filter(count -> count > 0);
    }

    private Warning notShared() {
        return endpoint.type() == SourceType.CLASSLINK_PROXY ? DEMOGRAPHICS_NOT_SHARED : NOT_SHARED_DIRECTLY;
    }

    private static Mono<Copied> copy(
            RosterCollection collection, Flux<CollectionPage> pages, Staging staging, FetchProgress progress) {
        // no prefetch: while a page is staged, the next one may arrive, but no third
        return pages.concatMap(page -> copy(page, staging), 0)
                .scan(Copied.nothingOf(collection), Copied::plus)
                .doOnNext(copied -> progress.fetched(copied.type(), copied.records(), copied.total()))
                .last()
                .onErrorReturn(NotSharedException.class, Copied.withheld(collection));
    }

    private static Mono<CollectionPage> copy(CollectionPage page, Staging staging) {
        return Mono.fromCallable(() -> {
                    page.batch().copyInto(staging);
                    return page;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private SourceReport report(Map<RecordType, Copied> copied, RowReader reader, @Nullable Reading reading) {
        var rows = new EnumMap<RecordType, Long>(RecordType.class);
        var inactive = new EnumMap<RecordType, Long>(RecordType.class);
        copied.forEach((type, of) -> {
            rows.put(type, of.rows());
            inactive.put(type, of.inactive());
        });
        var birthDates = copied.get(RecordType.DEMOGRAPHICS);
        boolean shared = birthDates != null
                && (filter == null ? birthDates.rows() + birthDates.refused() > 0 : !birthDates.withheld());
        var warnings = new ArrayList<>(reader.warnings());
        if (!shared) {
            warnings.add(0, notShared());
        }
        if (filter != null) {
            warnings.add(0, SourceWords.CHANGES_ONLY);
        }
        return new SourceReport(endpoint.type(), rows, inactive, warnings, shared, filter != null, reading);
    }

    /** How many records of a type were read, of how many in all, and how many of those can be used, are inactive, or bad. */
    private record Copied(
            RecordType type, long records, long total, long rows, long inactive, long refused, boolean withheld) {

        static Copied nothingOf(RosterCollection collection) {
            return new Copied(collection.type(), 0, FetchProgress.UNKNOWN, 0, 0, 0, false);
        }

        static Copied withheld(RosterCollection collection) {
            return new Copied(collection.type(), 0, FetchProgress.UNKNOWN, 0, 0, 0, true);
        }

        Copied plus(CollectionPage page) {
            return new Copied(
                    type,
                    records + page.records(),
                    page.total() == FetchProgress.UNKNOWN ? total : page.total(),
                    rows + page.batch().usable(),
                    inactive + page.batch().inactive(),
                    refused + page.batch().refused(),
                    withheld);
        }
    }
}
