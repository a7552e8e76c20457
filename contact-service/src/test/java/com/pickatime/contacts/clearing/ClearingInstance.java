package com.pickatime.contacts.clearing;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an instance of the service clears by, for tests of several rooms together. */
public final class ClearingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ClearingController controller;
    private final Clearings clearings;
    private final ClearingPreviews previews;
    private final ClearingWork work;

    public ClearingInstance(MongoDatabase database, ContactOutbox outbox, Clock clock) {
        var revisions = new HighestRevisions(database);
        clearings = new Clearings(database, clock);
        previews = new ClearingPreviews(database);
        work = new ClearingWork(
                database,
                clearings,
                previews,
                revisions,
                outbox,
                new Summaries(database, clock),
                new Standstill(clock));
        controller = new ClearingController(
                previews, clearings, new ContactExport(database), revisions, new AuditLog(database, clock));
    }

    /** Without the indexes nothing keeps two clearings of a business apart. */
    public void createIndexes() {
        clearings.createIndexes().block(LIMIT);
    }

    /** A clearing as it stands. */
    public record Stand(String id, String state, long revision, long leftOut) {}

    public String digest(BusinessId business, AccessLevel level, String by) {
        return Objects.requireNonNull(previews.of(business, level, by).block(LIMIT))
                .digest();
    }

    /** Begins one, which {@link #sweep} goes on with. */
    public void begin(BusinessId business, AccessLevel level, String digest, Caller by) {
        controller
                .begin(
                        business,
                        new ClearingController.Request(level.name(), digest, ClearingPreviews.confirmation(digest)),
                        by)
                .block(LIMIT);
    }

    public void beginUndo(BusinessId business, String id, Caller by) {
        controller.undo(business, id, by).block(LIMIT);
    }

    public void sweep() {
        work.goOn().block(LIMIT);
    }

    /** In no particular order. */
    public List<Stand> all(BusinessId business) {
        return Objects.requireNonNull(clearings
                .of(business, "")
                .map(ClearingInstance::stand)
                .collectList()
                .block(LIMIT));
    }

    public @Nullable Stand find(BusinessId business, String id) {
        return clearings.find(business, id).map(ClearingInstance::stand).block(LIMIT);
    }

    private static Stand stand(Clearing clearing) {
        return new Stand(Clearings.shortId(clearing), clearing.state().name(), clearing.revision(), clearing.leftOut());
    }
}
