package com.pickatime.notifications.outbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.notifications.news.AppointmentNews;
import com.pickatime.notifications.news.AppointmentNews.Occasion;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What is known last of each appointment, so that nobody gets a mail that was overtaken while it waited. */
@Repository
public class LatestNews implements Indexed {

    private static final String ID = "_id";
    private static final String SEQUENCE = "sequence";
    private static final String OCCURRED_AT = "occurredAt";
    private static final String EXPIRE_AT = "expireAt";

    /** No mail about an appointment goes after its start. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final MongoCollection<Document> appointments;

    LatestNews(MongoDatabase database) {
        this.appointments = database.getCollection("appointments");
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(Expiry.createIndex(appointments, EXPIRE_AT)).then();
    }

    /** Enters it unless something later is known; a reminder changes nothing of an appointment. */
    public Mono<Void> learn(AppointmentNews news) {
        if (news.occasion() == Occasion.REMINDER) {
            return Mono.empty();
        }
        var at = Date.from(news.occurredAt());
        var earlier = or(lt(SEQUENCE, news.sequence()), and(eq(SEQUENCE, news.sequence()), lt(OCCURRED_AT, at)));
        var entry = Mono.from(appointments.updateOne(
                and(eq(ID, news.calendarId()), earlier),
                combine(
                        set(SEQUENCE, news.sequence()),
                        set(OCCURRED_AT, at),
                        set(EXPIRE_AT, Date.from(news.start().plus(KEPT)))),
                new UpdateOptions().upsert(true)));
        return entry.onErrorResume(DuplicateKeys::isCauseOf, lostRace -> entry)
                .onErrorComplete(DuplicateKeys::isCauseOf)
                .then();
    }

    /** Whether something else has become of its appointment since. */
    Mono<Boolean> isOvertaken(AppointmentNews news) {
        return Mono.from(appointments
                        .find(and(eq(ID, news.calendarId()), later(news)))
                        .first())
                .hasElement();
    }

    private static Bson later(AppointmentNews news) {
        var higher = gt(SEQUENCE, news.sequence());
        return news.occasion() == Occasion.REMINDER
                ? higher
                : or(higher, and(eq(SEQUENCE, news.sequence()), gt(OCCURRED_AT, Date.from(news.occurredAt()))));
    }
}
