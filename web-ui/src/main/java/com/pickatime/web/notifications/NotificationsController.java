package com.pickatime.web.notifications;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Notifications sent: which mails there were, what became of them, and those that failed once more. */
@Controller
@RequestMapping("/notifications")
class NotificationsController {

    private static final int PAGE = 50;

    private static final ParameterizedTypeReference<ListPage<SentMail>> MAILS = new ParameterizedTypeReference<>() {};

    private final Services services;

    NotificationsController(Services services) {
        this.services = services;
    }

    record Retries(long reopened) {}

    /** @param count how many mails what was just done concerned */
    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "0") long count) {
        return services.get(
                        who,
                        Service.NOTIFICATIONS,
                        MAILS,
                        "/businesses/{business}/mails?limit={limit}&after={after}",
                        PAGE,
                        after)
                .map(mails -> page(mails, after, count, null))
                // a cursor of an address that somebody changed
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? Mono.just(page(new ListPage<>(List.of(), null), after, count, refusal))
                                : Mono.error(refusal));
    }

    private static Rendering page(ListPage<SentMail> mails, String after, long count, @Nullable Refusal refusal) {
        var page = Rendering.view("web/mails")
                .modelAttribute("mails", mails)
                .modelAttribute("after", after)
                .modelAttribute("count", count);
        if (refusal != null) {
            page.status(refusal.status()).modelAttribute("refusal", refusal.detail());
        }
        return page.build();
    }

    @PostMapping("/retries")
    Mono<Rendering> retry(@AuthenticationPrincipal SignedIn who) {
        return services.sendFor(
                        who,
                        Service.NOTIFICATIONS,
                        HttpMethod.POST,
                        null,
                        Retries.class,
                        "/businesses/{business}/mails/retries")
                .map(retries -> Rendering.redirectTo("/notifications?done=mails-retried&count=" + retries.reopened())
                        .build());
    }
}
