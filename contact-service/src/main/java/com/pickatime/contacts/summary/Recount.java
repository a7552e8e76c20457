package com.pickatime.contacts.summary;

import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts a business again after somebody removed a contact by hand, restored one, or started a new generation. */
@Component
class Recount {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String PART = "the look for rosters to count again";

    private final Summaries summaries;
    private final RosterCounter rosters;
    private final Standstill standstill;

    Recount(Summaries summaries, RosterCounter rosters, Standstill standstill) {
        this.summaries = summaries;
        this.rosters = rosters;
        this.standstill = standstill;
    }

    /** One business after the other, each by one instance; what fails is counted at the next look. */
    @Scheduled(fixedDelayString = "${contacts.summary.recount:1m}")
    Mono<Void> recount() {
        return Mono.defer(() -> summaries
                        .outdated()
                        .concatMap(
                                outdated -> Mono.usingWhen(summaries.claim(outdated), this::count, summaries::release))
                        .then())
                .timeout(LIMIT)
                .transform(work -> standstill.watch(PART, work));
    }

    /** Noted as counted only after that, so that another instance counts what one left that died. */
    private Mono<Void> count(Summaries.Outdated mine) {
        return rosters.of(mine.businessId())
                .flatMap(counted -> summaries.save(mine.businessId(), mine.revision(), counted.summary()))
                .then(summaries.counted(mine))
                // another may count it by then, and what is kept last counts
                .timeout(Summaries.LEASE);
    }
}
