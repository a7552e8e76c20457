package com.pickatime.imports.run.api;

import com.pickatime.events.ImportMode;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.run.ImportRefusals;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RefusedRows;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.lines.PlanLine;
import com.pickatime.imports.run.lines.PlanLines;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.platform.access.Caller;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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
    private final PlanLines lines;
    private final ProgressStream progress;

    ImportController(
            ManualImports imports, ImportRuns runs, ImportRefusals refusals, PlanLines lines, ProgressStream progress) {
        this.imports = imports;
        this.runs = runs;
        this.refusals = refusals;
        this.lines = lines;
        this.progress = progress;
    }

    /** What a caller asks for; without a mode, FULL. */
    @Schema(example = """
                    {"mode": "FULL"}""")
    record StartRequest(@Nullable String mode) {}

    /**
     * How an import is taken back; without a mode, FULL.
     *
     * @param school source ID of the one organisation whose part is put back; null for all
     */
    @Schema(example = """
                    {"mode": "DRY_RUN", "school": "1042"}""")
    record UndoRequest(@Nullable String mode, @Nullable String school) {}

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

    /**
     * What an import changes, one by one: first what goes and what changes, then what comes, {@value PlanLines#MOST} of them at most.
     *
     * @param kind of change; null for any
     * @param role of the people, or of those in the enrollments; null for any
     * @param school the name of one, in whatever case; blank for any
     * @param q a part of a name, a source ID or the title of a class, in whatever case; blank for any
     */
    @GetMapping("/{importId}/changes")
    Mono<ListPage<PlanLine>> changes(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(defaultValue = "") String school,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "-1") long after,
            @RequestParam(defaultValue = "50") int limit) {
        var wanted = wanted(type, kind, role, school, q);
        return find(businessId, importId)
                .flatMap(run -> ListPage.of(
                        lines.find(businessId, importId, after, wanted), limit, line -> String.valueOf(line.line())));
    }

    /** All of that list as a table. */
    @GetMapping(path = "/{importId}/changes/export", produces = "text/csv")
    Flux<String> changeTable(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(defaultValue = "") String school,
            @RequestParam(defaultValue = "") String q) {
        var wanted = wanted(type, kind, role, school, q);
        return find(businessId, importId)
                .flatMapMany(run -> Flux.just(CsvLine.of(
                                "type",
                                "kind",
                                "sourceId",
                                "name",
                                "roles",
                                "schools",
                                "class",
                                "field",
                                "before",
                                "after"))
                        .concatWith(lines.find(businessId, importId, -1, wanted)
                                .concatMapIterable(ImportController::lines)));
    }

    /** One for each field that changes. */
    private static List<String> lines(PlanLine line) {
        var fields = line.fields() == null || line.fields().isEmpty()
                ? List.of(new PlanLine.FieldChange("", null, null))
                : line.fields();
        return fields.stream()
                .map(field -> CsvLine.of(
                        line.type().name(),
                        line.kind().name(),
                        line.sourceId(),
                        line.name(),
                        line.roles().stream().map(Enum::name).collect(Collectors.joining(" ")),
                        String.join("; ", line.schools()),
                        Objects.toString(line.section(), ""),
                        field.field(),
                        Objects.toString(field.before(), ""),
                        Objects.toString(field.after(), "")))
                .toList();
    }

    private static PlanLines.Wanted wanted(
            @Nullable String type, @Nullable String kind, @Nullable String role, String school, String q) {
        return new PlanLines.Wanted(
                Problems.named("type", RecordType.class, type),
                Problems.named("kind", Change.Kind.class, kind),
                Problems.named("role", PersonRole.class, role),
                school,
                q);
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

    /**
     * Calls an import off that waits or is under way, or turns the plan of a held one down. One that is under way is over within
     * seconds, which GET tells.
     */
    @PostMapping("/{importId}/cancellation")
    Mono<ResponseEntity<ImportView>> cancel(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @AuthenticationPrincipal Caller caller) {
        return find(businessId, importId)
                .flatMap(run -> runs.cancel(importId, caller.subject()))
                .switchIfEmpty(Mono.error(() -> Problems.conflict(
                        "It is too late: the import is over, or everything of it was handed to pickAtime already. Once it is"
                                + " complete, it can be taken back.")))
                .map(run -> ResponseEntity.accepted().body(ImportView.of(run)));
    }

    /** Puts the roster back as it was before this import. */
    @PostMapping("/{importId}/undo")
    Mono<ResponseEntity<Accepted>> undo(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @RequestBody(required = false) @Nullable UndoRequest request) {
        var mode = mode(request == null ? null : request.mode());
        var school = request == null ? null : request.school();
        if (school != null && school.isBlank()) {
            throw Problems.invalid(
                    "school", "must be the sourcedId of a school; leave it out to put all of the roster back");
        }
        return find(businessId, importId)
                .flatMap(undone -> imports.undo(undone, mode, school))
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
        if (name.equals(ImportMode.DELTA.name())) {
            return ImportMode.DELTA;
        }
        throw Problems.invalid("mode", "must be FULL, DELTA or DRY_RUN");
    }

    private static ResponseEntity<Accepted> accepted(BusinessId businessId, ImportId importId) {
        return ResponseEntity.accepted()
                .location(URI.create("/businesses/" + businessId + "/imports/" + importId))
                .body(new Accepted(importId));
    }
}
