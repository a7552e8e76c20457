package com.pickatime.notifications.outbox;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What operators may see and do: which mails of a business were sent, and sending again what was given up. */
@RestController
@RequestMapping("/businesses/{businessId}/mails")
class MailsController {

    private static final int MOST = 500;

    private final Mails mails;
    private final Clock clock;

    MailsController(Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    @GetMapping
    Flux<MailView> list(@PathVariable BusinessId businessId, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problems.invalid("limit", "must be from 1 to " + MOST);
        }
        return mails.of(businessId, limit);
    }

    @PostMapping("/retries")
    Mono<Retries> retry(@PathVariable BusinessId businessId) {
        return mails.reopenFailed(businessId, clock.instant()).map(Retries::new);
    }

    /** How many mails are due again. */
    record Retries(long reopened) {}
}
