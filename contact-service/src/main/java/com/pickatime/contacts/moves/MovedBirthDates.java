package com.pickatime.contacts.moves;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.moves.Moving.Work;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterContent;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.UnreadableFieldException;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.topics.RosterKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The birth dates of contacts that go on under another source ID: they are kept by source ID, and sealed for it. */
@Component
class MovedBirthDates {

    private static final Logger log = LoggerFactory.getLogger(MovedBirthDates.class);

    private final MongoCollection<Document> values;
    private final RosterWriter writer;
    private final FieldCipher cipher;

    MovedBirthDates(MongoDatabase database, RosterWriter writer, FieldCipher cipher) {
        this.values = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
        this.writer = writer;
        this.cipher = cipher;
    }

    /** What goes along with some lines, by their ids; nothing of those without a birth date. */
    Mono<Map<String, Document>> along(BusinessId business, List<Pair> some) {
        return present(business, some.stream().map(Pair::old).toList()).map(known -> {
            var along = new HashMap<String, Document>();
            for (var pair : some) {
                Optional.ofNullable(known.get(pair.old()))
                        .flatMap(value -> sealedAnew(business, pair, value))
                        .ifPresent(value -> along.put(pair.id(), value));
            }
            return along;
        });
    }

    private Mono<Map<String, Document>> present(BusinessId business, Collection<String> sourceIds) {
        var ids = sourceIds.stream()
                .map(sourceId -> RosterKey.of(business.value(), sourceId))
                .toList();
        return Flux.from(values.find(and(in(DocumentFields.ID, ids), eq(DocumentFields.PRESENT, true))))
                .collectMap(document -> document.getString(DocumentFields.SOURCE));
    }

    private Optional<Document> sealedAnew(BusinessId business, Pair pair, Document value) {
        var fields = new Document(value.get(DocumentFields.ROSTER, new Document()));
        var sealed = fields.get(RosterFields.BIRTH_DATE, Binary.class);
        if (sealed != null) {
            try {
                var date = cipher.open(business, pair.old(), RosterFields.BIRTH_DATE, sealed.getData());
                fields.put(
                        RosterFields.BIRTH_DATE,
                        new Binary(cipher.seal(business, pair.now(), RosterFields.BIRTH_DATE, date)));
            } catch (UnreadableFieldException e) {
                log.warn(
                        "business={} a birth date cannot be opened and does not go along with its contact",
                        business,
                        e);
                return Optional.empty();
            }
        }
        return Optional.of(new Document(DocumentFields.HASH, value.get(DocumentFields.HASH))
                .append(DocumentFields.ROSTER, fields));
    }

    /**
     * Lets birth dates follow contacts that have their new source ID: first the old ones go, a revision below the new ones, so that
     * a source ID which is both ends with what it got.
     */
    Mono<Void> go(Work work, List<Pair> moved) {
        return present(work.business(), moved.stream().map(Pair::now).toList()).flatMap(there -> {
            var gone = new ArrayList<RosterChange>();
            var come = new ArrayList<RosterChange>();
            for (var pair : moved) {
                var value = pair.value();
                if (value != null) {
                    gone.add(change(work, pair.old(), work.revision() - 1, null));
                    come.add(change(work, pair.now(), work.revision(), content(value)));
                } else if (there.containsKey(pair.now())) {
                    // that of whoever had it before
                    come.add(change(work, pair.now(), work.revision(), null));
                }
            }
            return writer.write(gone).then(writer.write(come)).then();
        });
    }

    private static RosterContent content(Document value) {
        return new RosterContent(
                value.get(DocumentFields.HASH, Binary.class).getData(),
                value.get(DocumentFields.ROSTER, Document.class).toBsonDocument());
    }

    private static RosterChange change(Work work, String sourceId, long revision, @Nullable RosterContent content) {
        return new RosterChange(
                RosterCollection.SECURITY_VALUES,
                work.business(),
                sourceId,
                revision,
                ImportId.forReason("source-id-move/" + work.job()),
                content);
    }
}
