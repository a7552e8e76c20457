package com.pickatime.simulator.oneroster;

import com.pickatime.simulator.faults.Fault.BrokenBody;
import com.pickatime.simulator.faults.Fault.ClampedLimit;
import com.pickatime.simulator.faults.Fault.IgnoredOffset;
import com.pickatime.simulator.faults.Fault.TruncatedPage;
import com.pickatime.simulator.faults.Fault.WrongTotal;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.query.Page;
import com.pickatime.simulator.query.PageRequest;
import com.pickatime.simulator.query.PageWriter;
import com.pickatime.simulator.query.View;
import com.pickatime.simulator.tables.Collection;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers with a page of a collection, or with something that looks like one. */
@Component
class Pages {

    private final PagingSettings settings;
    private final Faults faults;

    Pages(PagingSettings settings, Faults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    Mono<ServerResponse> answer(ServerRequest request, View view) {
        var collection = view.resource().collection();
        var asked = disturbed(PageRequest.of(request.queryParams()).atMost(settings.maxLimit()), collection);
        return Mono.fromCallable(() -> view.page(asked))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(page -> answer(view, page));
    }

    private PageRequest disturbed(PageRequest request, Collection collection) {
        var clamped = faults.find(ClampedLimit.class)
                .map(fault -> request.atMost(fault.limit()))
                .orElse(request);
        return faults.find(IgnoredOffset.class, collection).isPresent() ? clamped.fromTheStart() : clamped;
    }

    private Mono<ServerResponse> answer(View view, Page page) {
        var collection = view.resource().collection();
        var difference = faults.find(WrongTotal.class, collection)
                .map(WrongTotal::difference)
                .orElse(0);
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("x-count", Integer.toString(page.size()))
                .header("x-total-count", Integer.toString(page.total() + difference))
                .header("x-perm-rev", Long.toString(faults.revisionOfNextPage()))
                .body(BodyInserters.fromDataBuffers(body(view, page)));
    }

    /** Records are computed off the event loop, a chunk each time the connection has taken the last one. */
    private Flux<DataBuffer> body(View view, Page page) {
        var collection = view.resource().collection();
        var sent = faults.take(TruncatedPage.class, collection).isPresent() ? page.halved() : page;
        var chunks = PageWriter.write(view, sent, DefaultDataBufferFactory.sharedInstance)
                .subscribeOn(Schedulers.boundedElastic());
        return faults.take(BrokenBody.class, collection).isPresent()
                ? chunks.take(1).map(chunk -> chunk.split(chunk.readableByteCount() / 2))
                : chunks;
    }
}
