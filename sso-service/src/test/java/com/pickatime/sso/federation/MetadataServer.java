package com.pickatime.sso.federation;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An identity provider's web server on this machine: serves what the test last put there, or an error. */
public final class MetadataServer implements AutoCloseable {

    private static final String AWAY = "";

    private final AtomicReference<String> metadata = new AtomicReference<>(AWAY);
    private final AtomicInteger requests = new AtomicInteger();
    private final DisposableServer server = HttpServer.create()
            .maxKeepAliveRequests(1)
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                requests.incrementAndGet();
                var served = Objects.requireNonNull(metadata.get());
                return served.equals(AWAY)
                        ? response.status(503).send()
                        : response.sendString(Mono.just(served).delayElement(Duration.ofMillis(20)));
            })
            .bindNow();

    public MetadataServer serves(String xml) {
        metadata.set(xml);
        return this;
    }

    public MetadataServer isAway() {
        return serves(AWAY);
    }

    public URI url() {
        return url("/metadata");
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
