package com.pickatime.notifications.outbox;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.ListPage;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What operators may see and do: which mails of a business were sent, and sending again what was given up. */
@RestController
@RequestMapping("/businesses/{businessId}/mails")
class MailsController {

    private final Mails mails;
    private final Clock clock;

    MailsController(Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    @GetMapping
    Mono<ListPage<MailView>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return ListPage.of(mails.of(businessId, after), limit, Mails::cursor);
    }

    @PostMapping("/retries")
    Mono<Retries> retry(@PathVariable BusinessId businessId) {
        return mails.reopenFailed(businessId, clock.instant()).map(Retries::new);
    }

    /** How many mails are due again. */
    record Retries(long reopened) {}
}
