package com.pickatime.web.setup;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.Fragments;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Clearing.Preview;
import com.pickatime.web.setup.ContactsPage.Sent;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Delete All Contacts: what it would delete, a copy of that, the deletion, how far it is, and how it is taken back. */
@Controller
@RequestMapping(ContactsPage.ADDRESS + "/clearings")
class ClearingsController {

    private static final String CLEARINGS = "/businesses/{business}/clearings";
    private static final String ONE = CLEARINGS + "/{clearing}";

    private final ContactsPage page;
    private final Services services;
    private final Clock clock;

    ClearingsController(ContactsPage page, Services services, Clock clock) {
        this.page = page;
        this.services = services;
        this.clock = clock;
    }

    @GetMapping("/preview")
    Mono<Rendering> preview(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String level) {
        return Levels.named(Levels.BELOW_ADMINISTRATOR, level)
                .map(chosen -> preview(who, chosen, Form.of(Map.of()), HttpStatus.OK))
                .orElseGet(() -> missing(who));
    }

    private Mono<Rendering> preview(SignedIn who, AccessLevel level, Form form, HttpStatus status) {
        return services.get(who, Service.CONTACTS, Preview.class, CLEARINGS + "/preview?level={level}", level)
                .map(preview -> Rendering.view("web/clearing-preview")
                        .status(status)
                        .modelAttribute("preview", preview)
                        .modelAttribute("form", form)
                        .modelAttribute("lower", Levels.BELOW_ADMINISTRATOR)
                        .build());
    }

    /** A copy of what would be deleted, passed on as it comes: it may be long. */
    @GetMapping("/contacts.csv")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String level) {
        return services.download(who, Service.CONTACTS, CLEARINGS + "/export?level={level}", level)
                .map(rows -> CsvFile.of(name(level), rows));
    }

    private String name(String level) {
        return "contacts-" + level.toLowerCase(Locale.ROOT).replace('_', '-') + '-'
                + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".csv";
    }

    @PostMapping
    Mono<Rendering> begin(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var wanted = Map.of(
                    "level", entered.getOrDefault("level", ""),
                    "digest", entered.getOrDefault("digest", ""),
                    "confirmation", entered.getOrDefault("confirmation", ""));
            return services.sendFor(who, Service.CONTACTS, HttpMethod.POST, wanted, Clearing.class, CLEARINGS)
                    .map(ClearingsController::toProgress)
                    .onErrorResume(Refusal.class, refusal -> beginAgain(who, entered, refusal));
        });
    }

    private Mono<Rendering> beginAgain(SignedIn who, Map<String, String> entered, Refusal refusal) {
        if (!refusal.isForForm()) {
            return Mono.error(refusal);
        }
        return Levels.named(Levels.BELOW_ADMINISTRATOR, entered.getOrDefault("level", ""))
                .map(level -> preview(who, level, Form.refused(entered, refusal), refusal.status()))
                .orElseGet(() -> missing(who));
    }

    private Mono<Rendering> missing(SignedIn who) {
        return page.again(
                who,
                Sent.clearing(Form.wrong(Map.of(), Map.of("level", "is missing"))),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @GetMapping("/{clearing}")
    Mono<Rendering> one(
            @AuthenticationPrincipal SignedIn who, @PathVariable String clearing, ServerHttpRequest request) {
        return one(who, clearing, Fragments.view(request, "web/clearing", "state"), null);
    }

    @PostMapping("/{clearing}/undo")
    Mono<Rendering> undo(@AuthenticationPrincipal SignedIn who, @PathVariable String clearing) {
        return services.sendFor(who, Service.CONTACTS, HttpMethod.POST, null, Clearing.class, ONE + "/undo", clearing)
                .map(ClearingsController::toProgress)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? one(who, clearing, "web/clearing", refusal)
                                : Mono.error(refusal));
    }

    private Mono<Rendering> one(SignedIn who, String clearing, String view, @Nullable Refusal refusal) {
        return services.get(who, Service.CONTACTS, Clearing.class, ONE, clearing)
                .map(found -> Rendering.view(view)
                        .status(refusal == null ? HttpStatus.OK : refusal.status())
                        .modelAttribute("clearing", found)
                        .modelAttribute("refused", refusal != null)
                        .modelAttribute("now", clock.instant())
                        .header(HttpHeaders.VARY, "HX-Request")
                        .build());
    }

    private static Rendering toProgress(Clearing clearing) {
        return Rendering.redirectTo(UriComponentsBuilder.fromPath(ContactsPage.ADDRESS + "/clearings/{clearing}")
                        .encode()
                        .buildAndExpand(clearing.clearingId())
                        .toUriString())
                .build();
    }
}
