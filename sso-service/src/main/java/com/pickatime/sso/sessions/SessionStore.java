package com.pickatime.sso.sessions;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.sso.saml.NameId;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The collection {@code sessions}, shared by all instances. MongoDB forgets late, so each query asks for living ones. */
@Repository
class SessionStore implements Indexed {

    private static final String LAST = "lastSignInAt";

    /** When people signed in last, whatever became of their sessions: of whom nothing is here has not signed in. */
    private final MongoCollection<Document> signIns;

    private final MongoCollection<Document> sessions;
    private final SessionDocuments documents;

    SessionStore(MongoDatabase database, SessionDocuments documents) {
        this.signIns = database.getCollection("signIns");
        this.sessions = database.getCollection("sessions");
        this.documents = documents;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        Expiry.createIndex(sessions, SessionDocuments.ENDS_AT),
                        sessions.createIndex(Indexes.ascending(SessionDocuments.BUSINESS, SessionDocuments.SUBJECT)),
                        sessions.createIndex(Indexes.ascending(SessionDocuments.BUSINESS, SessionDocuments.NAME)))
                .then();
    }

    Mono<Void> add(Session session) {
        return Mono.fromCallable(() -> documents.document(session))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(document -> Mono.from(sessions.insertOne(document)))
                .then(Mono.defer(
                        () -> enter(session.who().businessId(), session.who().subject(), session.startedAt())));
    }

    /** The last sign-ins of these people, by subject; of who never signed in there is none. */
    Mono<Map<String, Instant>> lastSignIns(BusinessId businessId, Collection<String> subjects) {
        return Flux.from(signIns.find(in(
                        SessionDocuments.ID,
                        subjects.stream()
                                .map(subject -> signInKey(businessId, subject))
                                .toList())))
                .collectMap(
                        found -> found.getString(SessionDocuments.SUBJECT),
                        found -> found.getDate(LAST).toInstant());
    }

    private Mono<Void> enter(BusinessId businessId, String subject, Instant at) {
        return Mono.from(signIns.updateOne(
                        eq(SessionDocuments.ID, signInKey(businessId, subject)),
                        combine(set(SessionDocuments.SUBJECT, subject), Updates.max(LAST, Date.from(at))),
                        new UpdateOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }

    private static String signInKey(BusinessId businessId, String subject) {
        return businessId.value() + ':' + subject;
    }

    Mono<Session> find(String id, Instant now) {
        return Mono.from(sessions.find(living(id, now)).first()).flatMap(this::open);
    }

    /** Empty if the session has been ended meanwhile: a use must not bring it back. */
    Mono<Session> extend(Session session, Instant endsAt, Instant now) {
        return Mono.from(sessions.updateOne(
                        living(session.id(), now), Updates.max(SessionDocuments.ENDS_AT, Date.from(endsAt))))
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> new Session(session.id(), session.who(), session.startedAt(), endsAt));
    }

    Mono<Long> remove(String id) {
        return removeAll(eq(SessionDocuments.ID, id));
    }

    Mono<Long> removeOfBusiness(BusinessId businessId) {
        return removeAll(eq(SessionDocuments.BUSINESS, businessId));
    }

    Mono<Long> removeOfPerson(BusinessId businessId, String subject) {
        return removeAll(ofPerson(businessId, subject));
    }

    /** With an empty set, whatever the session's index. */
    Mono<Long> removeOfName(BusinessId businessId, NameId nameId, Set<String> sessionIndexes) {
        var ofName = and(eq(SessionDocuments.BUSINESS, businessId), eq(SessionDocuments.NAME, documents.hash(nameId)));
        return removeAll(
                sessionIndexes.isEmpty() ? ofName : and(ofName, in(SessionDocuments.SESSION_INDEX, sessionIndexes)));
    }

    Mono<Long> removeOfPerson(BusinessId businessId, String subject, Instant startedBefore) {
        return removeAll(and(ofPerson(businessId, subject), startedBefore(startedBefore)));
    }

    Mono<Long> removeOfLevels(BusinessId businessId, Set<AccessLevel> levels, Instant startedBefore) {
        return removeAll(and(
                eq(SessionDocuments.BUSINESS, businessId),
                in(
                        SessionDocuments.LEVEL,
                        levels.stream().map(AccessLevel::name).toList()),
                startedBefore(startedBefore)));
    }

    /** What was moved at that time or later stays where it is. */
    Mono<Void> move(BusinessId businessId, String from, String to, Instant at) {
        return Mono.from(signIns.find(eq(SessionDocuments.ID, signInKey(businessId, from)))
                        .first())
                .flatMap(known -> enter(businessId, to, known.getDate(LAST).toInstant()))
                .then(Mono.from(sessions.updateMany(
                        and(ofPerson(businessId, from), startedBefore(at), notMovedSince(at)),
                        combine(
                                set(SessionDocuments.SUBJECT, to),
                                addToSet(SessionDocuments.TRAIL, from),
                                set(SessionDocuments.MOVED_AT, Date.from(at))))))
                .then();
    }

    /** The same the other way. */
    Mono<Void> moveBack(BusinessId businessId, String from, String to, Instant at) {
        return Mono.from(sessions.updateMany(
                        and(ofPerson(businessId, to), eq(SessionDocuments.TRAIL, from), notMovedSince(at)),
                        combine(
                                set(SessionDocuments.SUBJECT, from),
                                pull(SessionDocuments.TRAIL, from),
                                set(SessionDocuments.MOVED_AT, Date.from(at)))))
                .then();
    }

    private static Bson ofPerson(BusinessId businessId, String subject) {
        return and(eq(SessionDocuments.BUSINESS, businessId), eq(SessionDocuments.SUBJECT, subject));
    }

    private static Bson startedBefore(Instant at) {
        return lt(SessionDocuments.STARTED_AT, Date.from(at));
    }

    private static Bson notMovedSince(Instant at) {
        return not(gte(SessionDocuments.MOVED_AT, Date.from(at)));
    }

    private Mono<Long> removeAll(Bson filter) {
        return Mono.from(sessions.deleteMany(filter)).map(result -> result.getDeletedCount());
    }

    private Mono<Session> open(Document document) {
        return Mono.fromCallable(() -> documents.session(document)).subscribeOn(Schedulers.boundedElastic());
    }

    private static Bson living(String id, Instant now) {
        return and(eq(SessionDocuments.ID, id), gt(SessionDocuments.ENDS_AT, Date.from(now)));
    }
}
