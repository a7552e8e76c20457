package com.pickatime.contacts.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** What a business's imports write, without a topic. */
public record TestRoster(MongoDatabase database, BusinessId business) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Writes these and waits for it. */
    public void write(RosterChange... changes) {
        writer().write(List.of(changes)).block(LIMIT);
    }

    /** Those that the service has from its start. */
    public void createIndexes() {
        new StoreIndexes(database).afterSingletonsInstantiated();
    }

    public RosterWriter writer() {
        return new RosterWriter(
                database,
                new SourceIds(database),
                Projection.CURRENT,
                new StoreSettings(1000, 2, 3, Duration.ofMillis(5)));
    }

    /** An entity with these fields, as JSON. */
    public RosterChange upsert(RosterCollection collection, String sourceId, long revision, String fields) {
        var hash = UUID.nameUUIDFromBytes(fields.getBytes(StandardCharsets.UTF_8));
        return change(
                collection,
                sourceId,
                revision,
                new RosterContent(
                        ByteBuffer.allocate(16)
                                .putLong(hash.getMostSignificantBits())
                                .putLong(hash.getLeastSignificantBits())
                                .array(),
                        BsonDocument.parse(fields)));
    }

    public RosterChange remove(RosterCollection collection, String sourceId, long revision) {
        return change(collection, sourceId, revision, null);
    }

    private RosterChange change(
            RosterCollection collection, String sourceId, long revision, @Nullable RosterContent content) {
        return new RosterChange(collection, business, sourceId, revision, new ImportId("run-" + revision), content);
    }
}
