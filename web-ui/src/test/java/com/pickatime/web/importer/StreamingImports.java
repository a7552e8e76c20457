package com.pickatime.web.importer;

import com.pickatime.platform.service.ServiceApplication;
import com.pickatime.web.WebUi;
import com.pickatime.web.testing.StandInServices;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The pages in front of an import service that streams: progress that a test tells, and uploads that it takes in as they come. */
final class StreamingImports implements AutoCloseable {

    private final StandInServices others = new StandInServices();
    private final Map<String, Sinks.Many<String>> told = new ConcurrentHashMap<>();
    private final DisposableServer imports;
    private final ConfigurableApplicationContext context;

    /** Streams of progress that pages have open here. */
    final AtomicInteger open = new AtomicInteger();

    /** Uploads that come in. */
    final AtomicInteger uploading = new AtomicInteger();

    private volatile Upload upload = new Upload();

    /** What came in of an upload. */
    static final class Upload {

        final AtomicInteger requests = new AtomicInteger();
        final AtomicLong bytes = new AtomicLong();
        final CountDownLatch begun = new CountDownLatch(1);
        volatile String address = "";
        volatile String type = "";
    }

    StreamingImports() {
        this.imports = HttpServer.create()
                .maxKeepAliveRequests(1)
                .bindAddress(() -> new InetSocketAddress("127.0.0.1", 0))
                .handle(this::answer)
                .bindNow();
        this.context = ServiceApplication.of(WebUi.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0", "--web.services.imports=http://127.0.0.1:" + imports.port()),
                                Stream.of("conferences", "contacts", "notifications", "sso")
                                        .map(service -> "--web.services." + service + "=" + others.url()))
                        .toArray(String[]::new));
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    StandInServices others() {
        return others;
    }

    /** Stops the pages, and returns at once. */
    void stopPages() {
        Schedulers.boundedElastic().schedule(context::close);
    }

    /** The next upload. */
    Upload next() {
        upload = new Upload();
        return upload;
    }

    /** Tells all who watch an import, now and later. */
    void tell(String importId, String state, String step, long applied) {
        told(importId)
                .tryEmitNext("event:progress\ndata:" + run(state, step, applied) + "\n\n")
                .orThrow();
    }

    private Sinks.Many<String> told(String importId) {
        return told.computeIfAbsent(importId, known -> Sinks.many().replay().all());
    }

    private static String run(String state, String step, long applied) {
        return """
                {"importId": "1", "mode": "FULL", "trigger": "MANUAL", "state": "%s", "requestedAt": "2026-11-29T22:00:00Z", \
                "progress": {"step": "%s", "fetched": [{"type": "PERSON", "rows": 7, "total": 9}], "toPublish": 40, \
                "published": 40, "applied": %d}, "holdReasons": []}""".formatted(state, step, applied);
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().startsWith("/businesses/oak/imports/known-")
                && request.uri().endsWith("/progress")) {
            var importId = request.uri().replaceFirst(".*/(known-[a-z]+)/progress", "$1");
            var heartbeats = Flux.interval(Duration.ofMillis(50)).map(tick -> ":still there\n\n");
            return response.sse()
                    .sendString(
                            Flux.defer(() -> {
                                        open.incrementAndGet();
                                        return Flux.merge(told(importId).asFlux(), heartbeats);
                                    })
                                    .doFinally(end -> open.decrementAndGet()),
                            StandardCharsets.UTF_8);
        }
        if (request.uri().startsWith("/businesses/oak/imports?mode=")) {
            var now = upload;
            now.requests.incrementAndGet();
            now.address = request.uri();
            now.type = String.valueOf(request.requestHeaders().get("Content-Type"));
            uploading.incrementAndGet();
            return request.receive()
                    .doOnNext(part -> {
                        now.bytes.addAndGet(part.readableBytes());
                        now.begun.countDown();
                    })
                    .doFinally(end -> uploading.decrementAndGet())
                    .then(Mono.defer(() -> response.status(202)
                            .header("Content-Type", "application/json")
                            .sendString(Mono.just("{\"importId\": \"new\"}"))
                            .then()));
        }
        if (request.uri().startsWith("/businesses/oak/imports?limit=")) {
            return response.header("Content-Type", "application/json").sendString(Mono.just("{\"items\": []}"));
        }
        return response.status(404)
                .header("Content-Type", "application/problem+json")
                .sendString(Mono.just("{}"));
    }

    @Override
    public void close() {
        context.close();
        imports.disposeNow();
        others.close();
    }
}
