package com.pickatime.contacts.sourceindex;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.sourceindex.SourceIndexEntries.SourceIndexEntry;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** What an instance of the service tells of what is stored, for tests of several rooms together. */
public final class IndexingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SourceIndexEntries entries;
    private final HighestRevisions revisions;
    private final Summaries summaries;

    public IndexingInstance(MongoDatabase database, Clock clock) {
        entries = new SourceIndexEntries(database, Projection.CURRENT, TestKeys.hash());
        revisions = new HighestRevisions(database);
        summaries = new Summaries(database, clock);
    }

    /** By what an import tells that nothing was changed. */
    public String mark(BusinessId business) {
        return revisions.of(business).defaultIfEmpty(0L).block(LIMIT) + " "
                + summaries.lastChange(business).defaultIfEmpty("none").block(LIMIT);
    }

    /** All that an import compares with. */
    public List<String> index(BusinessId business) {
        return Objects.requireNonNull(Flux.fromArray(RosterCollection.values())
                .concatMap(collection ->
                        entries.of(collection, business, true).map(entry -> collection + " " + told(entry)))
                .sort()
                .collectList()
                .block(LIMIT));
    }

    private static String told(SourceIndexEntry entry) {
        return String.join(
                " ",
                entry.sourceId(),
                Arrays.toString(entry.hash()),
                entry.orgs().toString(),
                entry.roles().toString(),
                entry.name(),
                Arrays.toString(entry.identity()),
                Arrays.toString(entry.identifier()),
                Arrays.toString(entry.email()),
                entry.quarantined() ? "quarantined" : "",
                entry.gone() ? "gone" : "");
    }
}
