package com.pickatime.simulator.control;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.DistrictFacts;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.notification.Notifier;
import com.pickatime.simulator.notification.WebhookDelivery;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.tables.Collection;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells the truth about the district and sends its notifications. */
@RestController
@RequestMapping("/control")
class DistrictController {

    private final District district;
    private final Faults faults;
    private final Notifier notifier;

    DistrictController(District district, Faults faults, Notifier notifier) {
        this.district = district;
        this.faults = faults;
        this.notifier = notifier;
    }

    /** With the edits that are in force, but whatever else goes wrong. */
    @GetMapping("/facts")
    Mono<DistrictFacts> facts() {
        return Mono.fromCallable(() -> new Roster(district, faults.edits()).facts())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * What a child's family knows of it.
     *
     * @param birthDate as the office wrote it: empty where it wrote none, and not always year first
     */
    record Known(String birthDate) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "Known";
        }
    }

    @GetMapping("/birth-dates/{sourcedId}")
    Known birthDate(@PathVariable String sourcedId) {
        var roster = new Roster(district, faults.edits());
        var index = roster.indexOf(Collection.DEMOGRAPHICS, sourcedId);
        if (index < 0 || !roster.holds(Collection.DEMOGRAPHICS, index)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no student of this district has this sourcedId");
        }
        return new Known(((Demographics) roster.row(Collection.DEMOGRAPHICS, index))
                .birth()
                .birthDate());
    }

    @PostMapping("/notify")
    Mono<WebhookDelivery> notify(@RequestParam(defaultValue = "application.added") String type) {
        return notifier.send(type);
    }
}
