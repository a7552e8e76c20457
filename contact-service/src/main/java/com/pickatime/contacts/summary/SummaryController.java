package com.pickatime.contacts.summary;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Answers with the last count of a business's roster, which every completed import makes; the first one may be made here. */
@RestController
class SummaryController {

    private static final long BEFORE_IMPORTS = 0;

    private final Summaries summaries;
    private final RosterCounter rosters;
    private final HighestRevisions revisions;

    SummaryController(Summaries summaries, RosterCounter rosters, HighestRevisions revisions) {
        this.summaries = summaries;
        this.rosters = rosters;
        this.revisions = revisions;
    }

    /**
     * A summary.
     *
     * @param countedAt what came later is not in it
     */
    record DatedSummary(@JsonUnwrapped RosterSummary summary, Instant countedAt) {}

    @GetMapping("/businesses/{businessId:[^:]+}/summary")
    Mono<DatedSummary> summary(@PathVariable BusinessId businessId) {
        return summaries
                .last(businessId)
                .switchIfEmpty(Mono.defer(() -> countFirst(businessId)))
                .map(last -> new DatedSummary(last.summary(), last.countedAt()));
    }

    /** Contacts of the business's own are counted before there was an import, too. */
    private Mono<Summaries.Dated> countFirst(BusinessId businessId) {
        return revisions
                .of(businessId)
                .defaultIfEmpty(BEFORE_IMPORTS)
                .flatMap(revision -> rosters.of(businessId)
                        .filter(counted -> revision != BEFORE_IMPORTS || isSomebody(counted.summary()))
                        .switchIfEmpty(Mono.error(() -> Problems.notFound(
                                "Nothing of this business has come here yet. Its imports at the import service say why;"
                                        + " where there are none either, check the id.")))
                        .flatMap(counted -> summaries.save(businessId, revision, counted.summary())))
                .then(Mono.defer(() -> summaries.last(businessId)));
    }

    private static boolean isSomebody(RosterSummary summary) {
        return summary.people() + summary.inactive() > 0;
    }
}
