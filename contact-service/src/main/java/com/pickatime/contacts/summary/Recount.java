package com.pickatime.contacts.summary;

import com.pickatime.contacts.troubles.Troubles;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts a business again after somebody removed a contact by hand, restored one, or started a new generation. */
@Component
class Recount {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final String PART = "the counting after changes by hand";

    private final Summaries summaries;
    private final RosterCount rosters;
    private final Troubles troubles;

    Recount(Summaries summaries, RosterCount rosters, Troubles troubles) {
        this.summaries = summaries;
        this.rosters = rosters;
        this.troubles = troubles;
    }

    /** One business after the other, each by one instance; what fails is counted at the next look. */
    @Scheduled(fixedDelayString = "${contacts.summary.recount:1m}")
    Mono<Void> recount() {
        return Mono.defer(() -> summaries
                        .outdated()
                        .concatMap(outdated -> summaries
                                .claim(outdated)
                                .flatMap(mine -> rosters.of(outdated.businessId())
                                        .flatMap(counted -> summaries.keep(
                                                outdated.businessId(), outdated.revision(), counted.summary()))
                                        .onErrorResume(failure -> summaries
                                                .outdate(outdated.businessId())
                                                .then(Mono.error(failure)))))
                        .then())
                .timeout(LIMIT)
                .doOnSuccess(done -> troubles.over(PART))
                .onErrorResume(failure -> {
                    troubles.met(PART, failure);
                    return Mono.empty();
                });
    }
}
