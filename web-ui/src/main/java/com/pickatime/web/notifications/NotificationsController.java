package com.pickatime.web.notifications;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Notifications sent: which mails there were, what became of them, and those that failed once more. */
@Controller
@RequestMapping("/notifications")
class NotificationsController {

    private static final int PAGE = 50;

    private static final List<String> STATES =
            List.of("FAILED", "PENDING", "WAITING_FOR_RECIPIENTS", "SENT", "OVERTAKEN");

    private static final String PATH = "/businesses/{business}/mails";

    private static final ParameterizedTypeReference<ListPage<SentMail>> MAILS = new ParameterizedTypeReference<>() {};

    private final Services services;

    NotificationsController(Services services) {
        this.services = services;
    }

    record Retries(long reopened) {}

    /** Which mails to show; blank is all. */
    record Filter(String state, String after) {

        static Filter of(String state, String after) {
            return new Filter(ListAddress.known(state, STATES), after);
        }

        public String page(String from) {
            return ListAddress.of("/notifications", ListAddress.fields("state", state, "after", from));
        }

        public String export() {
            return ListAddress.of("/notifications/export", ListAddress.fields("state", state));
        }

        Map<String, String> asked() {
            return ListAddress.fields("state", state, "after", after);
        }
    }

    /** @param count how many mails what was just done concerned */
    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "0") long count) {
        var filter = Filter.of(state, after);
        var fields = filter.asked();
        return services.get(
                        who,
                        Service.NOTIFICATIONS,
                        MAILS,
                        PATH + "?limit={limit}" + ListAddress.query(fields, "&"),
                        Stream.concat(Stream.<Object>of(PAGE), fields.values().stream())
                                .toArray())
                .map(mails -> page(mails, filter, count, null))
                // a cursor of an address that somebody changed
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? Mono.just(page(new ListPage<>(List.of(), null), filter, count, refusal))
                                : Mono.error(refusal));
    }

    private static Rendering page(ListPage<SentMail> mails, Filter filter, long count, @Nullable Refusal refusal) {
        var page = Rendering.view("web/mails")
                .modelAttribute("mails", mails)
                .modelAttribute("filter", filter)
                .modelAttribute("states", STATES)
                .modelAttribute("count", count);
        if (refusal != null) {
            page.status(refusal.status()).modelAttribute("refusal", refusal.detail());
        }
        return page.build();
    }

    /** All that the list has, as a table. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String state) {
        var fields = Filter.of(state, "").asked();
        return services.download(
                        who,
                        Service.NOTIFICATIONS,
                        PATH + "/export" + ListAddress.query(fields, "?"),
                        fields.values().toArray())
                .map(table -> CsvFile.of("notifications.csv", table));
    }

    @PostMapping("/retries")
    Mono<Rendering> retry(@AuthenticationPrincipal SignedIn who) {
        return services.sendFor(who, Service.NOTIFICATIONS, HttpMethod.POST, null, Retries.class, PATH + "/retries")
                .map(retries -> Rendering.redirectTo("/notifications?done=mails-retried&count=" + retries.reopened())
                        .build());
    }
}
