package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.testing.StandInServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Uploading the files of a roster. */
class RosterUploadIT {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String BOUNDARY = "a-boundary";
    private static final int CHUNK = 64 * 1024;
    private static final String CSRF = "__Host-pickatime-csrf";

    private static StreamingImports imports;

    @BeforeAll
    static void start() {
        imports = new StreamingImports();
    }

    @AfterAll
    static void stop() {
        imports.close();
    }

    @Test
    void passesAFileOnWhileItComesIn() throws InterruptedException {
        var upload = imports.next();
        // the rest is not sent before the import service has the beginning
        var rest = Mono.fromCallable(() -> upload.begun.await(5, TimeUnit.SECONDS))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapMany(begun -> begun ? Flux.range(0, 20).map(at -> chunk()) : Flux.empty());
        var form = form();

        var answer = send(
                form, Flux.concat(Flux.just(text(before(form.token(), "roster.zip")), chunk(), chunk()), rest), true);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SEE_OTHER);
        assertThat(answer.getHeaders().getLocation()).hasToString("/importer/new?done=import-started");
        assertThat(upload.begun.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(upload.bytes.get()).isEqualTo(22L * CHUNK);
        assertThat(upload.address).endsWith("?mode=DRY_RUN");
        assertThat(upload.type).isEqualTo("application/zip");
    }

    @Test
    void passesNothingOnWithoutTheFormsToken() {
        var upload = imports.next();
        var form = form();

        var answer = send(form, Flux.just(text(before("made up", "roster.zip")), chunk()), true);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(upload.requests).hasValue(0);
    }

    @Test
    void passesNothingOnOfSomebodyWhoIsNotSignedIn() {
        var upload = imports.next();
        var form = form();

        var answer = send(form, Flux.just(text(before(form.token(), "roster.zip")), chunk()), false);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(upload.requests).hasValue(0);
    }

    @Test
    void saysThatNoFileWasChosen() {
        var upload = imports.next();
        var form = form();

        var answer = send(form, Flux.just(text(before(form.token(), ""))), true);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(answer.getBody()).contains("Please choose the zip file with the roster first.");
        assertThat(upload.requests).hasValue(0);
    }

    @Test
    void letsGoOfAFileThatIsCutOff() {
        var upload = imports.next();
        var form = form();
        var sending = send(
                        imports.url(),
                        form,
                        Flux.concat(Flux.just(text(before(form.token(), "a.zip")), chunk()), Flux.never()),
                        true)
                .subscribe();
        await().atMost(LIMIT).until(() -> upload.begun.getCount() == 0);

        assertThat(imports.uploading).hasValue(1);
        sending.dispose();

        await().atMost(LIMIT).until(() -> imports.uploading.get() == 0);
    }

    private record Form(String cookie, String token) {}

    /** The page as it is when it is opened. */
    private Form form() {
        var page = Objects.requireNonNull(WebClient.create(imports.url())
                .get()
                .uri("/importer")
                .accept(MediaType.TEXT_HTML)
                .header(HttpHeaders.COOKIE, StandInServices.session(AccessLevel.ADMINISTRATOR))
                .retrieve()
                .toEntity(String.class)
                .block(LIMIT));
        var cookie = Objects.requireNonNull(page.getHeaders().get(HttpHeaders.SET_COOKIE)).stream()
                .filter(set -> set.startsWith(CSRF))
                .map(set -> set.replaceFirst(";.*", ""))
                .findFirst()
                .orElseThrow();
        return new Form(
                cookie,
                Objects.requireNonNull(page.getBody()).replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1"));
    }

    private ResponseEntity<String> send(Form form, Flux<DataBuffer> body, boolean signedIn) {
        return Objects.requireNonNull(
                send(imports.url(), form, body.concatWithValues(text("\r\n--" + BOUNDARY + "--\r\n")), signedIn)
                        .block(LIMIT));
    }

    private static Mono<ResponseEntity<String>> send(String url, Form form, Flux<DataBuffer> body, boolean signedIn) {
        return WebClient.create(url)
                .post()
                .uri("/importer/uploads")
                .accept(MediaType.TEXT_HTML)
                .contentType(MediaType.parseMediaType("multipart/form-data; boundary=" + BOUNDARY))
                .header(
                        HttpHeaders.COOKIE,
                        form.cookie() + (signedIn ? "; " + StandInServices.session(AccessLevel.ADMINISTRATOR) : ""))
                .body(body, DataBuffer.class)
                .exchangeToMono(response -> response.toEntity(String.class));
    }

    private static String before(String token, String file) {
        return field("_csrf", token)
                + field("mode", "DRY_RUN")
                + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"zip\"; filename=\"" + file
                + "\"\r\nContent-Type: application/zip\r\n\r\n";
    }

    private static String field(String name, String value) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static DataBuffer chunk() {
        return DefaultDataBufferFactory.sharedInstance.wrap(new byte[CHUNK]);
    }

    private static DataBuffer text(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
