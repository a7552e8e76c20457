package com.pickatime.notifications.outbox;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    private final Mails mails;
    private final Clock clock;

    MailsController(Mails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    @GetMapping
    Mono<ListPage<MailView>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = mails.of(businessId, Problems.named("state", MailState.class, state), after);
        return ListPage.of(found, limit, Mails::cursor);
    }

    /** All of the list as a table; to whom the mails went is not in it either. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(@PathVariable BusinessId businessId, @RequestParam(required = false) @Nullable String state) {
        var found = mails.of(businessId, Problems.named("state", MailState.class, state), "");
        return Flux.just(CsvLine.of("template", "state", "occurredAt", "sentAt", "recipients", "refused", "problem"))
                .concatWith(found.map(mail -> CsvLine.of(
                        mail.template(),
                        mail.state().name(),
                        mail.occurredAt().toString(),
                        Objects.toString(mail.sentAt(), ""),
                        String.valueOf(mail.recipients()),
                        String.valueOf(mail.refused()),
                        Objects.toString(mail.problem(), ""))));
    }

    @PostMapping("/retries")
    Mono<Retries> retry(@PathVariable BusinessId businessId) {
        return mails.reopenFailed(businessId, clock.instant()).map(Retries::new);
    }

    /** How many mails are due again. */
    record Retries(long reopened) {}
}
