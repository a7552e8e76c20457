package com.pickatime.web.existing;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.existing.Matches.Filter;
import com.pickatime.web.existing.Matches.Pair;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.session.FileForms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts from before the integration: adopt or clear first, the match report with its decisions, and the adoption. */
@Controller
@RequestMapping("/importer/existing")
class ExistingController {

    private static final String ADOPTION = "/businesses/{business}/adoption";
    private static final String FIRST_IMPORT = "/businesses/{business}/first-import";
    private static final List<String> WAYS = List.of("ADOPT", "CLEAR_FIRST");
    private static final List<String> ANSWERS = List.of("ACCEPTED", "REFUSED", "PROPOSED");
    private static final int RUNS = 20;
    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final Duration TABLE = Duration.ofMinutes(5);

    private static final ParameterizedTypeReference<ListPage<Run>> RUN_PAGE = new ParameterizedTypeReference<>() {};
    private static final ParameterizedTypeReference<Map<String, Long>> NUMBERS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Matches matches;

    ExistingController(Services services, Matches matches) {
        this.services = services;
        this.matches = matches;
    }

    record Run(String importId, String mode, String state) {}

    /**
     * What became of a table with decisions.
     *
     * @param problems the first of the lines that were refused
     */
    record Taken(long decided, long open, long refused, List<LineProblem> problems) {

        static final Taken NOTHING = new Taken(0, 0, 0, List.of());
    }

    /** @param line counted from 1 with the header */
    record LineProblem(long line, String reason) {}

    /** Why something was not done. */
    private record No(String words, HttpStatus status, Taken taken) {}

    @GetMapping
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String after) {
        return page(who, Filter.of(decision, rule, role, after), null);
    }

    /** How far a report or an adoption is; the page is loaded anew when it is over. */
    @GetMapping("/job")
    Mono<Rendering> job(@AuthenticationPrincipal SignedIn who) {
        return adoption(who).map(adoption -> {
            var part = Rendering.view("web/existing :: job").modelAttribute("adoption", adoption);
            return adoption.isRunning()
                    ? part.build()
                    : part.header("HX-Refresh", "true").build();
        });
    }

    @PostMapping("/decision")
    Mono<Rendering> decide(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "existing-decided",
                "decision",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.PUT,
                        Map.of("decision", one(form, "decision", WAYS)),
                        text(form, "tag"),
                        FIRST_IMPORT));
    }

    @PostMapping("/reports")
    Mono<Rendering> report(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "existing-report",
                "busy",
                form -> services.send(who, Service.CONTACTS, HttpMethod.POST, null, ADOPTION + "/reports"));
    }

    /** That two are one person, that they are not, or that it is open again. */
    @PostMapping("/matches")
    Mono<Rendering> match(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "existing-match",
                "match",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.PUT,
                        Map.of("decision", one(form, "answer", ANSWERS)),
                        text(form, "tag"),
                        ADOPTION + "/matches/{own}/{roster}",
                        text(form, "own"),
                        text(form, "roster")));
    }

    /** All that a rule found and that is clear. */
    @PostMapping("/rules")
    Mono<Rendering> rule(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "existing-rule",
                "busy",
                form -> services.send(
                        who,
                        Service.CONTACTS,
                        HttpMethod.POST,
                        Map.of("decision", one(form, "answer", ANSWERS)),
                        ADOPTION + "/rules/{rule}/decision",
                        one(form, "of", Matches.RULES)));
    }

    /** Which rules decide by themselves from the next import on. */
    @PostMapping("/trusted-rules")
    Mono<Rendering> trust(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "existing-trusted",
                "trusted",
                form -> services.send(
                        who,
                        Service.CONTACTS,
                        HttpMethod.PUT,
                        Map.of(
                                "rules",
                                Matches.TRUSTABLE.stream()
                                        .filter(form.getOrDefault("trust", List.of())::contains)
                                        .toList()),
                        ADOPTION + "/trusted-rules"));
    }

    /** The matches as a table, passed on as it comes. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(required = false) @Nullable String role) {
        return matches.export(who, Filter.of(decision, rule, role, null))
                .map(table -> CsvFile.of("matches.csv", table));
    }

    /** Takes the table back with what was decided in it. */
    @PostMapping("/decisions")
    Mono<Rendering> table(
            @AuthenticationPrincipal SignedIn who, @RequestBody Flux<PartEvent> form, ServerWebExchange exchange) {
        return FileForms.pass(
                        exchange,
                        form,
                        (fields, table) -> services.upload(
                                who, Service.CONTACTS, CSV, table, TABLE, Taken.class, ADOPTION + "/decisions"))
                .flatMap(taken -> taken.refused() == 0
                        ? Mono.just(Rendering.redirectTo("/importer/existing?done=existing-table")
                                .build())
                        : page(who, Filter.ALL, new No("table", HttpStatus.UNPROCESSABLE_CONTENT, taken)))
                .switchIfEmpty(Mono.defer(() ->
                        page(who, Filter.ALL, new No("no-file", HttpStatus.UNPROCESSABLE_CONTENT, Taken.NOTHING))))
                .onErrorResume(Refusal.class, refusal -> again(who, Filter.ALL, "no-table", refusal));
    }

    /** What adopting all that is accepted would change. */
    @GetMapping("/adoption")
    Mono<Rendering> preview(@AuthenticationPrincipal SignedIn who) {
        return services.get(who, Service.CONTACTS, NUMBERS, ADOPTION + "/preview")
                .map(preview -> Rendering.view("web/existing-adoption")
                        .modelAttribute("preview", preview)
                        .build());
    }

    @PostMapping("/adoption")
    Mono<Rendering> adopt(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return change(
                who,
                exchange,
                "existing-adopting",
                "busy",
                form -> services.send(who, Service.CONTACTS, HttpMethod.POST, null, ADOPTION + "/runs"));
    }

    private Mono<Rendering> change(
            SignedIn who,
            ServerWebExchange exchange,
            String done,
            String refused,
            Function<MultiValueMap<String, String>, Mono<Void>> change) {
        return exchange.getFormData().flatMap(form -> {
            var filter = Filter.of(
                    form.getFirst("decision"), form.getFirst("rule"), form.getFirst("role"), form.getFirst("after"));
            return change.apply(form)
                    .thenReturn(Rendering.redirectTo(filter.done(done)).build())
                    .onErrorResume(Refusal.class, refusal -> again(who, filter, refused, refusal));
        });
    }

    private static String text(MultiValueMap<String, String> form, String field) {
        var entered = form.getFirst(field);
        return entered == null ? "" : entered;
    }

    /** One of the values that a form of ours sends; blank for any other, which the service refuses. */
    private static String one(MultiValueMap<String, String> form, String field, List<String> values) {
        var entered = text(form, field);
        return values.contains(entered) ? entered : "";
    }

    private Mono<Rendering> again(SignedIn who, Filter filter, String words, Refusal refusal) {
        return refusal.isForForm()
                ? page(
                        who,
                        filter,
                        new No(refusal.isOvertaken() ? "overtaken" : words, refusal.status(), Taken.NOTHING))
                : Mono.error(refusal);
    }

    private Mono<Rendering> page(SignedIn who, Filter filter, @Nullable No no) {
        var firstImport = services.getTagged(who, Service.CONTACTS, FirstImport.class, FIRST_IMPORT);
        var runs = services.get(who, Service.IMPORTS, RUN_PAGE, "/businesses/{business}/imports?limit={limit}", RUNS);
        var adoption = adoption(who)
                .flatMap(found -> (found.isReported() ? matches.find(who, filter) : Mono.just(Matches.NONE))
                        .map(page -> Map.entry(found, page)));
        return Mono.zip(firstImport, runs, adoption).map(parts -> {
            var imports = parts.getT2().items();
            ListPage<Pair> found = parts.getT3().getValue();
            var page = Rendering.view("web/existing")
                    .modelAttribute("first", parts.getT1().value())
                    .modelAttribute("tag", parts.getT1().tag())
                    .modelAttribute("imported", imports.stream().anyMatch(ExistingController::isApplied))
                    .modelAttribute(
                            "held",
                            imports.stream()
                                    .filter(run -> "HELD".equals(run.state()))
                                    .limit(1)
                                    .toList())
                    .modelAttribute("adoption", parts.getT3().getKey())
                    .modelAttribute("found", found)
                    .modelAttribute("filter", filter)
                    .modelAttribute("decisions", Matches.DECISIONS)
                    .modelAttribute("rules", Matches.RULES)
                    .modelAttribute("trustable", Matches.TRUSTABLE)
                    .modelAttribute("roles", Matches.ROLES)
                    .modelAttribute("refused", no == null ? "" : no.words())
                    .modelAttribute("taken", no == null ? Taken.NOTHING : no.taken());
            if (no != null) {
                page.status(no.status());
            }
            return page.build();
        });
    }

    private static boolean isApplied(Run run) {
        return "COMPLETED".equals(run.state()) && !"DRY_RUN".equals(run.mode());
    }

    private Mono<Adoption> adoption(SignedIn who) {
        return services.get(who, Service.CONTACTS, Adoption.class, ADOPTION);
    }
}
