package com.pickatime.conferences.reports;

import com.pickatime.conferences.conference.Conferences;
import com.pickatime.conferences.slots.ByStart;
import com.pickatime.conferences.slots.Slots;
import com.pickatime.platform.ids.BusinessId;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is asked of an event before something is done with it. */
@RestController
class SummaryController {

    private final Conferences conferences;
    private final Slots slots;
    private final Clock clock;

    SummaryController(Conferences conferences, Slots slots, Clock clock) {
        this.conferences = conferences;
        this.slots = slots;
        this.clock = clock;
    }

    /** @param over whether it has slots, and all of them have begun */
    record Summary(boolean over) {}

    @GetMapping("/businesses/{businessId:[^:]+}/conferences/{conferenceId}/reports/summary")
    Mono<Summary> show(@PathVariable BusinessId businessId, @PathVariable String conferenceId) {
        return conferences
                .find(businessId, conferenceId)
                .flatMap(conference -> Mono.zip(
                                slots.hasAny(conference),
                                slots.of(conference, List.of(), null, ByStart.cursor(clock.instant(), "-"))
                                        .hasElements())
                        .map(answers -> new Summary(answers.getT1() && !answers.getT2())));
    }
}
