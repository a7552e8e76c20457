package com.pickatime.simulator.oneroster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Compresses a body chunk by chunk. */
final class Gzip {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream zip;

    private Gzip() {
        try {
            zip = new GZIPOutputStream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Flux<DataBuffer> compressed(Flux<DataBuffer> body) {
        return Flux.defer(() -> {
            var gzip = new Gzip();
            return body.map(gzip::compress).concatWith(Mono.fromCallable(gzip::end));
        });
    }

    private DataBuffer compress(DataBuffer chunk) {
        try {
            chunk.asInputStream().transferTo(zip);
            return taken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataBuffer end() throws IOException {
        zip.close();
        return taken();
    }

    private DataBuffer taken() {
        var taken = DefaultDataBufferFactory.sharedInstance.wrap(bytes.toByteArray());
        bytes.reset();
        return taken;
    }
}
