package com.pickatime.web.events;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.EventDeletion.Preview;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.Fragments;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.setup.Form;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
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

/** Delete past events: which stay, what would be deleted, a copy of that, the deletion, and how it is taken back. */
@Controller
@RequestMapping(EventDeletionsController.ADDRESS)
class EventDeletionsController {

    static final String ADDRESS = "/events/deletions";

    private static final int EARLIER = 20;
    private static final int MOST_KEPT = 200;

    private static final ParameterizedTypeReference<ListPage<Event>> EVENTS = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<ListPage<EventDeletion>> DELETIONS =
            new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Clock clock;

    EventDeletionsController(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @GetMapping
    Mono<Rendering> choose(@AuthenticationPrincipal SignedIn who) {
        return choose(who, "", HttpStatus.OK);
    }

    private Mono<Rendering> choose(SignedIn who, String refusal, HttpStatus status) {
        return Mono.zip(
                        services.get(who, Service.CONFERENCES, EVENTS, Event.ALL + "?limit={limit}", ListPage.LARGEST),
                        services.get(
                                who, Service.CONFERENCES, DELETIONS, EventDeletion.ALL + "?limit={limit}", EARLIER))
                .map(parts -> Rendering.view("web/event-deletions")
                        .status(status)
                        .modelAttribute("events", parts.getT1().items())
                        .modelAttribute("deletions", parts.getT2().items())
                        .modelAttribute("refusal", refusal)
                        .modelAttribute("now", clock.instant())
                        .build());
    }

    @GetMapping("/preview")
    Mono<Rendering> preview(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") List<String> keep) {
        return preview(who, keep, Form.of(Map.of()), HttpStatus.OK);
    }

    /** The choice again where these cannot be kept. */
    private Mono<Rendering> preview(SignedIn who, List<String> keep, Form form, HttpStatus status) {
        return Mono.zip(
                        services.get(
                                who,
                                Service.CONFERENCES,
                                Preview.class,
                                EventDeletion.ALL + "/preview" + query(keep),
                                kept(keep).toArray()),
                        services.get(who, Service.CONFERENCES, EVENTS, Event.ALL + "?limit={limit}", ListPage.LARGEST))
                .map(parts -> Rendering.view("web/event-deletion-preview")
                        .status(status)
                        .modelAttribute("preview", parts.getT1())
                        .modelAttribute(
                                "staying",
                                parts.getT2().items().stream()
                                        .filter(event -> parts.getT1().kept().contains(event.conferenceId()))
                                        .map(Event::name)
                                        .toList())
                        .modelAttribute("file", file(parts.getT1().kept()))
                        .modelAttribute("form", form)
                        .build())
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? choose(who, "keep", HttpStatus.UNPROCESSABLE_CONTENT)
                                : Mono.error(refusal));
    }

    /** A copy of the appointments that would be deleted, passed on as it comes: it may be long. */
    @GetMapping("/appointments.csv")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") List<String> keep) {
        return services.download(
                        who,
                        Service.CONFERENCES,
                        EventDeletion.ALL + "/export" + query(keep),
                        kept(keep).toArray())
                .map(rows -> CsvFile.of("appointments.csv", rows));
    }

    @PostMapping
    Mono<Rendering> begin(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(sent -> {
            var keep = sent.getOrDefault("keep", List.of());
            var entered = Form.entered(sent);
            var wanted = Map.of(
                    "keep", keep,
                    "digest", entered.getOrDefault("digest", ""),
                    "confirmation", entered.getOrDefault("confirmation", ""));
            return services.sendFor(
                            who, Service.CONFERENCES, HttpMethod.POST, wanted, EventDeletion.class, EventDeletion.ALL)
                    .map(EventDeletionsController::toProgress)
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.isForForm()
                                    ? preview(who, keep, Form.refused(entered, refusal), refusal.status())
                                    : Mono.error(refusal));
        });
    }

    @GetMapping("/{deletion}")
    Mono<Rendering> one(
            @AuthenticationPrincipal SignedIn who, @PathVariable String deletion, ServerHttpRequest request) {
        return one(who, deletion, Fragments.view(request, "web/event-deletion", "state"), null);
    }

    @PostMapping("/{deletion}/undo")
    Mono<Rendering> undo(@AuthenticationPrincipal SignedIn who, @PathVariable String deletion) {
        return services.sendFor(
                        who,
                        Service.CONFERENCES,
                        HttpMethod.POST,
                        null,
                        EventDeletion.class,
                        EventDeletion.ONE + "/undo",
                        deletion)
                .map(EventDeletionsController::toProgress)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? one(who, deletion, "web/event-deletion", refusal)
                                : Mono.error(refusal));
    }

    private Mono<Rendering> one(SignedIn who, String deletion, String view, @Nullable Refusal refusal) {
        return services.get(who, Service.CONFERENCES, EventDeletion.class, EventDeletion.ONE, deletion)
                .map(found -> Rendering.view(view)
                        .status(refusal == null ? HttpStatus.OK : refusal.status())
                        .modelAttribute("deletion", found)
                        .modelAttribute("refused", refusal != null)
                        .modelAttribute("now", clock.instant())
                        .header(HttpHeaders.VARY, "HX-Request")
                        .build());
    }

    private static List<String> kept(List<String> keep) {
        return keep.stream().filter(id -> !id.isBlank()).limit(MOST_KEPT).toList();
    }

    /** As many variables as are kept. */
    private static String query(List<String> keep) {
        var some = kept(keep);
        return some.isEmpty()
                ? ""
                : IntStream.range(0, some.size())
                        .mapToObj(at -> "keep={keep" + at + "}")
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String file(List<String> keep) {
        return UriComponentsBuilder.fromPath(ADDRESS + "/appointments.csv")
                .queryParam("keep", keep.toArray())
                .encode()
                .build()
                .toUriString();
    }

    private static Rendering toProgress(EventDeletion deletion) {
        return Rendering.redirectTo(UriComponentsBuilder.fromPath(ADDRESS + "/{deletion}")
                        .encode()
                        .buildAndExpand(deletion.deletionId())
                        .toUriString())
                .build();
    }
}
