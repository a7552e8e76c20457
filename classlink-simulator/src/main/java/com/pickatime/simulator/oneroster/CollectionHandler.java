package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.faults.Fault.BrokenBody;
import com.pickatime.simulator.faults.Fault.ClampedLimit;
import com.pickatime.simulator.faults.Fault.FilterRefused;
import com.pickatime.simulator.faults.Fault.ForcedGzip;
import com.pickatime.simulator.faults.Fault.IgnoredFilter;
import com.pickatime.simulator.faults.Fault.IgnoredLimit;
import com.pickatime.simulator.faults.Fault.IgnoredOffset;
import com.pickatime.simulator.faults.Fault.LimitRefused;
import com.pickatime.simulator.faults.Fault.LinkOnly;
import com.pickatime.simulator.faults.Fault.NoCounts;
import com.pickatime.simulator.faults.Fault.StalledResponse;
import com.pickatime.simulator.faults.Fault.TruncatedPage;
import com.pickatime.simulator.faults.Fault.WrongTotal;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.CollectionView;
import com.pickatime.simulator.query.OneRosterException;
import com.pickatime.simulator.query.PageRequest;
import com.pickatime.simulator.query.PageWriter;
import com.pickatime.simulator.query.RecordPage;
import com.pickatime.simulator.tables.Collection;
import com.pickatime.simulator.tables.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers with a page of a collection, or with something that looks like one. */
@Component
class CollectionHandler {

    private final PagingSettings settings;
    private final Faults faults;
    private final SelectionCache selections;

    /** Tags of another start are not ours: its faults were others. */
    private final UUID start = UUID.randomUUID();

    CollectionHandler(PagingSettings settings, Faults faults, SelectionCache selections) {
        this.settings = settings;
        this.faults = faults;
        this.selections = selections;
    }

    Mono<ServerResponse> answer(ServerRequest request, CollectionView view) {
        var collection = view.resource().collection();
        var asked = PageRequest.of(request.queryParams());
        view.check(asked);
        if (!asked.filter().isNone() && faults.find(FilterRefused.class).isPresent()) {
            throw OneRosterException.invalid("invalid_filter_field", "nothing can be filtered here");
        }
        faults.find(LimitRefused.class).ifPresent(fault -> refuseAbove(fault.limit(), asked));
        var granted = disturbed(asked.atMost(settings.maxLimit()), collection);
        var tag = tag(request, collection);
        if (isKnown(tag, request)) {
            return ServerResponse.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
        }
        return Mono.fromCallable(
                        () -> RecordPage.of(selection(request, view, granted), granted, faults.shift(collection))
                                .first(faults.mostRows(collection)))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(page -> answer(request, view, granted, page, tag));
    }

    private static void refuseAbove(int limit, PageRequest asked) {
        if (asked.limit() > limit) {
            throw OneRosterException.invalid("invaliddata", "limit is to be at most " + limit);
        }
    }

    private PageRequest disturbed(PageRequest request, Collection collection) {
        var filtered = faults.find(IgnoredFilter.class).isPresent() ? request.unfiltered() : request;
        var sized = faults.find(IgnoredLimit.class)
                .map(fault -> filtered.of(fault.rows()))
                .orElse(filtered);
        var clamped = faults.find(ClampedLimit.class)
                .map(fault -> sized.atMost(fault.limit()))
                .orElse(sized);
        return faults.find(IgnoredOffset.class, collection).isPresent() ? clamped.fromTheStart() : clamped;
    }

    private Selection selection(ServerRequest request, CollectionView view, PageRequest granted) {
        if (view.isPlain(granted)) {
            return view.members();
        }
        var key = new SelectionCache.Key(
                faults.changes(),
                faults.purged(view.resource().collection()),
                request.uri().getRawPath(),
                granted.filter(),
                granted.order().field());
        return selections.get(key, () -> view.select(granted));
    }

    /** The same as long as the same request would be answered with the same records. */
    private String tag(ServerRequest request, Collection collection) {
        var origin = start + " " + faults.changes() + " " + faults.purged(collection) + " " + request.uri();
        return '"' + DigestUtils.md5DigestAsHex(origin.getBytes(StandardCharsets.UTF_8)) + '"';
    }

    private static boolean isKnown(String tag, ServerRequest request) {
        return request.headers().header(HttpHeaders.IF_NONE_MATCH).stream().anyMatch(known -> known.contains(tag));
    }

    private Mono<ServerResponse> answer(
            ServerRequest request, CollectionView view, PageRequest granted, RecordPage page, String tag) {
        var collection = view.resource().collection();
        var response = ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(tag)
                .header("x-perm-rev", Long.toString(faults.revisionOfNextPage()));
        countAndLink(response, new PageLinks(request.uri(), granted, page), page, collection);
        var body = body(view, page, granted.fields());
        if (faults.find(ForcedGzip.class).isEmpty()) {
            return response.body(BodyInserters.fromDataBuffers(body));
        }
        return response.header(HttpHeaders.CONTENT_ENCODING, "gzip")
                .body(BodyInserters.fromDataBuffers(Gzip.compressed(body)));
    }

    private void countAndLink(
            ServerResponse.BodyBuilder response, PageLinks links, RecordPage page, Collection collection) {
        if (faults.find(NoCounts.class, collection).isPresent()) {
            return;
        }
        if (faults.find(LinkOnly.class, collection).isPresent()) {
            response.header(HttpHeaders.LINK, links.withoutLast());
            return;
        }
        var difference = faults.find(WrongTotal.class, collection)
                .map(WrongTotal::difference)
                .orElse(0);
        response.header("x-count", Integer.toString(page.size()))
                .header("x-total-count", Integer.toString(page.total() + difference))
                .header(HttpHeaders.LINK, links.all());
    }

    /** Records are computed off the event loop, a chunk each time the connection has taken the last one. */
    private Flux<DataBuffer> body(CollectionView view, RecordPage page, List<String> fields) {
        var collection = view.resource().collection();
        var sent = faults.take(TruncatedPage.class, collection).isPresent() ? page.halved() : page;
        var chunks = PageWriter.write(view, sent, fields, DefaultDataBufferFactory.sharedInstance)
                .subscribeOn(Schedulers.boundedElastic());
        if (faults.take(BrokenBody.class, collection).isPresent()) {
            return halfOfTheFirst(chunks);
        }
        return faults.take(StalledResponse.class, collection)
                .map(fault -> halfOfTheFirst(chunks)
                        .concatWith(Flux.<DataBuffer>never().take(Duration.ofSeconds(fault.seconds()))))
                .orElse(chunks);
    }

    private static Flux<DataBuffer> halfOfTheFirst(Flux<DataBuffer> chunks) {
        return chunks.take(1).map(chunk -> chunk.split(chunk.readableByteCount() / 2));
    }
}
