package com.pickatime.sso.federation.fetch;

import com.pickatime.sso.saml.metadata.MetadataReader;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Fetches metadata from an address that an administrator typed, without becoming their way into our own network.
 *
 * <p>One GET over https, to public addresses only, which are checked where the connection is made; no redirect, no
 * compression, no cookie, no proxy; at most {@link MetadataReader#MOST_BYTES} and {@link #LIMIT}. Of what went wrong the
 * caller learns a {@link FetchFailure} and nothing else.
 */
public final class MetadataFetcher {

    /** For all of it: look-up, connection, TLS and the last byte. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final MetadataUrlRules urls;
    private final HttpClient secure;
    private final HttpClient loopback;

    MetadataFetcher(boolean loopbackAllowed, HostLookup hosts, UnaryOperator<HttpClient> tls) {
        this.urls = new MetadataUrlRules(loopbackAllowed);
        var rule = loopbackAllowed ? AddressRule.PUBLIC_OR_LOOPBACK : AddressRule.PUBLIC;
        this.secure = tls.apply(client(new CheckedAddressResolverGroup(hosts, rule)));
        this.loopback = client(new CheckedAddressResolverGroup(hosts, AddressRule.LOOPBACK));
    }

    /**
     * One that asks this machine's own resolver and trusts the JVM's certificate authorities.
     *
     * @param loopbackAllowed whether this very machine may be asked, also without https: for the local stack and tests
     */
    public static MetadataFetcher create(boolean loopbackAllowed) {
        return new MetadataFetcher(
                loopbackAllowed, host -> List.of(InetAddress.getAllByName(host)), UnaryOperator.identity());
    }

    /** The file at an address; fails with {@link MetadataUnavailableException}. Never waits on the caller's thread. */
    public Mono<byte[]> fetch(URI url) {
        return Mono.defer(() -> urls.fault(url)
                .<Mono<byte[]>>map(fault -> Mono.error(new MetadataUnavailableException(fault)))
                .orElseGet(() -> get(url).timeout(LIMIT).onErrorMap(Exception.class, FetchFailures::translated)));
    }

    private Mono<byte[]> get(URI url) {
        var client = "https".equalsIgnoreCase(url.getScheme()) ? secure : loopback;
        return client.get().uri(url).response(MetadataFetcher::file).single();
    }

    private static Mono<byte[]> file(HttpClientResponse answer, ByteBufFlux body) {
        var status = answer.status();
        if (status.code() >= 300 && status.code() < 400) {
            return Mono.error(new MetadataUnavailableException(FetchFailure.REDIRECTED));
        }
        if (status.code() != OK) {
            return Mono.error(new MetadataUnavailableException(FetchFailure.NOT_SERVED));
        }
        if (!"identity".equalsIgnoreCase(answer.responseHeaders().get(HttpHeaderNames.CONTENT_ENCODING, "identity"))) {
            return Mono.error(new MetadataUnavailableException(FetchFailure.COMPRESSED));
        }
        return body.asByteArray()
                .collect(ByteArrayOutputStream::new, MetadataFetcher::append)
                .map(ByteArrayOutputStream::toByteArray)
                .filter(bytes -> bytes.length > 0)
                .switchIfEmpty(Mono.error(() -> new MetadataUnavailableException(FetchFailure.NOT_SERVED)));
    }

    private static void append(ByteArrayOutputStream file, byte[] part) {
        if (file.size() + part.length > MetadataReader.MOST_BYTES) {
            throw new MetadataUnavailableException(FetchFailure.TOO_LARGE);
        }
        file.writeBytes(part);
    }

    /** A connection of its own each time: one kept open would be used without asking the resolver again. */
    private static HttpClient client(CheckedAddressResolverGroup resolvers) {
        return HttpClient.create(ConnectionProvider.newConnection())
                .resolver(resolvers)
                .protocol(HttpProtocol.HTTP11)
                .followRedirect(false)
                .compress(false)
                .disableRetry(true)
                .noProxy()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) LIMIT.toMillis())
                .headers(headers -> headers.set(
                                HttpHeaderNames.ACCEPT, "application/samlmetadata+xml, application/xml, text/xml")
                        .set(HttpHeaderNames.ACCEPT_ENCODING, "identity")
                        .set(HttpHeaderNames.USER_AGENT, "pickAtime"));
    }
}
