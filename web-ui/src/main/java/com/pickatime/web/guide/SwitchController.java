package com.pickatime.web.guide;

import com.pickatime.web.guide.Step.Shown;
import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The switch to ClassLink, step by step: most of it ticks itself, and the rest whoever did it. */
@Controller
@RequestMapping("/importer/switch")
class SwitchController {

    private static final String HERE = "/importer/switch";

    private final Services services;

    SwitchController(Services services) {
        this.services = services;
    }

    @GetMapping
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who) {
        return page(who, null);
    }

    /** Which way is walked, until it is decided for good where the accounts are. */
    @PostMapping("/way")
    Mono<Rendering> choose(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(who, exchange, "switch-way", (noted, form) -> {
            var way = known(Way.values(), form.getFirst("way"));
            return new Facts.Noted(way.orElse(noted.way()), noted.ticked());
        });
    }

    /** That a step was done by hand, or was not after all. */
    @PostMapping("/steps")
    Mono<Rendering> tick(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(who, exchange, "switch-step", (noted, form) -> {
            var ticked = new TreeSet<>(noted.ticked());
            known(Step.values(), form.getFirst("step"))
                    .filter(Step::isByHand)
                    .map(Step::name)
                    .ifPresent(form.containsKey("done") ? ticked::add : ticked::remove);
            return new Facts.Noted(noted.way(), List.copyOf(ticked));
        });
    }

    private static <E extends Enum<E>> Optional<E> known(E[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findAny();
    }

    /** Made on what whoever sends the form has seen: somebody else may be at the same step. */
    private Mono<Rendering> change(
            SignedIn who,
            ServerWebExchange exchange,
            String done,
            BiFunction<Facts.Noted, MultiValueMap<String, String>, Facts.Noted> change) {
        return exchange.getFormData()
                .flatMap(form -> services.get(who, Service.CONTACTS, Facts.Noted.class, Facts.NOTED)
                        .flatMap(noted -> {
                            var next = change.apply(noted, form);
                            var body = new HashMap<String, Object>();
                            body.put("way", next.way());
                            body.put("ticked", next.ticked());
                            return services.sendIfUnchanged(
                                    who,
                                    Service.CONTACTS,
                                    HttpMethod.PUT,
                                    body,
                                    String.valueOf(form.getFirst("tag")),
                                    Facts.NOTED);
                        })
                        .thenReturn(Done.at(HERE, done)))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm() ? page(who, refusal.status()) : Mono.error(refusal));
    }

    /** @param refused with what a change was refused; null if none was */
    private Mono<Rendering> page(SignedIn who, @Nullable HttpStatus refused) {
        return Facts.of(services, who).map(facts -> {
            var way = facts.way();
            var steps = way == null ? List.<Shown>of() : steps(way, facts);
            var page = Rendering.view("web/switch")
                    .modelAttribute("isSwitch", facts.isSwitch())
                    .modelAttribute("ways", Way.values())
                    .modelAttribute("decided", facts.first().decision() != null)
                    .modelAttribute("imported", facts.isImported())
                    .modelAttribute("tag", facts.noted().tag())
                    .modelAttribute("steps", steps)
                    .modelAttribute(
                            "doneSteps", steps.stream().filter(Shown::isDone).count())
                    .modelAttribute(
                            "reasons",
                            facts.birthDates().map(Facts.BirthDates::reasons).orElse(List.of()))
                    .modelAttribute(
                            "signIn",
                            facts.signOn()
                                    .map(signOn -> signOn.serviceProvider().signInUrl())
                                    .orElse(""))
                    .modelAttribute(
                            "refused",
                            refused == null ? "" : refused == HttpStatus.PRECONDITION_FAILED ? "changed" : "not-done");
            if (way != null) {
                page.modelAttribute("way", way);
            }
            if (refused != null) {
                page.status(refused);
            }
            return page.build();
        });
    }

    private static List<Shown> steps(Way way, Facts facts) {
        var shown = new ArrayList<Shown>();
        for (var step : way.steps()) {
            shown.add(step.shown(facts, shown.stream().allMatch(Shown::isDone)));
        }
        return shown;
    }
}
