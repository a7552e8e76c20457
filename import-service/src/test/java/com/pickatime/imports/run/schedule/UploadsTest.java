package com.pickatime.imports.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.upload.Uploaded;
import com.pickatime.imports.source.upload.Uploads;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.UnreadableFieldException;
import com.pickatime.platform.ids.BusinessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class UploadsTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NAME = "Hummingbird";

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Uploaded uploaded = new Uploaded(queue.database, queue.clock);
    private final Uploads uploads = uploaded.uploads();
    private final UnusedUploads unused = new UnusedUploads(queue.runs, uploads, Uploaded.SETTINGS, queue.clock);

    @TempDir
    private Path directory;

    @Test
    void givesBackWhatItGotToAnyInstance() throws IOException {
        var large = "0123456789".repeat(150_000);
        var name = uploaded.keep(SPRINGFIELD, large, large, "end");

        var other = new Uploaded(queue.database, queue.clock).uploads();
        run(other.writeTo(directory.resolve("zip"), SPRINGFIELD, name));

        assertThat(Files.readString(directory.resolve("zip"))).isEqualTo(large + large + "end");
        assertThat(chunks()).hasSizeGreaterThan(1);
    }

    @Test
    void keepsNothingThatCouldBeRead() {
        uploaded.keep(SPRINGFIELD, NAME.repeat(1_000));

        assertThat(chunks())
                .isNotEmpty()
                .allSatisfy(chunk -> assertThat(
                                new String(chunk.get("sealed", Binary.class).getData(), StandardCharsets.ISO_8859_1))
                        .doesNotContain(NAME));
    }

    @Test
    void opensAFileForItsBusinessAloneAndEveryPartInItsPlaceAlone() {
        var name = uploaded.keep(SPRINGFIELD, "x".repeat(1_100_000), "y".repeat(1_100_000));
        assertThat(Queue.get(uploads.has(SPRINGFIELD, name))).isTrue();
        assertThat(Queue.get(uploads.has(new BusinessId("shelbyville"), name))).isFalse();

        var collection = queue.database.getCollection("upload_chunks");
        var second = Objects.requireNonNull(
                Mono.from(collection.find(Filters.eq("_id", name + ":1"))).block(LIMIT));
        Mono.from(collection.updateOne(Filters.eq("_id", name + ":0"), Updates.set("sealed", second.get("sealed"))))
                .block(LIMIT);

        StepVerifier.create(uploads.writeTo(directory.resolve("zip"), SPRINGFIELD, name))
                .expectError(UnreadableFieldException.class)
                .verify(LIMIT);
    }

    @Test
    void failsWhenAPartIsMissing() {
        var name = uploaded.keep(SPRINGFIELD, "x".repeat(1_100_000), "y");
        Mono.from(queue.database.getCollection("upload_chunks").deleteOne(Filters.eq("_id", name + ":1")))
                .block(LIMIT);

        StepVerifier.create(uploads.writeTo(directory.resolve("zip"), SPRINGFIELD, name))
                .expectError(IOException.class)
                .verify(LIMIT);
    }

    @Test
    void refusesWhatIsTooLargeAndKeepsNothingOfIt() {
        var most = "x".repeat(3 * 1024 * 1024);

        StepVerifier.create(uploads.keep(SPRINGFIELD, Uploaded.buffers(most, most)))
                .expectErrorSatisfies(failure -> assertThat(((ErrorResponseException) failure)
                                .getStatusCode()
                                .value())
                        .isEqualTo(413))
                .verify(LIMIT);

        assertThat(chunks()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    void keepsNothingOfAnUploadThatBrokeOff() {
        var broken = Uploaded.buffers("x".repeat(1_100_000)).concatWith(Flux.error(new IOException("gone")));

        StepVerifier.create(uploads.keep(SPRINGFIELD, broken))
                .expectErrorMessage("gone")
                .verify(LIMIT);

        assertThat(chunks()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void deletesAFileTheMomentItsRunRests(String end, BiConsumer<Queue, ImportRun> ending) {
        var run = begun();
        run(unused.delete());
        assertThat(kept()).hasSize(1);

        ending.accept(queue, run);
        run(unused.delete());

        assertThat(kept()).isEmpty();
        assertThat(chunks()).isEmpty();
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end("PLANNED", (queue, run) -> Queue.run(queue.owned.endDryRun(run, null, List.of()))),
                end(
                        "COMPLETED, nothing to change",
                        (queue, run) -> Queue.run(queue.owned.completeUnchanged(run, new byte[0]))),
                end(
                        "COMPLETED",
                        (queue, run) -> Queue.run(queue.owned
                                .publishing(run, 1)
                                .then(Mono.defer(() ->
                                        queue.runs.completed(run.importId(), new RunCompletion(false, 1, 0, 0)))))),
                end("FAILED", (queue, run) -> Queue.run(queue.owned.fail(run, new RunFailure("CODE", "Failed.")))));
    }

    @Test
    void keepsAHeldRunsFileUntilItIsDecidedOrAgesOut() {
        var run = begun();
        Queue.run(queue.owned.hold(run, HoldCause.BRAKE, List.of("Too much.")));
        run(unused.delete());
        assertThat(kept()).hasSize(1);

        queue.clock.advance(Duration.ofDays(31));
        run(unused.delete());
        assertThat(kept()).isEmpty();
    }

    @Test
    void keepsAFileThatARecoveringRunReads() {
        var broken = begun();
        queue.clock.advance(Duration.ofMinutes(2));
        Queue.run(queue.recovery.recover());
        run(unused.delete());

        assertThat(queue.find(broken.importId()).state().isAtRest()).isTrue();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void deletesWhatNeverGotARunAfterAnHour() {
        uploaded.keep(SPRINGFIELD, "zip");
        queue.clock.advance(Duration.ofMinutes(59));
        run(unused.delete());
        assertThat(kept()).hasSize(1);

        queue.clock.advance(Duration.ofMinutes(2));
        run(unused.delete());
        assertThat(kept()).isEmpty();
    }

    /** A run that is being planned from an upload. */
    private ImportRun begun() {
        queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, uploaded.keep(SPRINGFIELD, "zip")));
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        return run;
    }

    private static Arguments end(String name, BiConsumer<Queue, ImportRun> ending) {
        return Arguments.of(name, ending);
    }

    private List<Document> chunks() {
        return documents("upload_chunks");
    }

    private List<Document> kept() {
        return documents("uploads");
    }

    private List<Document> documents(String collection) {
        return Objects.requireNonNull(
                Flux.from(queue.database.getCollection(collection).find())
                        .collectList()
                        .block(LIMIT));
    }

    private static void run(Mono<Void> work) {
        StepVerifier.create(work).expectComplete().verify(LIMIT);
    }
}
