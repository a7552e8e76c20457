package com.pickatime.local.infrastructure.store.command;

import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An aggregation that finds what its leading {@code $match} wants through the indexes, and answers in batches. */
public record AggregateCommand(MongoDatabase database, DatabaseResolver resolver, Oplog oplog, CursorRegistry cursors) {

    private static final int DEFAULT_BATCH = 101;

    /** The answer to this command, which names this collection. */
    public Document run(Document command, MongoCollection<Key> collection) {
        List<Document> pipeline = Aggregation.parse(command.get("pipeline"));
        var aggregation = Aggregation.fromPipeline(pipeline, resolver, database, collection, oplog);
        // the library warns of a batch size, for it would not heed it
        aggregation.validate(command.clone().append("cursor", new Document()));
        var results = aggregation.runStagesAsStream(input(pipeline, collection)).iterator();
        var batch = StoreCursor.take(results, batchSize(command));
        if (!results.hasNext()) {
            return Replies.firstBatch(collection.getFullName(), batch, 0);
        }
        var cursor = new StoreCursor(cursors.generateCursorId(), results);
        cursors.add(cursor);
        return Replies.firstBatch(collection.getFullName(), batch, cursor.getId());
    }

    private static Stream<Document> input(List<Document> pipeline, MongoCollection<Key> collection) {
        var match = pipeline.isEmpty() ? null : pipeline.get(0).get("$match");
        var query = new Document("$query", match == null ? new Document() : match);
        var found = collection.handleQuery(new QueryParameters(query, 0, 0));
        return StreamSupport.stream(found.spliterator(), false);
    }

    private static int batchSize(Document command) {
        var size = command.get("cursor") instanceof Document cursor ? cursor.get("batchSize") : null;
        return size instanceof Number number ? number.intValue() : DEFAULT_BATCH;
    }
}
