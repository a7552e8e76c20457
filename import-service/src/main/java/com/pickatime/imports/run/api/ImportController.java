package com.pickatime.imports.run.api;

import com.pickatime.events.ImportMode;
import com.pickatime.events.RecordType;
import com.pickatime.imports.run.ImportRefusals;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RefusedRows;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A business's imports over HTTP. */
@RestController
@RequestMapping("/businesses/{businessId}/imports")
class ImportController {

    private final ManualImports imports;
    private final ImportRuns runs;
    private final ImportRefusals refusals;
    private final ProgressStream progress;

    ImportController(ManualImports imports, ImportRuns runs, ImportRefusals refusals, ProgressStream progress) {
        this.imports = imports;
        this.runs = runs;
        this.refusals = refusals;
        this.progress = progress;
    }

    /** What a caller asks for; without a mode, FULL. */
    @Schema(example = """
                    {"mode": "FULL"}""")
    record StartRequest(@Nullable String mode) {}

    /** Which plan a caller approves. */
    @Schema(example = """
                    {"planDigest": "9f86d081884c7d659a2feaa0c55ad015"}""")
    record Approval(@Nullable String planDigest) {}

    /** The run that was asked for. */
    record Accepted(ImportId importId) {}

    @PostMapping
    Mono<ResponseEntity<Accepted>> start(
            @PathVariable BusinessId businessId, @RequestBody(required = false) @Nullable StartRequest request) {
        var mode = mode(request == null ? null : request.mode());
        return imports.start(businessId, mode).map(importId -> accepted(businessId, importId));
    }

    @PostMapping(consumes = "application/zip")
    Mono<ResponseEntity<Accepted>> upload(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String mode,
            ServerHttpRequest zip) {
        return imports.start(businessId, mode(mode), zip.getBody()).map(importId -> accepted(businessId, importId));
    }

    @GetMapping
    Mono<ListPage<ImportView>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        var found = runs.latest(businessId, Problems.named("state", RunState.class, state), after);
        return ListPage.of(found, limit, ImportRuns::cursor).map(page -> page.map(ImportView::of));
    }

    /** All of the list as a table. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(@PathVariable BusinessId businessId, @RequestParam(required = false) @Nullable String state) {
        var found = runs.latest(businessId, Problems.named("state", RunState.class, state), "");
        return Flux.just(CsvLine.of(
                        "importId",
                        "requestedAt",
                        "startedAt",
                        "finishedAt",
                        "mode",
                        "trigger",
                        "state",
                        "added",
                        "updated",
                        "removed",
                        "refused"))
                .concatWith(found.map(ImportController::line));
    }

    private static String line(ImportRun run) {
        var plan = run.plan();
        return CsvLine.of(Stream.concat(
                        Stream.of(
                                run.importId(),
                                run.requestedAt(),
                                run.startedAt(),
                                run.finishedAt(),
                                run.order().mode(),
                                run.order().trigger(),
                                run.state()),
                        plan == null
                                ? Stream.of("", "", "", "")
                                : Stream.<ToLongFunction<PlanSummary.TypeLine>>of(
                                                PlanSummary.TypeLine::added,
                                                PlanSummary.TypeLine::updated,
                                                PlanSummary.TypeLine::removed,
                                                PlanSummary.TypeLine::refused)
                                        .map(count -> plan.types().stream()
                                                .mapToLong(count)
                                                .sum()))
                .map(cell -> Objects.toString(cell, ""))
                .toArray(String[]::new));
    }

    @GetMapping("/{importId}")
    Mono<ImportView> one(@PathVariable BusinessId businessId, @PathVariable ImportId importId) {
        return find(businessId, importId).map(ImportView::of);
    }

    @GetMapping("/{importId}/refusals")
    Mono<RefusedRows> refusals(@PathVariable BusinessId businessId, @PathVariable ImportId importId) {
        return find(businessId, importId)
                .flatMap(run -> refusals.find(importId)
                        .defaultIfEmpty(new RefusedRows(importId, run.requestedAt(), 0, List.of())));
    }

    /** The kept ones as a table. */
    @GetMapping(path = "/{importId}/refusals/export", produces = "text/csv")
    Flux<String> refusalTable(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @RequestParam(required = false) @Nullable String type) {
        var wanted = Problems.named("type", RecordType.class, type);
        return refusals(businessId, importId)
                .flatMapMany(refused -> Flux.just(CsvLine.of("position", "type", "sourceId", "field", "reason"))
                        .concatWith(Flux.fromIterable(refused.rows())
                                .filter(row -> wanted == null || row.type() == wanted)
                                .map(row -> CsvLine.of(
                                        row.position(),
                                        row.type().name(),
                                        Objects.toString(row.sourceId(), ""),
                                        row.field(),
                                        row.reason()))));
    }

    @GetMapping(path = "/{importId}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<ImportView>> progress(@PathVariable BusinessId businessId, @PathVariable ImportId importId) {
        return find(businessId, importId).flatMapMany(run -> progress.of(run.importId()));
    }

    @PostMapping("/{importId}/approval")
    Mono<ResponseEntity<Accepted>> approve(
            @PathVariable BusinessId businessId, @PathVariable ImportId importId, @RequestBody Approval approval) {
        return find(businessId, importId)
                .flatMap(held -> imports.approve(held, approval.planDigest()))
                .map(successor -> accepted(businessId, successor));
    }

    private Mono<ImportRun> find(BusinessId businessId, ImportId importId) {
        return runs.find(businessId, importId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "The business has no such import. GET /businesses/{businessId}/imports lists the latest.")));
    }

    private static ImportMode mode(@Nullable String name) {
        if (name == null || name.equals(ImportMode.FULL.name())) {
            return ImportMode.FULL;
        }
        if (name.equals(ImportMode.DRY_RUN.name())) {
            return ImportMode.DRY_RUN;
        }
        throw Problems.invalid("mode", "must be FULL or DRY_RUN");
    }

    private static ResponseEntity<Accepted> accepted(BusinessId businessId, ImportId importId) {
        return ResponseEntity.accepted()
                .location(URI.create("/businesses/" + businessId + "/imports/" + importId))
                .body(new Accepted(importId));
    }
}
