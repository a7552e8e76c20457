package com.pickatime.imports.oneroster;

import com.pickatime.events.RecordType;
import com.pickatime.imports.oneroster.http.PatientClient;
import com.pickatime.imports.roster.Warning;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.staging.Staging;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A roster read over OneRoster REST: every collection whole, of one revision, or not at all. */
public final class ClassLinkRoster implements RosterSource {

    private static final Warning DEMOGRAPHICS_NOT_SHARED = new Warning(
            "DEMOGRAPHICS_NOT_SHARED",
            0,
            "ClassLink shares no birth dates with pickAtime, so parents cannot link to their students. In the ClassLink"
                    + " Management Console open Apps > All Applications, click the gear of pickAtime, then Shared Fields >"
                    + " Demographics tab > Enable Demographics > Save, and import again. Birth dates that pickAtime"
                    + " already holds were kept.");

    private final RosterEndpoint endpoint;
    private final PullSettings settings;
    private final PatientClient client;

    public ClassLinkRoster(WebClient web, RosterEndpoint endpoint, PullSettings settings, Clock clock) {
        this.endpoint = endpoint;
        this.settings = settings;
        client = new PatientClient(web, settings.patience(), settings.mostPageBytes(), clock);
    }

    @Override
    public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
        return Mono.defer(() -> {
            var pull = new Pull(settings);
            var pages = new CollectionPages(client, endpoint, pull);
            return Flux.fromArray(Collection.values())
                    .concatMap(collection -> {
                        var loop = new PagingLoop(collection, pull, settings.mostPages());
                        return copy(collection, pages.of(collection, loop), staging, progress);
                    })
                    .collectMap(Copied::type, Copied::rows)
                    .map(ClassLinkRoster::report);
        });
    }

    private static Mono<Copied> copy(Collection collection, Flux<Page> pages, Staging staging, FetchProgress progress) {
        // no prefetch: while a page is staged, the next one may arrive, but no third
        return pages.concatMap(page -> copy(page, staging), 0)
                .scan(Copied.nothingOf(collection), Copied::plus)
                .doOnNext(copied -> progress.fetched(copied.type(), copied.records(), copied.total()))
                .last()
                .onErrorReturn(NotSharedException.class, Copied.nothingOf(collection));
    }

    private static Mono<Page> copy(Page page, Staging staging) {
        return Mono.fromCallable(() -> {
                    page.batch().copyInto(staging);
                    return page;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static SourceReport report(Map<RecordType, Long> rows) {
        boolean shared = rows.getOrDefault(RecordType.DEMOGRAPHICS, 0L) > 0;
        return new SourceReport(rows, shared ? List.of() : List.of(DEMOGRAPHICS_NOT_SHARED), shared);
    }

    /** How many records of a type were read, of how many in all, and how many of those read can be used. */
    private record Copied(RecordType type, long records, long total, long rows) {

        static Copied nothingOf(Collection collection) {
            return new Copied(collection.type(), 0, FetchProgress.UNKNOWN, 0);
        }

        Copied plus(Page page) {
            return new Copied(
                    type,
                    records + page.records(),
                    page.total(),
                    rows + page.batch().usable());
        }
    }
}
