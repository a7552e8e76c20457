package com.pickatime.imports.source.upload;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Uploads in a database of a test's own. */
public final class Uploaded {

    public static final UploadSettings SETTINGS = new UploadSettings(DataSize.ofMegabytes(4), Duration.ofDays(30));

    private static final FieldCipher CIPHER = Keysets.generate().fieldCipher();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Uploads uploads;

    public Uploaded(MongoDatabase database, Clock clock) {
        uploads = new Uploads(database, CIPHER, SETTINGS, Schedulers.boundedElastic(), clock);
        uploads.createIndexes().block(LIMIT);
    }

    public Uploads uploads() {
        return uploads;
    }

    /** Keeps a file with this content and gives its name. */
    public String keep(BusinessId businessId, String... parts) {
        return Objects.requireNonNull(uploads.keep(businessId, buffers(parts)).block(LIMIT));
    }

    public void delete(String name) {
        uploads.delete(name).block(LIMIT);
    }

    public static Flux<DataBuffer> buffers(String... parts) {
        return Flux.fromArray(parts)
                .map(part -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));
    }
}
