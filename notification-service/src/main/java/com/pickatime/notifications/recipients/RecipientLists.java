package com.pickatime.notifications.recipients;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Who is told about each business's imports. Addresses are stored as they came: sealed. */
@Repository
public class RecipientLists {

    private static final String SUBJECT = "administrator";
    private static final String FIELD = "email";
    private static final WantedMails USUAL = WantedMails.CHANGES_AND_PROBLEMS;

    private final MongoCollection<Document> collection;
    private final FieldCipher cipher;
    private final KeyedHash hash;

    RecipientLists(MongoDatabase database, FieldCipher cipher, KeyedHash hash) {
        this.collection = database.getCollection("recipients");
        this.cipher = cipher;
        this.hash = hash;
    }

    /**
     * Enters what an event said, unless something newer is known.
     *
     * @param ciphertexts addresses, each sealed for this business
     * @param timeZone in which they read times, an IANA id; null for the installation's zone
     * @param wanted about which imports they are told
     * @throws com.pickatime.platform.crypto.UnreadableFieldException as the Mono's error, if one of them does not open;
     *     then nothing is entered
     */
    public Mono<Void> learn(
            BusinessId businessId,
            String businessName,
            List<ByteBuffer> ciphertexts,
            @Nullable String timeZone,
            WantedMails wanted,
            Instant occurredAt) {
        return Mono.defer(() -> {
            var addresses = ciphertexts.stream().map(RecipientLists::bytes).toList();
            addresses.forEach(address -> open(businessId, address));
            return replaceOlder(businessId, businessName, addresses, timeZone, wanted, occurredAt);
        });
    }

    /** What is known of a business; empty if nothing is. An address that was entered twice counts once. */
    public Mono<RecipientList> find(BusinessId businessId) {
        return Mono.from(collection.find(eq("_id", businessId)))
                .map(document -> new RecipientList(
                        document.getString("businessName"),
                        administrators(businessId, document),
                        document.getString("timeZone")));
    }

    /** About which imports a business wants to be told; the usual where it said nothing. */
    public Mono<WantedMails> wanted(BusinessId businessId) {
        return Mono.from(collection.find(eq("_id", businessId)))
                .map(document -> WantedMails.valueOf(document.get("wantedMails", USUAL.name())))
                .defaultIfEmpty(USUAL);
    }

    /** Finding nothing older, MongoDB inserts; the insert fails on the id if what is known is as new. */
    private Mono<Void> replaceOlder(
            BusinessId businessId,
            String businessName,
            List<byte[]> ciphertexts,
            @Nullable String timeZone,
            WantedMails wanted,
            Instant occurredAt) {
        var when = Date.from(occurredAt);
        var entry = combine(
                set("businessName", businessName),
                set("administrators", ciphertexts.stream().map(Binary::new).toList()),
                set("timeZone", timeZone),
                set("wantedMails", wanted.name()),
                set("occurredAt", when));
        var replacement = Mono.from(collection.updateOne(
                and(eq("_id", businessId), lt("occurredAt", when)), entry, new UpdateOptions().upsert(true)));
        return replacement
                .onErrorResume(DuplicateKeys::isCauseOf, lostRace -> replacement)
                .onErrorComplete(DuplicateKeys::isCauseOf)
                .then();
    }

    private List<Recipient> administrators(BusinessId businessId, Document document) {
        return document.getList("administrators", Binary.class).stream()
                .map(ciphertext -> open(businessId, ciphertext.getData()))
                .collect(Collectors.toMap(
                        Recipient::key, recipient -> recipient, (one, same) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private Recipient open(BusinessId businessId, byte[] ciphertext) {
        var address = cipher.open(businessId, SUBJECT, FIELD, ciphertext).strip();
        return Recipient.of(hash, address);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
