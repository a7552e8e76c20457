package com.pickatime.simulator.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.district.Districts;
import com.pickatime.simulator.district.Edits;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Selection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PageWriterTest {

    private static final int LARGEST_RECORD = 4 * 1024;

    private final Roster roster = new Roster(Districts.of(48_000), Edits.NONE);
    private final Selection everybody = Selection.range(0, 48_000);
    private final CollectionView users = new CollectionView(
            roster, Resource.USERS, everybody, index -> true, UnaryOperator.identity(), Version.V1_1);

    @Test
    void writesAPageInBoundedChunks() {
        var sizes = written(10_000).map(DataBuffer::readableByteCount).collectList();

        StepVerifier.create(sizes)
                .assertNext(all -> assertThat(all)
                        .hasSizeGreaterThan(100)
                        .allSatisfy(size -> assertThat(size).isLessThan(32 * 1024 + LARGEST_RECORD)))
                .verifyComplete();
    }

    @Test
    void writesNothingAheadOfDemand() {
        var computed = new AtomicInteger();
        var counting = new CollectionView(
                roster,
                Resource.USERS,
                everybody,
                index -> true,
                record -> {
                    computed.incrementAndGet();
                    return record;
                },
                Version.V1_1);
        var chunks = PageWriter.write(
                counting,
                new RecordPage(IntStream.range(0, 10_000).toArray(), 10_000),
                List.of(),
                new DefaultDataBufferFactory());

        StepVerifier.create(chunks, 1)
                .expectNextCount(1)
                .then(() -> assertThat(computed).hasValueLessThan(100))
                .thenCancel()
                .verify();
    }

    @Test
    void writesOneJsonDocument() {
        StepVerifier.create(text(written(1000)).map(Json.MAPPER::readTree))
                .assertNext(json -> assertThat(json.get("users")).hasSize(1000))
                .verifyComplete();
    }

    @Test
    void writesAnEmptyPage() {
        StepVerifier.create(text(written(0))).expectNext("{\"users\":[]}").verifyComplete();
    }

    @Test
    void writesTheSameBytesForTheSameSeed() {
        var again = new CollectionView(
                new Roster(Districts.of(48_000), Edits.NONE),
                Resource.USERS,
                everybody,
                index -> true,
                UnaryOperator.identity(),
                Version.V1_1);

        assertThat(PageWriter.single(again, 77, List.of())).isEqualTo(PageWriter.single(users, 77, List.of()));
    }

    private Flux<DataBuffer> written(int rows) {
        return PageWriter.write(
                users,
                new RecordPage(IntStream.range(0, rows).toArray(), rows),
                List.of(),
                new DefaultDataBufferFactory());
    }

    private static Mono<String> text(Flux<DataBuffer> chunks) {
        return chunks.reduceWith(ByteArrayOutputStream::new, (all, chunk) -> {
                    var bytes = new byte[chunk.readableByteCount()];
                    chunk.read(bytes);
                    all.writeBytes(bytes);
                    return all;
                })
                .map(all -> all.toString(StandardCharsets.UTF_8));
    }
}
