package com.pickatime.web.importer;

import com.pickatime.web.importer.ImporterController.Accepted;
import com.pickatime.web.importer.SourceIdMap.Job;
import com.pickatime.web.importer.SourceIdMap.Moves;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.Done;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.session.FileForms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Importer, an import that is held because of other source IDs: the map that it proposes, and one of the school's own. */
@Controller
@RequestMapping("/importer/{importId}/source-ids")
class SourceIdsController {

    private static final String MAP = "/businesses/{business}/imports/{import}/source-id-map";
    private static final String MOVES = "/businesses/{business}/source-id-moves";
    private static final String PAGE = "/importer/{import}/source-ids";

    /** Enough to see whether it is right. */
    private static final int SHOWN = 20;

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");

    /** A map of a million people over a slow line. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final Services services;

    SourceIdsController(Services services) {
        this.services = services;
    }

    @GetMapping
    Mono<Rendering> show(@AuthenticationPrincipal SignedIn who, @PathVariable String importId) {
        return page(who, importId, "", "", null);
    }

    /** All of the proposed map. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who, @PathVariable String importId) {
        return services.download(who, Service.IMPORTS, MAP + "/export", importId)
                .map(table -> CsvFile.of("source-ids.csv", table));
    }

    /** The lines of the last map that were not moved, and why. */
    @GetMapping("/refusals")
    Mono<ResponseEntity<Flux<DataBuffer>>> refusals(
            @AuthenticationPrincipal SignedIn who, @PathVariable String importId) {
        return services.download(who, Service.CONTACTS, MOVES + "/refusals/export")
                .map(table -> CsvFile.of("source-ids-not-moved.csv", table));
    }

    /** Applies the map that whoever sends it has seen, and imports anew. */
    @PostMapping("/approval")
    Mono<Rendering> approve(
            @AuthenticationPrincipal SignedIn who, @PathVariable String importId, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> services.sendFor(
                        who,
                        Service.IMPORTS,
                        HttpMethod.POST,
                        Map.of("mapDigest", String.valueOf(form.getFirst("map"))),
                        Accepted.class,
                        MAP + "/approval",
                        importId))
                .map(accepted -> Done.at("/importer/{import}", "map-approved", accepted.importId()))
                .onErrorResume(Refusal.class, refusal -> notDone(who, importId, "approval", refusal));
    }

    /** Has the form's map applied. */
    @PostMapping("/uploads")
    Mono<Rendering> upload(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String importId,
            @RequestBody Flux<PartEvent> form,
            ServerWebExchange exchange) {
        return FileForms.pass(
                        exchange,
                        form,
                        (fields, file) -> services.upload(who, Service.CONTACTS, CSV, file, UPLOAD, Job.class, MOVES))
                .map(begun -> Done.at(PAGE, "map-sent", importId))
                .switchIfEmpty(Mono.defer(() -> page(who, importId, "no-file", "", HttpStatus.UNPROCESSABLE_CONTENT)))
                .onErrorResume(Refusal.class, refusal -> notDone(who, importId, "upload", refusal));
    }

    private Mono<Rendering> notDone(SignedIn who, String importId, String what, Refusal refusal) {
        return refusal.isForForm() || refusal.status() == HttpStatus.SERVICE_UNAVAILABLE
                ? page(who, importId, what, refusal.fields().getOrDefault("body", ""), refusal.status())
                : Mono.error(refusal);
    }

    /**
     * @param refused what was not done, as the end of a message key; blank for nothing
     * @param reason what is wrong with which lines of a map; blank for nothing
     */
    private Mono<Rendering> page(
            SignedIn who, String importId, String refused, String reason, @Nullable HttpStatus status) {
        var map = services.get(who, Service.IMPORTS, SourceIdMap.class, MAP + "?limit={limit}", importId, SHOWN)
                .map(List::of)
                // an import that proposes none
                .onErrorResume(
                        Refusal.class,
                        absent -> absent.status() == HttpStatus.NOT_FOUND ? Mono.just(List.of()) : Mono.error(absent));
        return Mono.zip(
                        services.get(
                                who, Service.IMPORTS, Run.class, "/businesses/{business}/imports/{import}", importId),
                        map,
                        services.get(who, Service.CONTACTS, Moves.class, MOVES))
                .map(parts -> {
                    var page = Rendering.view("web/importer-source-ids")
                            .modelAttribute("run", parts.getT1())
                            .modelAttribute("maps", parts.getT2())
                            .modelAttribute("jobs", parts.getT3().known())
                            .modelAttribute("refused", refused)
                            .modelAttribute("reason", reason);
                    if (status != null) {
                        page.status(status);
                    }
                    return page.build();
                });
    }
}
