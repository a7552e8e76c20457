package com.pickatime.imports.run.api;

import com.pickatime.imports.plan.staging.result.ChangedIds.Pair;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.SourceIdMaps;
import com.pickatime.imports.run.SourceIdMaps.Proposal;
import com.pickatime.imports.run.api.ImportController.Accepted;
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
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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

/** The map of source IDs that an import proposes, and its approval. */
@RestController
@RequestMapping("/businesses/{businessId}/imports/{importId}/source-id-map")
class SourceIdMapController {

    private final ImportRuns runs;
    private final SourceIdMaps maps;
    private final ApprovedMaps approved;

    SourceIdMapController(ImportRuns runs, SourceIdMaps maps, ApprovedMaps approved) {
        this.runs = runs;
        this.maps = maps;
        this.approved = approved;
    }

    /**
     * A part of a map.
     *
     * @param mapDigest names all of it, for its approval
     * @param pairs of all of it
     * @param next what to ask for with {@code after} to get the next part; null at the end
     */
    record Part(
            String mapDigest,
            long pairs,
            List<Pair> items,
            @Nullable String next) {}

    /** Which map a caller approves. */
    @Schema(example = """
                    {"mapDigest": "9f86d081884c7d659a2feaa0c55ad015"}""")
    record MapApproval(@Nullable String mapDigest) {}

    @GetMapping
    Mono<Part> part(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        if (after < 0) {
            throw Problems.invalid("after", "must be what the page before gave as next");
        }
        return map(businessId, importId)
                .flatMap(map -> ListPage.of(maps.pairs(businessId, importId, after), limit, last -> "")
                        .map(page -> new Part(
                                map.digest(),
                                map.pairs(),
                                page.items(),
                                page.next() == null ? null : String.valueOf(after + limit))));
    }

    /** All of it as a table, as the contact service takes one. */
    @GetMapping(
            path = {"", "/export"},
            produces = "text/csv")
    Flux<String> table(@PathVariable BusinessId businessId, @PathVariable ImportId importId) {
        return map(businessId, importId)
                .flatMapMany(map -> Flux.just(CsvLine.of("old", "new"))
                        .concatWith(maps.pairs(businessId, importId, 0)
                                .map(pair -> CsvLine.of(pair.oldSourceId(), pair.newSourceId()))));
    }

    @PostMapping("/approval")
    Mono<ResponseEntity<Accepted>> approve(
            @PathVariable BusinessId businessId,
            @PathVariable ImportId importId,
            @RequestBody MapApproval approval,
            @AuthenticationPrincipal Caller caller) {
        return find(businessId, importId)
                .flatMap(held -> approved.approve(held, approval.mapDigest(), caller.subject()))
                .map(successor -> ResponseEntity.accepted()
                        .location(URI.create("/businesses/" + businessId + "/imports/" + successor))
                        .body(new Accepted(successor)));
    }

    private Mono<Proposal> map(BusinessId businessId, ImportId importId) {
        return find(businessId, importId)
                .flatMap(run -> maps.find(importId))
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "This import proposes no map: its roster has about the same source IDs as before.")));
    }

    private Mono<ImportRun> find(BusinessId businessId, ImportId importId) {
        return runs.find(businessId, importId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "The business has no such import. GET /businesses/{businessId}/imports lists the latest.")));
    }
}
