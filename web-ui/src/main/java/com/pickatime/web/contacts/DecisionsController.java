package com.pickatime.web.contacts;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** People of whom somebody has to decide who they are, and parents who ask for help with a code. */
@Controller
class DecisionsController {

    private static final ParameterizedTypeReference<ListPage<Waiting>> WAITING = new ParameterizedTypeReference<>() {};

    private final Services services;

    DecisionsController(Services services) {
        this.services = services;
    }

    /** Somebody as they were before the roster gave their ID another name and another birth date. */
    record Waiting(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            List<String> roles,
            @Nullable Instant since,
            String etag) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Waiting" + roles;
        }
    }

    /** What stands behind a code: the service tells cause and cure in words. */
    record Resolved(
            Instant at,
            String means,
            String cure,
            String parent,
            @Nullable String student,
            @Nullable Integer triesLeft,
            @Nullable Instant lockedUntil) {}

    @GetMapping("/contacts/quarantine")
    Mono<Rendering> quarantine(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String after) {
        return waiting(who, after, null);
    }

    /** All who wait, as a table. */
    @GetMapping("/contacts/quarantine/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(@AuthenticationPrincipal SignedIn who) {
        return services.download(who, Service.CONTACTS, "/businesses/{business}/quarantine/export")
                .map(table -> CsvFile.of("who-is-it.csv", table));
    }

    @PostMapping("/contacts/{contact}/quarantine")
    Mono<Rendering> decide(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.POST,
                        Map.of("decision", Objects.requireNonNullElse(form.getFirst("decision"), "")),
                        Objects.requireNonNullElse(form.getFirst("tag"), ""),
                        "/businesses/{business}/contacts/{contact}/quarantine",
                        contact))
                .thenReturn(Rendering.redirectTo("/contacts/quarantine?done=decided")
                        .build())
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm() ? waiting(who, "", refusal) : Mono.error(refusal));
    }

    private Mono<Rendering> waiting(SignedIn who, String after, @Nullable Refusal refusal) {
        return services.get(
                        who,
                        Service.CONTACTS,
                        WAITING,
                        "/businesses/{business}/quarantine?after={after}&limit={limit}",
                        after,
                        ContactLists.PAGE)
                .map(found -> {
                    var page = Rendering.view("web/quarantine")
                            .modelAttribute("found", found)
                            .modelAttribute("after", after);
                    if (refusal != null) {
                        page.status(refusal.status())
                                .modelAttribute("overtaken", refusal.isOvertaken())
                                .modelAttribute("refusal", refusal.detail());
                    }
                    return page.build();
                });
    }

    @GetMapping("/contacts/support-code")
    Mono<Rendering> supportCode(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String code) {
        var entered = code.strip();
        var page = Rendering.view("web/support-code").modelAttribute("code", entered);
        return entered.isEmpty()
                ? Mono.fromSupplier(page::build)
                : services.get(
                                who,
                                Service.CONTACTS,
                                Resolved.class,
                                "/businesses/{business}/support-codes/{code}",
                                entered)
                        .map(resolved ->
                                page.modelAttribute("resolved", resolved).build())
                        .onErrorResume(
                                Refusal.class,
                                refusal -> refusal.status() == HttpStatus.NOT_FOUND
                                        ? Mono.just(page.status(HttpStatus.NOT_FOUND)
                                                .modelAttribute("refusal", refusal.detail())
                                                .build())
                                        : Mono.error(refusal));
    }
}
