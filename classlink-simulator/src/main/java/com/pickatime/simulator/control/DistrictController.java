package com.pickatime.simulator.control;

import com.pickatime.simulator.district.District;
import com.pickatime.simulator.district.DistrictFacts;
import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.faults.Faults;
import com.pickatime.simulator.notification.Notifier;
import com.pickatime.simulator.notification.WebhookDelivery;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
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

    @PostMapping("/notify")
    Mono<WebhookDelivery> notify(@RequestParam(defaultValue = "application.added") String type) {
        return notifier.send(type);
    }
}
