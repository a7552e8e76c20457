package com.pickatime.contacts.testing;

import static java.util.Map.entry;

import com.pickatime.contacts.ContactService;
import com.pickatime.contacts.completion.Completions;
import com.pickatime.contacts.ledger.AppliedOffsets;
import com.pickatime.contacts.store.Projection;
import com.pickatime.local.testing.TestStore;
import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.service.ServiceApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The whole service on free ports, as often as a test wants it. */
public final class RunningService extends com.pickatime.local.testing.RunningService {

    private static final String TOKEN =
            TestTokens.service(Scopes.CONTACTS_READ, Scopes.SOURCE_INDEX_READ, Scopes.CONTACTS_SIGN_IN);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("contacts.completion.sweep", "100ms"),
            entry("contacts.progress.interval", "50ms"),
            entry("contacts.summary.recount", "100ms"),
            entry("contacts.adoption.sweep", "100ms"),
            entry("contacts.moves.sweep", "100ms"),
            entry("contacts.intake.idle-check", "200ms"));

    private static @Nullable RunningService shared;

    private RunningService(String storeUri, String database, Map<String, String> settings, Projection projection) {
        super(
                ServiceApplication.of(ContactService.class)
                        .initializers(context -> ((GenericApplicationContext) context)
                                .registerBean("projection", Projection.class, () -> projection)),
                storeUri,
                database,
                settings);
    }

    /**
     * The one that tests share which ask it about businesses of their own. It takes seconds to start one, and a new one begins
     * with all that earlier tests published.
     */
    public static synchronized RunningService shared() {
        var running = shared;
        if (running == null) {
            running = start(TestStore.freshDatabaseName());
            shared = running;
        }
        return running;
    }

    /** For a test that counts what its own installation announces: the shared one announces the same, and is stopped. */
    public static synchronized void stopShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    /** Starts on a shared store. */
    public static RunningService start(String database) {
        return startOn(TestStore.one().uri(), database, Map.of());
    }

    /**
     * Starts on a store of the test's own.
     *
     * @param database also the consumer group: services that share one are instances of the same installation
     */
    public static RunningService startOn(String storeUri, String database, Map<String, String> settings) {
        return startOn(storeUri, database, settings, Projection.CURRENT);
    }

    /** The same as a later or an earlier release of it. */
    public static RunningService startOn(
            String storeUri, String database, Map<String, String> settings, Projection projection) {
        var arguments = new LinkedHashMap<String, String>();
        arguments.putAll(DEFAULTS);
        arguments.put("spring.kafka.consumer.group-id", database);
        arguments.putAll(settings);
        return new RunningService(storeUri, database, arguments, projection);
    }

    /** With a service's token that opens everything but access levels. */
    @Override
    public WebTestClient http() {
        return http(TOKEN);
    }

    /** A response's body as it arrives. */
    public Flux<String> stream(String path) {
        return WebClient.create(url())
                .get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(TOKEN))
                .retrieve()
                .bodyToFlux(DataBuffer.class)
                .map(RunningService::text);
    }

    /** A connection on which a path was asked for and nothing was read yet. */
    public Socket connect(String path) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, TOKEN)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String text(DataBuffer buffer) {
        var text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }

    public boolean isCompleted(TestImport run) {
        return bean(Completions.class)
                .announcement(new ImportId(run.importId()))
                .map(Completions.Announcement::made)
                .blockOptional(LIMIT)
                .orElse(false);
    }

    /** Whether every one of these records has been dealt with. */
    public boolean hasApplied(List<RecordMetadata> sent) {
        var offsets = Objects.requireNonNull(bean(AppliedOffsets.class).all().block(LIMIT));
        return sent.stream()
                .allMatch(
                        record -> offsets.getOrDefault(record.partition(), AppliedOffsets.NOTHING) >= record.offset());
    }

    public List<BsonDocument> documents(String collection) {
        return Objects.requireNonNull(Flux.from(database()
                        .getCollection(collection, BsonDocument.class)
                        .find()
                        .batchSize(1_000))
                .collectList()
                .block(LIMIT));
    }

    public void insert(String collection, BsonDocument document) {
        Mono.from(database().getCollection(collection, BsonDocument.class).insertOne(document))
                .block(LIMIT);
    }

    public long count(String collection) {
        return Objects.requireNonNull(
                Mono.from(database().getCollection(collection).countDocuments()).block(LIMIT));
    }
}
