package com.pickatime.web.importer;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.Fragments;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.ServiceAwayException;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.session.FileForms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Importer: where the roster comes from, imports and how they went, and one import with what may be decided of it. */
@Controller
@RequestMapping("/importer")
class ImporterController {

    private static final String IMPORTS = "/businesses/{business}/imports";
    private static final String IMPORT = IMPORTS + "/{import}";
    private static final ParameterizedTypeReference<ListPage<Run>> RUNS = new ParameterizedTypeReference<>() {};

    /** As many as the chart shows, and the dry runs between them. */
    private static final int PAGE = 30;

    /** What somebody looks for; what is under way is at the top anyway. */
    private static final List<String> STATES =
            List.of("HELD", "FAILED", "COMPLETED", "PLANNED", "SUPERSEDED", "CANCELLED");

    private static final String FULL = "FULL";
    private static final String DRY_RUN = "DRY_RUN";

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    /** A large roster over a slow line. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final Services services;
    private final LiveRuns live;

    ImporterController(Services services, LiveRuns live) {
        this.services = services;
        this.live = live;
    }

    record Accepted(String importId) {}

    /** Which imports to show; blank is all. */
    record Filter(String state, String after) {

        static final Filter ALL = new Filter("", "");

        static Filter of(String state, String after) {
            return new Filter(ListAddress.known(state, STATES), after);
        }

        /** Whether it is where the history begins. */
        public boolean isAll() {
            return state.isEmpty() && after.isBlank();
        }

        public String page(String from) {
            return ListAddress.of("/importer", ListAddress.fields("state", state, "after", from));
        }

        public String export() {
            return ListAddress.of("/importer/export", ListAddress.fields("state", state));
        }

        Map<String, String> asked() {
            return ListAddress.fields("state", state, "after", after);
        }
    }

    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String after) {
        return page(who, Filter.of(state, after), "", null);
    }

    /** All that the history has, as a table. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String state) {
        var fields = Filter.of(state, "").asked();
        return services.download(
                        who,
                        Service.IMPORTS,
                        IMPORTS + "/export" + ListAddress.query(fields, "?"),
                        fields.values().toArray())
                .map(table -> CsvFile.of("imports.csv", table));
    }

    /** Imports from where the connection says. */
    @PostMapping
    Mono<Rendering> start(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> services.sendFor(
                        who,
                        Service.IMPORTS,
                        HttpMethod.POST,
                        Map.of("mode", mode(form.getFirst("mode"))),
                        Accepted.class,
                        IMPORTS))
                .map(ImporterController::started)
                .onErrorResume(Refusal.class, refusal -> notStarted(who, refusal));
    }

    /** Looks at what the roster's server has for pickAtime; imports nothing. */
    @PostMapping("/check")
    Mono<Rendering> check(@AuthenticationPrincipal SignedIn who) {
        return services.sendFor(
                        who, Service.IMPORTS, HttpMethod.POST, null, ConnectionCheck.class, ConnectionCheck.PATH)
                .map(check -> Rendering.view("web/importer-check")
                        .modelAttribute("check", List.of(check))
                        .build());
    }

    /** Imports the form's file. */
    @PostMapping("/uploads")
    Mono<Rendering> upload(
            @AuthenticationPrincipal SignedIn who, @RequestBody Flux<PartEvent> form, ServerWebExchange exchange) {
        return FileForms.pass(exchange, form, (fields, zip) -> send(who, mode(fields.get("mode")), zip))
                .map(ImporterController::started)
                .switchIfEmpty(Mono.defer(() -> page(who, Filter.ALL, "no-file", HttpStatus.UNPROCESSABLE_CONTENT)))
                .onErrorResume(Refusal.class, refusal -> notStarted(who, refusal));
    }

    private Mono<Accepted> send(SignedIn who, String mode, Flux<DataBuffer> zip) {
        return services.upload(who, Service.IMPORTS, ZIP, zip, UPLOAD, Accepted.class, IMPORTS + "?mode={mode}", mode);
    }

    private static String mode(@Nullable String asked) {
        return DRY_RUN.equals(asked) ? DRY_RUN : FULL;
    }

    private static Rendering started(Accepted accepted) {
        return Done.at("/importer/{import}", "import-started", accepted.importId());
    }

    private Mono<Rendering> notStarted(SignedIn who, Refusal refusal) {
        if (refusal.status() == HttpStatus.CONTENT_TOO_LARGE) {
            return page(who, Filter.ALL, "too-large", refusal.status());
        }
        return refusal.isForForm() ? page(who, Filter.ALL, "not-started", refusal.status()) : Mono.error(refusal);
    }

    /** @param refused why nothing was begun, as the end of a message key; blank for no reason */
    private Mono<Rendering> page(SignedIn who, Filter filter, String refused, @Nullable HttpStatus status) {
        var connection = services.get(who, Service.IMPORTS, Connection.class, "/connections/{business}")
                .map(Optional::of)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.status() == HttpStatus.NOT_FOUND
                                ? Mono.just(Optional.empty())
                                : Mono.error(refusal));
        var fields = filter.asked();
        var runs = services.get(
                who,
                Service.IMPORTS,
                RUNS,
                IMPORTS + "?limit={limit}" + ListAddress.query(fields, "&"),
                Stream.concat(Stream.<Object>of(PAGE), fields.values().stream()).toArray());
        return Mono.zip(connection, runs).map(parts -> {
            var found = parts.getT2();
            var page = Rendering.view("web/importer")
                    .modelAttribute("connections", parts.getT1().map(List::of).orElse(List.of()))
                    .modelAttribute("found", found)
                    .modelAttribute("filter", filter)
                    .modelAttribute("states", STATES)
                    .modelAttribute("chart", Chart.of(filter.isAll() ? found.items() : List.of()))
                    .modelAttribute("refused", refused);
            if (status != null) {
                page.status(status);
            }
            return page.build();
        });
    }

    @GetMapping("/{importId}")
    Mono<Rendering> one(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String importId,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "0") int from,
            ServerHttpRequest request) {
        return run(who, importId, Fragments.view(request, "web/importer-run", "rest"), type, from, null, "");
    }

    /** The rows that were left out, as a table. */
    @GetMapping("/{importId}/refusals/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> refusals(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String importId,
            @RequestParam(defaultValue = "") String type) {
        var narrowed = ListAddress.fields("type", type);
        return services.download(
                        who,
                        Service.IMPORTS,
                        IMPORT + "/refusals/export" + ListAddress.query(narrowed, "?"),
                        Stream.concat(Stream.of(importId), narrowed.values().stream())
                                .toArray())
                .map(table -> CsvFile.of("left-out.csv", table));
    }

    @GetMapping(path = "/{importId}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    Flux<ServerSentEvent<String>> live(
            @AuthenticationPrincipal SignedIn who, @PathVariable String importId, Locale locale) {
        return live.of(who, importId, locale)
                // who asks for a stream has no use for a page
                .onErrorMap(Refusal.class, refusal -> new ResponseStatusException(refusal.status()))
                .onErrorMap(
                        ServiceAwayException.class,
                        away -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, null, away));
    }

    /** Carries the plan out that whoever sends it has seen. */
    @PostMapping("/{importId}/approval")
    Mono<Rendering> approve(
            @AuthenticationPrincipal SignedIn who, @PathVariable String importId, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> services.sendFor(
                        who,
                        Service.IMPORTS,
                        HttpMethod.POST,
                        Map.of("planDigest", String.valueOf(form.getFirst("plan"))),
                        Accepted.class,
                        IMPORT + "/approval",
                        importId))
                .map(accepted -> Done.at("/importer/{import}", "import-approved", accepted.importId()))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? run(who, importId, "web/importer-run", "", 0, refusal.status(), "")
                                : Mono.error(refusal));
    }

    /** Calls it off, or turns its plan down. */
    @PostMapping("/{importId}/cancellation")
    Mono<Rendering> cancel(@AuthenticationPrincipal SignedIn who, @PathVariable String importId) {
        return services.sendFor(
                        who, Service.IMPORTS, HttpMethod.POST, null, Run.class, IMPORT + "/cancellation", importId)
                .map(run -> Done.at("/importer/{import}", "import-cancelled", importId))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? run(who, importId, "web/importer-run", "", 0, refusal.status(), "late")
                                : Mono.error(refusal));
    }

    /** Puts the roster back as it was before, or looks what that would change. */
    @PostMapping("/{importId}/undo")
    Mono<Rendering> undo(
            @AuthenticationPrincipal SignedIn who, @PathVariable String importId, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> {
                    var how = new LinkedHashMap<String, Object>();
                    how.put("mode", mode(form.getFirst("mode")));
                    var school = form.getFirst("school");
                    if (school != null && !school.isBlank()) {
                        how.put("school", school.strip());
                    }
                    return services.sendFor(
                            who, Service.IMPORTS, HttpMethod.POST, how, Accepted.class, IMPORT + "/undo", importId);
                })
                .map(accepted -> Done.at("/importer/{import}", "undo-started", accepted.importId()))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? run(who, importId, "web/importer-run", "", 0, refusal.status(), "not-kept")
                                : Mono.error(refusal));
    }

    /**
     * @param type of the rows that were left out which are shown; blank for all
     * @param from which of them is shown first
     * @param refused with what it was refused that something is done with it; null if it was not
     * @param why the end of a message key; blank for why its approval was refused
     */
    private Mono<Rendering> run(
            SignedIn who,
            String importId,
            String view,
            String type,
            int from,
            @Nullable HttpStatus refused,
            String why) {
        return services.get(who, Service.IMPORTS, Run.class, IMPORT, importId)
                .flatMap(run -> refusals(who, run).map(refusals -> {
                    var page = Rendering.view(view)
                            .modelAttribute("run", run)
                            .modelAttribute("pace", Pace.begin(run, run.requestedAt()))
                            .modelAttribute("refusals", refusals.shown(importId, type, from))
                            .modelAttribute("refused", refused == null ? "" : why.isEmpty() ? whyNot(run) : why)
                            .header(HttpHeaders.VARY, "HX-Request");
                    if (refused != null) {
                        page.status(refused);
                    }
                    return page.build();
                }));
    }

    /** Why its approval was refused, by how it is now: the end of a message key. */
    private static String whyNot(Run run) {
        if (!run.isHeld()) {
            return "over";
        }
        return run.isHeldForExistingContacts() ? "undecided" : "changed";
    }

    private Mono<Refusals> refusals(SignedIn who, Run run) {
        var plan = run.plan();
        return plan == null || plan.refused() == 0
                ? Mono.just(Refusals.NONE)
                : services.get(who, Service.IMPORTS, Refusals.class, IMPORT + "/refusals", run.importId());
    }
}
