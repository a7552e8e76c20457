package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What stands behind the codes that parents are given instead of a reason. They say nothing by themselves. */
@Component
class SupportCodes implements Indexed {

    static final Duration KEPT = Duration.ofDays(14);

    /** Crockford's: no letter that is taken for a digit or another letter, on paper or on the telephone. */
    private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Of 50 random bits. */
    private static final int LENGTH = 10;

    private static final int HALF = LENGTH / 2;

    private static final String ID = "_id";
    private static final String AT = "at";
    private static final String CAUSE = "cause";
    private static final String PARENT = "parent";
    private static final String STUDENT = "student";
    private static final String EXHAUSTED = "exhausted";
    private static final String ENDS = "ends";

    private final MongoCollection<Document> codes;
    private final SecureRandom random;
    private final Clock clock;

    SupportCodes(MongoDatabase database, Clock clock) {
        this.codes = database.getCollection("support_codes");
        this.random = new SecureRandom();
        this.clock = clock;
    }

    /**
     * Why a try came to nothing.
     *
     * @param student whom the parent meant; null if that is nobody in particular
     * @param exhausted the budget that had nothing left; null unless {@code cause} is LOCKED
     * @param ends when that budget begins anew
     */
    record Reason(
            Instant at,
            Cause cause,
            ContactId parent,
            @Nullable ContactId student,
            @Nullable Budget exhausted,
            Instant ends) {}

    /** MongoDB removes old codes by itself; nothing relies on when. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(codes, Expiry.FIELD);
    }

    /** A code that nobody can guess, as it is read out. */
    Mono<String> fresh() {
        // the system's random source is a file that is read under a lock
        return Mono.fromCallable(this::drawn).subscribeOn(Schedulers.boundedElastic());
    }

    private String drawn() {
        var code = random.ints(LENGTH, 0, SYMBOLS.length())
                .mapToObj(symbol -> String.valueOf(SYMBOLS.charAt(symbol)))
                .collect(Collectors.joining());
        return code.substring(0, HALF) + '-' + code.substring(HALF);
    }

    /** Keeps what a code stands for. */
    Mono<Void> keep(BusinessId business, String code, Reason reason) {
        return Mono.from(codes.insertOne(new Document(ID, id(business, code))
                        .append(AT, Date.from(reason.at()))
                        .append(CAUSE, reason.cause().name())
                        .append(PARENT, reason.parent())
                        .append(STUDENT, reason.student())
                        .append(
                                EXHAUSTED,
                                reason.exhausted() == null
                                        ? null
                                        : reason.exhausted().name())
                        .append(ENDS, Date.from(reason.ends()))
                        .append(Expiry.FIELD, Date.from(reason.at().plus(KEPT)))))
                .then();
    }

    /** Empty for a code that this business does not know, or not any more. */
    Mono<Reason> find(BusinessId business, String code) {
        return Mono.defer(() -> Mono.from(codes.find(and(eq(ID, id(business, code)), Expiry.isAfter(clock.instant())))
                        .first()))
                .map(SupportCodes::reason);
    }

    private static Reason reason(Document document) {
        var student = document.getString(STUDENT);
        var exhausted = document.getString(EXHAUSTED);
        return new Reason(
                document.getDate(AT).toInstant(),
                Cause.valueOf(document.getString(CAUSE)),
                new ContactId(document.getString(PARENT)),
                student == null ? null : new ContactId(student),
                exhausted == null ? null : Budget.valueOf(exhausted),
                document.getDate(ENDS).toInstant());
    }

    /** As somebody wrote down what somebody read out. */
    private static String id(BusinessId business, String code) {
        return business.value()
                + ':'
                + code.toUpperCase(Locale.ROOT)
                        .replaceAll("[\\s-]", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
    }
}
