package com.pickatime.sso.federation.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.sso.federation.TestCertificates;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

class MetadataFetcherIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HostLookup JDK = host -> List.of(InetAddress.getAllByName(host));

    private static HostileServer server;

    private final MetadataFetcher local = MetadataFetcher.create(true);
    private final MetadataFetcher strict = MetadataFetcher.create(false);

    @BeforeAll
    static void start() {
        server = HostileServer.plain();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void bringsTheFile() {
        StepVerifier.create(local.fetch(at("/file")))
                .assertNext(file ->
                        assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo(HostileServer.FILE))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void takesTheNameOfThisMachineWhereItIsAllowed() {
        var url = URI.create("http://localhost:" + server.port() + "/file");

        StepVerifier.create(local.fetch(url))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertFails(strict, url, FetchFailure.NOT_HTTPS);
    }

    @Test
    void doesNotFollowARedirect() {
        var before = server.requests();

        assertFails(local, at("/redirect"), FetchFailure.REDIRECTED);
        assertThat(server.requests()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/missing", "/no-content", "/empty", "/nowhere"})
    void wantsAFileAndNothingElse(String path) {
        assertFails(local, at(path), FetchFailure.NOT_SERVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drip", "/silence"})
    void waitsNoLongerThanFiveSecondsForTheWholeFile(String path) {
        var started = System.nanoTime();

        assertFails(local, at(path), FetchFailure.TIMED_OUT);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofMillis(4_500), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/endless"})
    void stopsReadingWhatIsTooLarge(String path) {
        assertFails(local, at(path), FetchFailure.TOO_LARGE);
    }

    @Test
    void takesWhatIsJustNotTooLarge() {
        StepVerifier.create(local.fetch(at("/largest")))
                .assertNext(file -> assertThat(file).hasSize(1024 * 1024))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void inflatesNothing() {
        assertFails(local, at("/bomb"), FetchFailure.COMPRESSED);
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertFails(local, URI.create("http://127.0.0.1:" + port + "/"), FetchFailure.NO_CONNECTION);
    }

    @Test
    void saysWhenWhatListensSpeaksNoHttp() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answered = Mono.fromCallable(() -> {
                        try (var client = socket.accept()) {
                            client.getInputStream().read();
                            client.getOutputStream().write("SSH-2.0-secret\r\n".getBytes(StandardCharsets.US_ASCII));
                        }
                        return true;
                    })
                    .subscribeOn(Schedulers.boundedElastic())
                    .toFuture();

            assertFails(
                    local, URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/"), FetchFailure.NO_CONNECTION);
            assertThat(answered.get()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/m",
                "https://2130706433/m",
                "https://[::1]/m",
                "https://[::ffff:127.0.0.1]/m",
                "https://[::ffff:10.0.0.1]/m",
                "https://[64:ff9b::7f00:1]/m",
                "https://[2002:7f00:1::]/m",
                "https://[fe80::1]/m",
                "https://10.1.2.3/m",
                "https://169.254.169.254/latest/meta-data/",
                "https://0.0.0.0/m",
                "https://localhost/m"
            })
    void refusesAddressesInsideByWhateverSpelling(String url) {
        assertFails(strict, URI.create(url), FetchFailure.PRIVATE_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.1.2.3/m", "https://169.254.169.254/m", "https://[fd00::1]/m"})
    void refusesTheNetworkInsideEvenWhereThisMachineIsAllowed(String url) {
        assertFails(local, URI.create(url), FetchFailure.PRIVATE_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.7", "127.0.0.1", "169.254.169.254", "100.64.0.1", "fd00::1", "::1", "64:ff9b::a00:1"})
    void refusesANameThatLeadsInside(String address) {
        assertFails(
                fetcher(false, host -> List.of(InetAddress.getByName(address))),
                URI.create("https://idp.example/m"),
                FetchFailure.PRIVATE_ADDRESS);
    }

    @Test
    void refusesANameOfWhichOneAddressOfManyLeadsInside() {
        assertFails(
                fetcher(
                        false,
                        host -> List.of(InetAddress.getByName("198.20.0.1"), InetAddress.getByName("127.0.0.1"))),
                URI.create("https://idp.example/m"),
                FetchFailure.PRIVATE_ADDRESS);
    }

    @Test
    void connectsToTheAddressItCheckedAndAsksOnlyOnce() {
        var lookUps = new AtomicInteger();
        // public at first sight, and this machine for whoever asks again
        HostLookup rebinding =
                host -> List.of(InetAddress.getByName(lookUps.getAndIncrement() == 0 ? "192.0.3.255" : "127.0.0.1"));
        var before = server.requests();
        var rebound = fetcher(true, rebinding).fetch(URI.create("https://idp.example:" + server.port() + "/file"));

        StepVerifier.create(rebound)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                MetadataUnavailableException.class,
                                unavailable -> assertThat(unavailable.code())
                                        .isIn(FetchFailure.TIMED_OUT.name(), FetchFailure.NO_CONNECTION.name())))
                .verify(PATIENCE);
        assertThat(lookUps).hasValue(1);
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void asksAgainForEveryFetch() {
        var lookUps = new AtomicInteger();
        var fetcher = fetcher(true, host -> {
            lookUps.incrementAndGet();
            return JDK.addressesOf(host);
        });
        var url = URI.create("http://localhost:" + server.port() + "/file");

        StepVerifier.create(fetcher.fetch(url).then(fetcher.fetch(url)))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void keepsPlainHttpOnThisMachineWhateverTheNameServerSays() {
        assertFails(
                fetcher(true, host -> List.of(InetAddress.getByName("198.20.0.1"))),
                URI.create("http://localhost:" + server.port() + "/file"),
                FetchFailure.PRIVATE_ADDRESS);
    }

    @Test
    void saysWhenThereIsNoSuchHost() {
        assertFails(
                fetcher(false, host -> {
                    throw new UnknownHostException(host);
                }),
                URI.create("https://idp.invalid/m"),
                FetchFailure.HOST_NOT_FOUND);
    }

    @Test
    void readsOverTlsFromAHostWithItsOwnCertificate() {
        var certificate = TestCertificates.ofHost("idp.example");
        try (var secured = HostileServer.secured(certificate)) {
            StepVerifier.create(trusting(certificate).fetch(secured(secured, "idp.example")))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(PATIENCE);
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        try (var secured = HostileServer.secured(TestCertificates.ofHost("idp.example"))) {
            assertFails(
                    fetcher(true, host -> List.of(InetAddress.getLoopbackAddress())),
                    secured(secured, "idp.example"),
                    FetchFailure.UNTRUSTED_CERTIFICATE);
            assertThat(secured.requests()).isZero();
        }
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        var certificate = TestCertificates.ofHost("other.example");
        try (var secured = HostileServer.secured(certificate)) {
            assertFails(trusting(certificate), secured(secured, "idp.example"), FetchFailure.UNTRUSTED_CERTIFICATE);
            assertThat(secured.requests()).isZero();
        }
    }

    @Test
    void tellsNothingOfWhatAHostSaid() {
        StepVerifier.create(local.fetch(at("/error")))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .hasMessageNotContaining("secret")
                        .hasMessageNotContaining("500")
                        .hasNoCause())
                .verify(PATIENCE);
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static URI secured(HostileServer server, String host) {
        return URI.create("https://" + host + ':' + server.port() + "/file");
    }

    private static MetadataFetcher fetcher(boolean loopbackAllowed, HostLookup hosts) {
        return new MetadataFetcher(loopbackAllowed, hosts, UnaryOperator.identity());
    }

    private static MetadataFetcher trusting(X509Certificate certificate) {
        UnaryOperator<HttpClient> tls = client -> client.secure(spec -> {
            try {
                spec.sslContext(
                        SslContextBuilder.forClient().trustManager(certificate).build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new MetadataFetcher(true, host -> List.of(InetAddress.getLoopbackAddress()), tls);
    }

    private static void assertFails(MetadataFetcher fetcher, URI url, FetchFailure expected) {
        StepVerifier.create(fetcher.fetch(url))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                MetadataUnavailableException.class,
                                unavailable -> assertThat(unavailable.code()).isEqualTo(expected.name())))
                .verify(PATIENCE);
    }
}
