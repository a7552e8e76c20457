package com.pickatime.sso.sessions;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.sso.saml.NameId;
import java.time.Instant;
import java.util.Date;
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

    private final MongoCollection<Document> sessions;
    private final SessionDocuments documents;

    SessionStore(MongoDatabase database, SessionDocuments documents) {
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
                .then();
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
        return removeAll(and(eq(SessionDocuments.BUSINESS, businessId), eq(SessionDocuments.SUBJECT, subject)));
    }

    /** With an empty set, whatever the session's index. */
    Mono<Long> removeOfName(BusinessId businessId, NameId nameId, Set<String> sessionIndexes) {
        var ofName = and(eq(SessionDocuments.BUSINESS, businessId), eq(SessionDocuments.NAME, documents.hash(nameId)));
        return removeAll(
                sessionIndexes.isEmpty() ? ofName : and(ofName, in(SessionDocuments.SESSION_INDEX, sessionIndexes)));
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
