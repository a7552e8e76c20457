package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.RosterKey;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The birth dates that students are linked by: a roster's stand beside its contacts, those of our own contacts in them. */
@Component
public class SecurityValues {

    private static final Binary NO_HASH = new Binary(new byte[KeyedHash.LENGTH]);

    private final MongoCollection<Document> values;
    private final EvenReads reads;
    private final FieldCipher cipher;

    SecurityValues(MongoDatabase database, EvenReads reads, FieldCipher cipher) {
        this.values = database.getCollection(RosterCollection.SECURITY_VALUES.collectionName());
        this.reads = reads;
        this.cipher = cipher;
    }

    /**
     * What to compare a birth date with.
     *
     * @param hash of any length of {@link KeyedHash#LENGTH}, also where none is known
     */
    record Known(boolean isKnown, Binary hash) {

        static Known of(@Nullable Binary hash) {
            return hash == null ? new Known(false, NO_HASH) : new Known(true, hash);
        }

        /** Says nothing of it. */
        @Override
        public String toString() {
            return "Known[" + isKnown + "]";
        }
    }

    /** The hash of a student's birth date, with the same reads for nobody. */
    Mono<Known> of(BusinessId business, @Nullable ContactView student) {
        var sourceId = student == null ? null : student.sourceId();
        return reads.read(values(business, sourceId).limit(1))
                .map(found -> Known.of(
                        sourceId == null
                                ? student == null ? null : student.ownBirthDateHash()
                                : found.stream()
                                        .findFirst()
                                        .map(value -> roster(value).get(RosterFields.BIRTH_DATE_HASH, Binary.class))
                                        .orElse(null)));
    }

    /** The birth date itself as ISO 8601 has it; empty if none is known. */
    Mono<String> reveal(ContactView contact) {
        var business = contact.businessId();
        var sourceId = contact.sourceId();
        return sourceId == null
                ? Mono.justOrEmpty(opened(business, contact.id().value(), contact.document()))
                : Mono.from(values(business, sourceId).first())
                        .flatMap(value -> Mono.justOrEmpty(opened(business, sourceId, value)));
    }

    private FindPublisher<Document> values(BusinessId business, @Nullable String sourceId) {
        return values.find(and(
                eq(DocumentFields.ID, sourceId == null ? EvenReads.NOTHING : RosterKey.of(business.value(), sourceId)),
                eq(DocumentFields.PRESENT, true)));
    }

    /** Sealed for whoever the document is about. */
    private Optional<String> opened(BusinessId business, String subject, Document document) {
        return Optional.ofNullable(roster(document).get(RosterFields.BIRTH_DATE, Binary.class))
                .map(ciphertext -> cipher.open(business, subject, RosterFields.BIRTH_DATE, ciphertext.getData()));
    }

    private static Document roster(Document document) {
        return document.get(DocumentFields.ROSTER, new Document());
    }
}
