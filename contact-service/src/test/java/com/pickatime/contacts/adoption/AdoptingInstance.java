package com.pickatime.contacts.adoption;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.AdoptionJobs.Job;
import com.pickatime.contacts.adoption.AdoptionJobs.Kind;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.adoption.Matches.Decided;
import com.pickatime.contacts.adoption.Matches.Search;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.local.testing.TestKeys;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an instance of the service adopts by, for tests of several rooms together. */
public final class AdoptingInstance {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Matches matches;
    private final Unadoption unadoption;
    private final AdoptionJobs jobs;

    public AdoptingInstance(MongoDatabase database, ContactOutbox outbox, Clock clock) {
        var sourceIds = new SourceIds(database);
        var summaries = new Summaries(database, clock);
        var referrers = new Referrers(database, clock);
        matches = new Matches(database, clock);
        unadoption = new Unadoption(database, sourceIds, matches, referrers, outbox, summaries, clock);
        jobs = new AdoptionJobs(
                database,
                new MatchReport(database, sourceIds, TestKeys.hash()),
                matches,
                new Adoption(database, matches, referrers, outbox, summaries, clock),
                unadoption,
                new Standstill(clock),
                clock);
    }

    /** Two contacts that may be one person. */
    public record Pair(ContactId own, ContactId roster, String sourceId) {}

    /** Those that are accepted and not adopted yet, or those that may be accepted. */
    public List<Pair> pairs(BusinessId business, boolean accepted) {
        return Objects.requireNonNull(matches.find(business, Search.ALL)
                .filter(match -> accepted
                        ? match.decision() == Decision.ACCEPTED
                        : match.decision() != Decision.ACCEPTED && match.decision() != Decision.ADOPTED)
                .map(match -> new Pair(match.own(), match.roster(), match.sourceId()))
                .collectList()
                .block(LIMIT));
    }

    public void accept(BusinessId business, String by, Pair pair) {
        matches.decide(business, List.of(new Decided(pair.own(), pair.roster(), Decision.ACCEPTED)), by)
                .defaultIfEmpty(Map.of())
                .block(LIMIT);
    }

    public @Nullable String startReport(BusinessId business, String by) {
        return start(business, Kind.REPORT, by);
    }

    public @Nullable String startAdoption(BusinessId business, String by) {
        return start(business, Kind.ADOPT, by);
    }

    private @Nullable String start(BusinessId business, Kind kind, String by) {
        return jobs.start(business, kind, by).map(Job::job).block(LIMIT);
    }

    /** The state of the business's last job, behind its id; empty for none. */
    public String job(BusinessId business) {
        return Objects.requireNonNull(jobs.job(business)
                .map(job -> job.job() + ' ' + job.state())
                .defaultIfEmpty("")
                .block(LIMIT));
    }

    public void sweep() {
        jobs.sweep().block(LIMIT);
    }

    public void takeBack(BusinessId business, ContactId own, String by) {
        unadoption.takeBack(business, own, by).block(LIMIT);
    }
}
