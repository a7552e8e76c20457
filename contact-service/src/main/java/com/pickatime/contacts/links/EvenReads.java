package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads of which the time does not tell whether there was something: each finds a document once and misses one once. What is not
 * there is made up for by a decoy.
 */
@Component
class EvenReads implements Indexed {

    /** The id of a document that is in no collection. */
    static final String NOTHING = "";

    private static final String ID = "_id";
    private static final String DECOY = "decoy";

    /** About the size of a contact. */
    private static final int BYTES = 600;

    private final MongoCollection<Document> decoys;

    EvenReads(MongoDatabase database) {
        this.decoys = database.getCollection("link_decoys");
    }

    /** What a search finds, of which the limit is its own. */
    Mono<List<Document>> read(FindPublisher<Document> search) {
        return Flux.from(search)
                .collectList()
                .flatMap(found -> Mono.from(decoys.find(eq(ID, found.isEmpty() ? DECOY : NOTHING))
                                .first())
                        .then(Mono.just(found)));
    }

    /** Makes the decoy; it is the same for all. */
    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(decoys.replaceOne(
                        eq(ID, DECOY),
                        new Document("roster", new Document("filler", new Binary(new byte[BYTES]))),
                        new ReplaceOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }
}
