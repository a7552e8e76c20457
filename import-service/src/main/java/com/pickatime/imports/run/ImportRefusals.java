package com.pickatime.imports.run;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Every import's refused rows, kept as long as the import itself. */
@Component
public class ImportRefusals implements Indexed {

    /** Rows kept of one import: a file with more has one thing wrong, not a thousand. */
    public static final int MOST = 1_000;

    private final MongoCollection<RefusedRows> refusals;
    private final RunSettings settings;

    ImportRefusals(MongoDatabase database, RunSettings settings) {
        this.refusals = database.getCollection("import_refusals", RefusedRows.class);
        this.settings = settings;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(refusals, "at", settings.history());
    }

    /** Keeps them; those of an earlier attempt of the same import give way. */
    public Mono<Void> keep(RefusedRows rows) {
        return Mono.from(refusals.replaceOne(eq("_id", rows.importId()), rows, new ReplaceOptions().upsert(true)))
                .then();
    }

    /** The import's, or nothing when it read no roster. */
    public Mono<RefusedRows> find(ImportId importId) {
        return Mono.from(refusals.find(eq("_id", importId)).first());
    }
}
