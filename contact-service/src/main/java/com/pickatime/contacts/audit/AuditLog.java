package com.pickatime.contacts.audit;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Who saw or changed what, for 400 days. Entries are only added: nothing here changes or removes one.
 *
 * <p>An entry is written before what it tells of, so that nothing is done that is not told; what came to nothing afterwards has
 * its entry too.
 */
@Component
public class AuditLog implements Indexed {

    static final Duration KEPT = Duration.ofDays(400);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String CONTACT = "contactId";
    private static final String AT = "at";
    private static final String BY = "by";
    private static final String ACTION = "action";
    private static final String DETAILS = "details";

    private final MongoCollection<Document> entries;
    private final Clock clock;

    public AuditLog(MongoDatabase database, Clock clock) {
        this.entries = database.getCollection("audit");
        this.clock = clock;
    }

    /**
     * One entry.
     *
     * @param id in the order of time within a business
     * @param by subject of the token of who did it
     * @param contact whom it concerns; null for nobody in particular
     * @param details names of fields, codes, counts and reasons; no personal data but what somebody wrote as a reason
     */
    public record Entry(
            String id,
            Instant at,
            String by,
            AuditAction action,
            @Nullable ContactId contact,
            Map<String, String> details) {}

    /**
     * What to look for.
     *
     * @param before the id of an entry: only older ones; empty for all
     */
    public record Search(
            @Nullable ContactId contact, @Nullable AuditAction action, String before) {}

    /** By time within a business the id leads; by contact an index of its own. */
    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(entries.createIndex(Indexes.ascending(CONTACT, ID)))
                .then(Expiry.createIndex(entries, Expiry.FIELD));
    }

    /** Adds an entry; see {@link Entry} for the parameters. */
    public Mono<Void> add(
            BusinessId business, String by, AuditAction action, @Nullable ContactId contact, Map<String, ?> details) {
        return Mono.defer(() -> {
            var now = clock.instant();
            // 15 digits of milliseconds sort as numbers do for 30,000 years
            var id = "%s:%015d:%s".formatted(business.value(), now.toEpochMilli(), new ObjectId());
            var document = new Document(ID, id)
                    .append(BUSINESS, business.value())
                    .append(AT, Date.from(now))
                    .append(BY, by)
                    .append(ACTION, action.name())
                    .append(Expiry.FIELD, Date.from(now.plus(KEPT)));
            if (contact != null) {
                document.append(CONTACT, contact.value());
            }
            var said = new Document();
            new TreeMap<>(details).forEach((name, value) -> said.append(name, String.valueOf(value)));
            return Mono.from(entries.insertOne(document.append(DETAILS, said))).then();
        });
    }

    /** What there is of a business, the newest first. */
    public Flux<Entry> find(BusinessId business, Search search) {
        return Flux.defer(() -> {
            var conditions = new ArrayList<Bson>();
            conditions.add(gte(ID, business.value() + ':'));
            conditions.add(lt(
                    ID, search.before().isEmpty() ? business.value() + ';' : business.value() + ':' + search.before()));
            conditions.add(gt(Expiry.FIELD, Date.from(clock.instant())));
            if (search.contact() != null) {
                conditions.add(eq(CONTACT, search.contact().value()));
            }
            if (search.action() != null) {
                conditions.add(eq(ACTION, search.action().name()));
            }
            return Flux.from(entries.find(and(conditions)).sort(Sorts.descending(ID)))
                    .map(document -> entry(business, document));
        });
    }

    private static Entry entry(BusinessId business, Document document) {
        var contact = document.getString(CONTACT);
        var details = new TreeMap<String, String>();
        document.get(DETAILS, new Document()).forEach((name, value) -> details.put(name, String.valueOf(value)));
        return new Entry(
                document.getString(ID).substring(business.value().length() + 1),
                document.getDate(AT).toInstant(),
                document.getString(BY),
                AuditAction.valueOf(document.getString(ACTION)),
                contact == null ? null : new ContactId(contact),
                details);
    }
}
