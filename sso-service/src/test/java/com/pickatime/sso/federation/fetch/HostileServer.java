package com.pickatime.sso.federation.fetch;

import com.pickatime.sso.federation.TestCertificates;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;

/** A web server on this machine that does what a hostile or a broken one would. */
final class HostileServer implements AutoCloseable {

    static final String FILE = "<metadata/>";

    private final DisposableServer server;
    private final AtomicInteger requests = new AtomicInteger();

    private HostileServer(@Nullable X509Certificate certificate) {
        var plain = HttpServer.create().host("127.0.0.1").port(0).route(this::routes);
        this.server =
                (certificate == null ? plain : plain.secure(spec -> spec.sslContext(context(certificate)))).bindNow();
    }

    static HostileServer plain() {
        return new HostileServer(null);
    }

    static HostileServer secured(X509Certificate certificate) {
        return new HostileServer(certificate);
    }

    int port() {
        return server.port();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private void routes(HttpServerRoutes routes) {
        routes.get("/file", (request, response) -> {
                    requests.incrementAndGet();
                    var headers = request.requestHeaders();
                    return response.header("X-Encoding", headers.get("Accept-Encoding", "none"))
                            .sendString(Mono.just(FILE));
                })
                .get("/redirect", (request, response) -> {
                    requests.incrementAndGet();
                    return response.status(302)
                            .header("Location", "http://127.0.0.1:" + port() + "/file")
                            .sendString(Mono.just("secret"));
                })
                .get("/error", (request, response) -> response.status(500).sendString(Mono.just("secret")))
                .get("/missing", (request, response) -> response.status(404).send())
                .get("/no-content", (request, response) -> response.status(204).send())
                .get("/empty", (request, response) -> response.send())
                .get(
                        "/drip",
                        (request, response) -> response.sendString(
                                Flux.interval(Duration.ofMillis(100)).map(tick -> "x"), StandardCharsets.US_ASCII))
                .get("/silence", (request, response) -> Mono.never())
                .get("/large", (request, response) -> response.send(parts(3 * 1024)))
                .get("/endless", (request, response) -> response.send(parts(Integer.MAX_VALUE)))
                .get("/largest", (request, response) -> response.send(parts(1024)))
                .get(
                        "/bomb",
                        (request, response) -> response.header("Content-Encoding", "gzip")
                                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bomb()))));
    }

    private static Flux<io.netty.buffer.ByteBuf> parts(int kibibytes) {
        return Flux.range(0, kibibytes).map(part -> Unpooled.wrappedBuffer(new byte[1024]));
    }

    private static byte[] bomb() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[20 * 1024 * 1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static io.netty.handler.ssl.SslContext context(X509Certificate certificate) {
        try {
            return SslContextBuilder.forServer(TestCertificates.keyPair().getPrivate(), certificate)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
