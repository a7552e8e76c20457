package com.pickatime.web.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.web.importer.SentFiles.MixedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What becomes of the files of a form before they are passed on. */
class SentFilesTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void arePackedIntoOneZipInWhateverPartsTheyCome() throws IOException {
        var zip = bytes(SentFiles.zip(Flux.concat(
                file("Teacher.txt", "TeacherID\tLast Name\r\n", "t1\tKrab", "appel"),
                file("Student.txt", "StudentID"),
                file("Student.txt", "of another folder"),
                FormPartEvent.create("field", "behind the files"))));

        assertThat(entries(zip))
                .containsExactly(
                        Map.entry("Teacher.txt", "TeacherID\tLast Name\r\nt1\tKrabappel"),
                        Map.entry("Student.txt", "StudentID"),
                        Map.entry("2 Student.txt", "of another folder"));
    }

    @Test
    void arePassedOnAsTheyAreWhenTheyAreAZip() {
        var zip = bytes(SentFiles.zip(file("All.ZIP", "PK and", " whatever follows")));

        assertThat(new String(zip, StandardCharsets.UTF_8)).isEqualTo("PK and whatever follows");
    }

    @Test
    void areNeitherZipAndTextsAtOnce() {
        var texts = file("a.txt", "TeacherID", "x");
        var zip = file("b.zip", "PK", "y");

        assertThatExceptionOfType(MixedException.class).isThrownBy(() -> bytes(SentFiles.zip(Flux.concat(zip, texts))));
        assertThatExceptionOfType(MixedException.class).isThrownBy(() -> bytes(SentFiles.zip(Flux.concat(texts, zip))));
    }

    @Test
    void arePassedOnWhileTheyComeIn() {
        var coming = Sinks.many().unicast().<PartEvent>onBackpressureBuffer();
        // what cannot be packed any smaller has to leave
        var noise = new byte[256 * 1024];
        new Random(7).nextBytes(noise);
        var file = FilePartEvent.create(
                        "files",
                        "noise.txt",
                        MediaType.TEXT_PLAIN,
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(noise)))
                .blockFirst(LIMIT);
        coming.tryEmitNext(Objects.requireNonNull(file)).orThrow();

        var first = SentFiles.zip(coming.asFlux()).blockFirst(LIMIT);

        assertThat(Objects.requireNonNull(first).readableByteCount()).isGreaterThan(noise.length / 2);
    }

    private static Flux<PartEvent> file(String name, String... parts) {
        return FilePartEvent.create(
                        "files",
                        name,
                        MediaType.TEXT_PLAIN,
                        Flux.fromArray(parts)
                                .map(part -> DefaultDataBufferFactory.sharedInstance.wrap(
                                        part.getBytes(StandardCharsets.UTF_8))))
                .cast(PartEvent.class);
    }

    private static byte[] bytes(Flux<DataBuffer> zip) {
        var all = new ByteArrayOutputStream();
        zip.toStream().forEach(buffer -> {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            DataBufferUtils.release(buffer);
            all.writeBytes(bytes);
        });
        return all.toByteArray();
    }

    private static Map<String, String> entries(byte[] zip) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
