package com.pickatime.web.setup;

import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.ContactsPage.Sent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Global Setup / Contacts: what is done to a whole access level at once. Each act is shown on a page of its own before. */
@Controller
@RequestMapping(ContactsPage.ADDRESS)
class ContactsSetupController {

    private final ContactsPage page;
    private final Services services;

    ContactsSetupController(ContactsPage page, Services services) {
        this.page = page;
        this.services = services;
    }

    record Changed(long contacts) {}

    record Reset(long reset) {}

    @GetMapping
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "0") long count) {
        return page.show(who, Sent.NOTHING, HttpStatus.OK, after, count);
    }

    @GetMapping("/levels")
    Mono<Rendering> askLevels(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        var wrong = new LinkedHashMap<String, String>();
        if (Levels.named(Levels.BELOW_ADMINISTRATOR, from).isEmpty()) {
            wrong.put("from", "is missing");
        }
        if (Levels.named(Levels.BELOW_ADMINISTRATOR, to).isEmpty() || to.equals(from)) {
            wrong.put("to", "must be another level");
        }
        return wrong.isEmpty()
                ? Mono.just(Rendering.view("web/levels-change")
                        .modelAttribute("from", from)
                        .modelAttribute("to", to)
                        .build())
                : page.again(
                        who,
                        Sent.levels(Form.wrong(Map.of("from", from, "to", to), wrong)),
                        HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/levels")
    Mono<Rendering> changeLevels(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var change = Map.of("from", entered.getOrDefault("from", ""), "to", entered.getOrDefault("to", ""));
            return services.sendFor(
                            who,
                            Service.CONTACTS,
                            HttpMethod.POST,
                            change,
                            Changed.class,
                            "/businesses/{business}/access-level-changes")
                    .map(changed -> done("levels-changed", changed.contacts()))
                    .onErrorResume(
                            Refusal.class, refusal -> again(who, refusal, Sent.levels(Form.refused(change, refusal))));
        });
    }

    @GetMapping("/passwords")
    Mono<Rendering> askPasswords(
            @AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String admins) {
        return Levels.named(Levels.ADMINS, admins).isPresent()
                ? Mono.just(Rendering.view("web/password-reset")
                        .modelAttribute("admins", admins)
                        .build())
                : page.again(
                        who,
                        Sent.passwords(Form.wrong(Map.of(), Map.of("admins", "is missing"))),
                        HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @PostMapping("/passwords")
    Mono<Rendering> resetPasswords(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var level = Map.of("level", entered.getOrDefault("admins", ""));
            return services.sendFor(
                            who,
                            Service.SSO,
                            HttpMethod.POST,
                            level,
                            Reset.class,
                            "/businesses/{business}/password-resets")
                    .map(reset -> done("passwords-reset", reset.reset()))
                    .onErrorResume(
                            Refusal.class,
                            refusal -> again(who, refusal, Sent.passwords(Form.refused(level, refusal))));
        });
    }

    private Mono<Rendering> again(SignedIn who, Refusal refusal, Sent sent) {
        return refusal.isForForm() ? page.again(who, sent, refusal.status()) : Mono.error(refusal);
    }

    private static Rendering done(String done, long count) {
        return Rendering.redirectTo(ContactsPage.ADDRESS + "?done=" + done + "&count=" + count)
                .build();
    }
}
