package com.pickatime.web.events;

import com.pickatime.web.events.SlotsPage.Made;
import com.pickatime.web.events.SlotsPage.Making;
import com.pickatime.web.pages.Businesses;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The slots of an event: many are made at once, a day of them is looked at, one is changed. */
@Controller
@RequestMapping(SlotsController.ADDRESS)
class SlotsController {

    static final String ADDRESS = EventsController.ONE + "/slots";

    private static final String ONE = "/{slot}";

    private final SlotsPage page;
    private final People people;
    private final Services services;
    private final Businesses businesses;
    private final Formats formats;

    SlotsController(SlotsPage page, People people, Services services, Businesses businesses, Formats formats) {
        this.page = page;
        this.people = people;
        this.services = services;
        this.businesses = businesses;
        this.formats = formats;
    }

    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            @RequestParam(defaultValue = "0") long made,
            @RequestParam(defaultValue = "0") long kept,
            @RequestParam(defaultValue = "0") long left) {
        return page.show(who, event, day == null ? "" : day.toString(), Making.after(new Made(made, kept, left)));
    }

    /** Looks for teachers to choose, and keeps all that is typed. */
    @PostMapping("/search")
    Mono<Rendering> search(
            @AuthenticationPrincipal SignedIn who, @PathVariable String event, ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(sent -> {
            var entered = new LinkedHashMap<>(Form.entered(sent));
            // who looks for some does not mean all
            entered.put(SlotForm.WHOSE, SlotForm.CHOSEN);
            return page.show(who, event, "", making(Form.of(entered), sent, HttpStatus.OK));
        });
    }

    @PostMapping
    Mono<Rendering> make(
            @AuthenticationPrincipal SignedIn who, @PathVariable String event, ServerWebExchange exchange) {
        return Mono.zip(exchange.getFormData(), businesses.of(who))
                .flatMap(parts -> make(who, event, parts.getT1(), parts.getT2()));
    }

    private Mono<Rendering> make(SignedIn who, String event, MultiValueMap<String, String> sent, Business business) {
        var entered = Form.entered(sent);
        var wrong = new LinkedHashMap<>(SlotForm.wrong(entered));
        var days = SlotForm.days(entered, formats, business, wrong);
        if (!wrong.isEmpty()) {
            return page.show(who, event, "", making(Form.wrong(entered, wrong), sent, HttpStatus.BAD_REQUEST));
        }
        var teachers = SlotForm.CHOSEN.equals(entered.get(SlotForm.WHOSE))
                ? Mono.just(chosen(sent))
                : people.teachers(who).map(all -> List.copyOf(all.keySet()));
        return teachers.flatMap(ids -> services.sendFor(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.POST,
                        SlotForm.request(entered, days, ids),
                        Made.class,
                        Slot.ALL,
                        event))
                .map(made -> Rendering.redirectTo(ListAddress.of(
                                ADDRESS,
                                ListAddress.fields(
                                        "done", "slots-made",
                                        "day",
                                                days.stream()
                                                        .sorted()
                                                        .findFirst()
                                                        .orElse(""),
                                        "made", String.valueOf(made.made()),
                                        "kept", String.valueOf(made.kept()),
                                        "left", String.valueOf(made.left())),
                                event))
                        .build())
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? page.show(
                                        who,
                                        event,
                                        "",
                                        making(SlotForm.refused(entered, refusal), sent, refusal.status()))
                                : Mono.error(refusal));
    }

    @GetMapping(ONE)
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @PathVariable String event, @PathVariable String slot) {
        return slot(who, event, slot).flatMap(now -> one(who, event, now, Form.of(fields(now)), HttpStatus.OK));
    }

    @PostMapping(ONE)
    Mono<Rendering> change(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String event,
            @PathVariable String slot,
            ServerWebExchange exchange) {
        return exchange.getFormData().map(Form::entered).flatMap(entered -> {
            var wrong = SlotForm.wrong(entered);
            return wrong.isEmpty()
                    ? services.sendForIfUnchanged(
                                    who,
                                    Service.CONFERENCES,
                                    HttpMethod.PUT,
                                    SlotForm.options(entered),
                                    entered.getOrDefault(Form.TAG, ""),
                                    Slot.class,
                                    Slot.ONE,
                                    event,
                                    slot)
                            .map(saved -> toDay(event, "slot-saved", saved))
                            .onErrorResume(
                                    Refusal.class,
                                    refusal -> again(who, event, slot, SlotForm.refused(entered, refusal), refusal))
                    : slot(who, event, slot)
                            .flatMap(now -> one(who, event, now, Form.wrong(entered, wrong), HttpStatus.BAD_REQUEST));
        });
    }

    @PostMapping(ONE + "/removal")
    Mono<Rendering> delete(
            @AuthenticationPrincipal SignedIn who, @PathVariable String event, @PathVariable String slot) {
        return slot(who, event, slot)
                .flatMap(now -> services.send(who, Service.CONFERENCES, HttpMethod.DELETE, null, Slot.ONE, event, slot)
                        .thenReturn(toDay(event, "slot-deleted", now.value()))
                        .onErrorResume(
                                Refusal.class,
                                refusal -> again(who, event, slot, SlotForm.refused(fields(now), refusal), refusal)));
    }

    private static Rendering toDay(String event, String done, Slot slot) {
        return Rendering.redirectTo(ListAddress.of(
                        ADDRESS,
                        ListAddress.fields("done", done, "day", slot.day().toString()),
                        event))
                .build();
    }

    private Mono<Rendering> again(SignedIn who, String event, String slot, Form form, Refusal refusal) {
        return refusal.isForForm()
                ? slot(who, event, slot)
                        .flatMap(now -> one(
                                who, event, now, form.overtaken() ? form.over(fields(now)) : form, refusal.status()))
                : Mono.error(refusal);
    }

    private Mono<Tagged<Slot>> slot(SignedIn who, String event, String slot) {
        return services.getTagged(who, Service.CONFERENCES, Slot.class, Slot.ONE, event, slot);
    }

    private static Map<String, String> fields(Tagged<Slot> now) {
        var fields = new LinkedHashMap<>(SlotForm.fields(now.value()));
        fields.put(Form.TAG, now.tag());
        return fields;
    }

    private Mono<Rendering> one(SignedIn who, String event, Tagged<Slot> now, Form form, HttpStatus status) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, Event.class, Event.ONE, event),
                        people.of(who, List.of(now.value().teacherId())))
                .map(parts -> Rendering.view("web/event-slot")
                        .status(status)
                        .modelAttribute("event", parts.getT1())
                        .modelAttribute("slot", now.value())
                        .modelAttribute(
                                "teacher",
                                parts.getT2().getOrDefault(now.value().teacherId(), ""))
                        .modelAttribute("form", form)
                        .modelAttribute("kinds", SlotForm.KINDS)
                        .modelAttribute("visibilities", SlotForm.VISIBILITIES)
                        .build());
    }

    private static Making making(Form form, MultiValueMap<String, String> sent, HttpStatus status) {
        return new Making(
                form, Objects.requireNonNullElse(sent.getFirst("q"), "").strip(), chosen(sent), Made.NOTHING, status);
    }

    private static List<String> chosen(MultiValueMap<String, String> sent) {
        return sent.getOrDefault("teacher", List.of()).stream()
                .distinct()
                .limit(People.MOST_CHOSEN)
                .toList();
    }
}
