package com.pickatime.conferences.upkeep;

import com.pickatime.conferences.booking.Appointments;
import com.pickatime.conferences.checks.Checks;
import com.pickatime.conferences.conference.Conferences;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How many appointments somebody should look at. */
@RestController
class AttentionController {

    private final Appointments appointments;
    private final Conferences conferences;
    private final Checks checks;
    private final Clock clock;

    AttentionController(Appointments appointments, Conferences conferences, Checks checks, Clock clock) {
        this.appointments = appointments;
        this.conferences = conferences;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * The number of those that do not fit and are not over.
     *
     * @param checked whether they were looked at after the import; true where none was named
     */
    record Attention(boolean checked, long appointments) {}

    @GetMapping("/businesses/{businessId:[^:]+}/appointments/attention")
    Mono<Attention> show(
            @PathVariable BusinessId businessId, @RequestParam(required = false) @Nullable ImportId importId) {
        return (importId == null ? Mono.just(true) : checks.isChecked(businessId, importId))
                .flatMap(checked -> conferences
                        .of(businessId, "")
                        .map(kept -> kept.conference().id())
                        .collectList()
                        .flatMap(ids -> appointments.countProblems(ids, clock.instant()))
                        .map(count -> new Attention(checked, count)));
    }
}
