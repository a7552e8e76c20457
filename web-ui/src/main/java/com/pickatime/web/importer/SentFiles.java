package com.pickatime.web.importer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Files of a form as the one zip that a service takes: a zip as it is, and others packed while they come in. */
final class SentFiles {

    private static final String ZIP = ".zip";

    private SentFiles() {}

    /** A zip was sent together with other files, of which nothing can be made. */
    static final class MixedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MixedException() {
            super("a zip and other files", null, false, false);
        }
    }

    /** Holds no more than what came last; fails with {@link MixedException}. */
    static Flux<DataBuffer> zip(Flux<PartEvent> files) {
        return files.switchOnFirst((first, events) ->
                first.get() instanceof FilePartEvent file && isZip(file) ? alone(events) : packed(events));
    }

    private static boolean isZip(FilePartEvent file) {
        return file.filename().toLowerCase(Locale.ROOT).endsWith(ZIP);
    }

    private static Flux<DataBuffer> alone(Flux<PartEvent> events) {
        return Flux.defer(() -> {
            var over = new boolean[1];
            return events.map(event -> {
                if (over[0]) {
                    DataBufferUtils.release(event.content());
                    throw new MixedException();
                }
                over[0] = event.isLast();
                return event.content();
            });
        });
    }

    private static Flux<DataBuffer> packed(Flux<PartEvent> events) {
        return Flux.using(
                Packing::new,
                packing -> events
                        // packing is work: not on a thread that serves connections
                        .publishOn(Schedulers.boundedElastic(), 1)
                        .<DataBuffer>handle((event, sink) -> {
                            var some = packing.add(event);
                            if (some != null) {
                                sink.next(some);
                            }
                        })
                        .concatWith(Flux.defer(() -> Flux.just(packing.end()))),
                Packing::close);
    }

    /** A zip that is being made. It may be closed while something is added: whoever sends files may go away. */
    private static final class Packing {

        private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        private final ZipOutputStream zip = new ZipOutputStream(packed);
        private final Set<String> names = new HashSet<>();
        private boolean inFile;
        private boolean closed;

        Packing() {
            zip.setLevel(Deflater.BEST_SPEED);
        }

        /** What is packed by now; null for nothing. */
        synchronized @Nullable DataBuffer add(PartEvent event) {
            try {
                // what stands behind the files is none
                if (closed || !(event instanceof FilePartEvent file)) {
                    return null;
                }
                if (isZip(file)) {
                    throw new MixedException();
                }
                if (!inFile) {
                    zip.putNextEntry(new ZipEntry(name(file.filename())));
                    inFile = true;
                }
                var bytes = new byte[event.content().readableByteCount()];
                event.content().read(bytes);
                zip.write(bytes);
                if (event.isLast()) {
                    zip.closeEntry();
                    inFile = false;
                }
                return packed.size() == 0 ? null : rest();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                DataBufferUtils.release(event.content());
            }
        }

        synchronized DataBuffer end() {
            close();
            return rest();
        }

        synchronized void close() {
            try {
                closed = true;
                zip.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private DataBuffer rest() {
            var bytes = packed.toByteArray();
            packed.reset();
            return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
        }

        /** Files of two folders may have one name. */
        private String name(String sent) {
            var name = sent;
            for (int copy = 2; !names.add(name); copy++) {
                name = copy + " " + sent;
            }
            return name;
        }
    }
}
