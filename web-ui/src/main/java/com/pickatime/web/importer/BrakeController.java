package com.pickatime.web.importer;

import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How much an import may change before somebody has to approve it. */
@Controller
@RequestMapping(BrakeController.ADDRESS)
class BrakeController {

    static final String ADDRESS = "/importer/brake";

    private static final String BRAKE = "/businesses/{business}/brake";
    private static final String PREFIX = "brake.";

    private final Services services;

    BrakeController(Services services) {
        this.services = services;
    }

    record Limits(int percent, int count, int smallPercent, int updatedPercent, int updatedCount) {

        Map<String, String> fields() {
            var fields = new LinkedHashMap<String, String>();
            fields.put(PREFIX + "percent", String.valueOf(percent));
            fields.put(PREFIX + "count", String.valueOf(count));
            fields.put(PREFIX + "smallPercent", String.valueOf(smallPercent));
            fields.put(PREFIX + "updatedPercent", String.valueOf(updatedPercent));
            fields.put(PREFIX + "updatedCount", String.valueOf(updatedCount));
            return fields;
        }
    }

    @GetMapping
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who) {
        return saved(who).map(saved -> page(Form.of(saved), HttpStatus.OK));
    }

    @PostMapping
    Mono<Rendering> save(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var wanted = new LinkedHashMap<String, Object>();
            var wrong = new LinkedHashMap<String, String>();
            entered.forEach((field, value) -> {
                if (field.startsWith(PREFIX) && !value.isBlank()) {
                    try {
                        wanted.put(field.substring(PREFIX.length()), Integer.valueOf(value.strip()));
                    } catch (NumberFormatException e) {
                        wrong.put(field, "must be a whole number");
                    }
                }
            });
            return wrong.isEmpty()
                    ? services.sendIfUnchanged(
                                    who,
                                    Service.IMPORTS,
                                    HttpMethod.PUT,
                                    wanted,
                                    entered.getOrDefault(Form.TAG, ""),
                                    BRAKE)
                            .thenReturn(Done.at(ADDRESS, "brake-saved"))
                            .onErrorResume(Refusal.class, refusal -> again(who, entered, refusal))
                    : Mono.just(page(Form.wrong(entered, wrong), HttpStatus.BAD_REQUEST));
        });
    }

    private Mono<Rendering> again(SignedIn who, Map<String, String> entered, Refusal refusal) {
        if (!refusal.isForForm()) {
            return Mono.error(refusal);
        }
        var form = Form.refused(entered, refusal).prefixed(PREFIX);
        return form.overtaken()
                ? saved(who).map(saved -> page(form.over(saved), refusal.status()))
                : Mono.just(page(form, refusal.status()));
    }

    private Mono<Map<String, String>> saved(SignedIn who) {
        return services.getTagged(who, Service.IMPORTS, Limits.class, BRAKE).map(tagged -> {
            var fields = new LinkedHashMap<>(tagged.value().fields());
            fields.put(Form.TAG, tagged.tag());
            return fields;
        });
    }

    private static Rendering page(Form form, HttpStatus status) {
        return Rendering.view("web/importer-brake")
                .status(status)
                .modelAttribute("form", form)
                .build();
    }
}
