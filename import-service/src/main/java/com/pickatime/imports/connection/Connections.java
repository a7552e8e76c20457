package com.pickatime.imports.connection;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.store.ReadableDocuments;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Indexed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All connections; every change is one guarded update. */
@Component
public class Connections implements Indexed {

    private static final String ID = "_id";
    private static final String STATE = "state";
    private static final String PAUSED_BY = "pausedBy";
    private static final String TENANT_KEY = "tenantKey";
    private static final String VERSION = "version";
    private static final String PENDING_ANNOUNCEMENTS = "pendingAnnouncements";

    private final MongoCollection<Connection> connections;
    private final ReadableDocuments<Connection> readable;

    public Connections(MongoDatabase database) {
        this.connections = database.getCollection("connections", Connection.class);
        this.readable = new ReadableDocuments<>(connections, ID);
    }

    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(connections.createIndex(Indexes.ascending(TENANT_KEY), new IndexOptions().unique(true)))
                .then();
    }

    /** The business's connection, or nothing. */
    public Mono<Connection> find(BusinessId businessId) {
        return Mono.from(connections.find(eq(ID, businessId)).first());
    }

    /** The tenant's connection, or nothing. */
    public Mono<Connection> findByTenant(String tenantId) {
        return Mono.from(connections.find(eq(TENANT_KEY, tenantId)).first());
    }

    /** Every connection that can be read, by business id. */
    public Flux<Connection> all() {
        return after("", null);
    }

    /** As {@link #all}, those whose business id comes after this one; null for whatever state. */
    public Flux<Connection> after(String businessId, @Nullable ConnectionState state) {
        var behind = gt(ID, businessId);
        return readable.find(state == null ? behind : and(behind, eq(STATE, state)));
    }

    /** Adds a connection; fails with a duplicate key when the business or the tenant has one. */
    public Mono<Connection> insert(Connection connection) {
        return Mono.from(connections.insertOne(connection)).thenReturn(connection);
    }

    /**
     * Changes what a connection is and gives what it is now; nothing when another change came first. Fails with a
     * duplicate key when another connection has the tenant.
     *
     * @param announcement of the change, or null
     */
    public Mono<Connection> configure(
            Connection current,
            Configuration configuration,
            ConnectionState state,
            @Nullable PendingAnnouncement announcement) {
        var updates = new ArrayList<Bson>(List.of(
                Updates.set("configuration", configuration),
                Updates.set(TENANT_KEY, Connection.tenantKey(current.businessId(), configuration.tenantId())),
                Updates.set(STATE, state)));
        if (state != current.state()) {
            updates.add(
                    state == ConnectionState.PAUSED
                            ? Updates.set(PAUSED_BY, PausedBy.OPERATOR)
                            : Updates.unset(PAUSED_BY));
        }
        if (announcement != null) {
            updates.add(Updates.push(PENDING_ANNOUNCEMENTS, announcement));
        }
        return change(current, updates);
    }

    /** Makes a configured connection active; nothing when another change came first. */
    public Mono<Connection> activate(Connection current, Instant now) {
        return change(
                current,
                List.of(
                        Updates.set(STATE, ConnectionState.ACTIVE),
                        Updates.set("activatedAt", now),
                        Updates.set("scheduledThrough", now),
                        Updates.push(
                                PENDING_ANNOUNCEMENTS,
                                new PendingAnnouncement(PendingAnnouncement.Kind.ACTIVATED, now))));
    }

    /**
     * Makes room for a business that takes over a tenant which nobody has configured; gives what was removed, to be
     * inserted again when nothing comes of it.
     */
    public Mono<Connection> removePending(String tenantId, BusinessId exceptBusinessId) {
        return Mono.from(connections.findOneAndDelete(
                and(eq(TENANT_KEY, tenantId), eq(STATE, ConnectionState.PENDING), ne(ID, exceptBusinessId))));
    }

    /** Stops imports of an active connection; emits whether that changed anything. */
    public Mono<Boolean> pause(BusinessId businessId, PausedBy by) {
        return update(
                and(eq(ID, businessId), eq(STATE, ConnectionState.ACTIVE)),
                Updates.combine(Updates.set(STATE, ConnectionState.PAUSED), Updates.set(PAUSED_BY, by)));
    }

    /** Lets imports go on that the same side had stopped; emits whether that changed anything. */
    public Mono<Boolean> resume(BusinessId businessId, PausedBy by) {
        return update(
                and(eq(ID, businessId), eq(STATE, ConnectionState.PAUSED), eq(PAUSED_BY, by)),
                Updates.combine(Updates.set(STATE, ConnectionState.ACTIVE), Updates.unset(PAUSED_BY)));
    }

    /** Notes that the import due at {@code time} was requested. */
    public Mono<Void> scheduled(BusinessId businessId, Instant time) {
        return update(eq(ID, businessId), Updates.max("scheduledThrough", time)).then();
    }

    /** Notes that this was announced. */
    public Mono<Void> announced(BusinessId businessId, PendingAnnouncement announcement) {
        return update(eq(ID, businessId), Updates.pull(PENDING_ANNOUNCEMENTS, announcement))
                .then();
    }

    private Mono<Connection> change(Connection current, List<Bson> updates) {
        return Mono.from(connections.findOneAndUpdate(
                and(eq(ID, current.businessId()), eq(VERSION, current.version())),
                Updates.combine(Updates.combine(updates), nextVersion()),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    private Mono<Boolean> update(Bson filter, Bson update) {
        return Mono.from(connections.updateOne(filter, Updates.combine(update, nextVersion())))
                .map(result -> result.getModifiedCount() == 1);
    }

    private static Bson nextVersion() {
        return Updates.inc(VERSION, 1L);
    }
}
