package com.pickatime.web.setup;

import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.RegistrationSettings;
import com.pickatime.web.services.RegistrationSettings.Prompt;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.ContactsPage.Sent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Custom prompts: whether parents may make an account for themselves, and what they are asked then. The contact service keeps them
 * as one; a change is made of what is there now, and refused there if that is not what its page showed.
 */
@Controller
@RequestMapping(ContactsPage.ADDRESS)
class PromptsController {

    /** The whole form, where nothing of it is wrong by itself. */
    private static final String ALL = "registration";

    private static final String NEW = "new";

    private final ContactsPage page;
    private final Services services;

    PromptsController(ContactsPage page, Services services) {
        this.page = page;
        this.services = services;
    }

    @PostMapping("/registration")
    Mono<Rendering> let(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "registration-saved",
                entered -> now -> now.letting(entered.containsKey("parentsMayRegister")));
    }

    @PostMapping("/prompts/{id}/up")
    Mono<Rendering> moveUp(@AuthenticationPrincipal SignedIn who, @PathVariable String id, ServerWebExchange exchange) {
        return change(who, exchange, "prompt-moved", entered -> now -> now.moving(id, -1));
    }

    @PostMapping("/prompts/{id}/down")
    Mono<Rendering> moveDown(
            @AuthenticationPrincipal SignedIn who, @PathVariable String id, ServerWebExchange exchange) {
        return change(who, exchange, "prompt-moved", entered -> now -> now.moving(id, 1));
    }

    @PostMapping("/prompts/{id}/removal")
    Mono<Rendering> remove(@AuthenticationPrincipal SignedIn who, @PathVariable String id, ServerWebExchange exchange) {
        return change(who, exchange, "prompt-removed", entered -> now -> now.without(id));
    }

    @GetMapping("/prompts/{id}")
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @PathVariable String id) {
        return settings(who).map(now -> prompt(id, now, Form.of(fields(of(id, now.value()))), HttpStatus.OK));
    }

    @PostMapping("/prompts/{id}")
    Mono<Rendering> save(@AuthenticationPrincipal SignedIn who, @PathVariable String id, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> save(who, entered, now -> now.with(wanted(id, entered)))
                        .thenReturn(Done.at(ContactsPage.ADDRESS, "prompt-saved"))
                        .onErrorResume(Refusal.class, refusal -> saveAgain(who, id, entered, refusal)));
    }

    private static Prompt of(String id, RegistrationSettings now) {
        return id.equals(NEW)
                ? new Prompt(null, "", List.of(), false)
                : now.prompt(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Map<String, String> fields(Prompt prompt) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("words", prompt.words());
        fields.put("choices", String.join("\n", prompt.choices()));
        if (prompt.required()) {
            fields.put("required", "true");
        }
        return fields;
    }

    private static Prompt wanted(String id, Map<String, String> entered) {
        return new Prompt(
                id.equals(NEW) ? null : id,
                entered.getOrDefault("words", ""),
                entered.getOrDefault("choices", "")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                entered.containsKey("required"));
    }

    /** What was typed beside what is there now; a prompt that somebody took away meanwhile is told on the page of all. */
    private Mono<Rendering> saveAgain(SignedIn who, String id, Map<String, String> entered, Refusal refusal) {
        if (!refusal.isForForm()) {
            return Mono.error(refusal);
        }
        return settings(who)
                .flatMap(now -> id.equals(NEW) || now.value().prompt(id).isPresent()
                        ? Mono.just(prompt(id, now, Form.wrong(entered, wrong(refusal)), refusal.status()))
                        : again(who, refusal));
    }

    private static Rendering prompt(String id, Tagged<RegistrationSettings> now, Form form, HttpStatus status) {
        return Rendering.view("web/prompt")
                .status(status)
                .modelAttribute("id", id)
                .modelAttribute("isNew", id.equals(NEW))
                .modelAttribute("tag", now.tag())
                .modelAttribute("form", form)
                .build();
    }

    private Mono<Rendering> change(
            SignedIn who,
            ServerWebExchange exchange,
            String done,
            Function<Map<String, String>, UnaryOperator<RegistrationSettings>> change) {
        return exchange.getFormData()
                .map(Form::entered)
                .flatMap(entered -> save(who, entered, change.apply(entered)))
                .thenReturn(Done.at(ContactsPage.ADDRESS, done))
                .onErrorResume(Refusal.class, refusal -> again(who, refusal));
    }

    private Mono<Rendering> again(SignedIn who, Refusal refusal) {
        return refusal.isForForm()
                ? page.again(who, Sent.registration(Form.wrong(Map.of(), wrong(refusal))), refusal.status())
                : Mono.error(refusal);
    }

    private Mono<Void> save(SignedIn who, Map<String, String> entered, UnaryOperator<RegistrationSettings> change) {
        return settings(who)
                .flatMap(now -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.PUT,
                        change.apply(now.value()),
                        entered.getOrDefault("tag", ""),
                        RegistrationSettings.PATH));
    }

    private Mono<Tagged<RegistrationSettings>> settings(SignedIn who) {
        return services.getTagged(who, Service.CONTACTS, RegistrationSettings.class, RegistrationSettings.PATH);
    }

    /** The service names a field of one of all prompts; on our page is one. */
    private static Map<String, String> wrong(Refusal refusal) {
        var wrong = new LinkedHashMap<String, String>();
        refusal.fields()
                .forEach((field, reason) -> wrong.putIfAbsent(
                        field.replaceFirst("^prompts\\[\\d+]\\.", "").replaceFirst("\\[\\d+]$", ""), reason));
        if (wrong.isEmpty()) {
            wrong.put(ALL, refusal.detail());
        }
        return wrong;
    }
}
