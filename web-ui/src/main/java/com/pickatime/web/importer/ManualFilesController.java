package com.pickatime.web.importer;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.importer.SentFiles.MixedException;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.Fragments;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import com.pickatime.web.session.FileForms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Importer, manual files: people whom a school keeps in files of its own. */
@Controller
@RequestMapping("/importer/files")
class ManualFilesController {

    private static final String FILES = "/businesses/{business}/contact-files";
    private static final String ONE = "/importer/files/{load}";
    private static final ParameterizedTypeReference<ListPage<FileLoad>> LOADS = new ParameterizedTypeReference<>() {};
    private static final int PAGE = 20;

    private static final List<String> ORDERS = List.of("MDY", "DMY");
    private static final List<String> ENCODINGS = List.of("utf-8", "windows-1252");

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    /** The files of a large district over a slow line. */
    private static final Duration UPLOAD = Duration.ofMinutes(30);

    private final Services services;

    ManualFilesController(Services services) {
        this.services = services;
    }

    record Accepted(String loadId) {}

    /** What an administrator says about the files. */
    record Said(String dateOrder, String encoding, boolean keepGood, boolean compared) {

        static final Said NOTHING = new Said("", "utf-8", false, false);

        static Said of(Map<String, String> form) {
            return new Said(
                    known(form, "dateOrder", ORDERS),
                    known(form, "encoding", ENCODINGS),
                    form.containsKey("keepGood"),
                    form.containsKey("compared"));
        }

        /** Blank for a value that no form of ours sends, which the service refuses. */
        private static String known(Map<String, String> form, String field, List<String> values) {
            var entered = form.getOrDefault(field, "");
            return values.contains(entered) ? entered : "";
        }
    }

    @GetMapping
    Mono<Rendering> list(@AuthenticationPrincipal SignedIn who, @RequestParam(defaultValue = "") String after) {
        return page(who, after, "", null);
    }

    /** Loads the form's files. */
    @PostMapping
    Mono<Rendering> load(
            @AuthenticationPrincipal SignedIn who, @RequestBody Flux<PartEvent> form, ServerWebExchange exchange) {
        return FileForms.passAll(exchange, form, (fields, files) -> send(who, Said.of(fields), files))
                .map(accepted -> Done.at(ONE, "files-sent", accepted.loadId()))
                .switchIfEmpty(Mono.defer(() -> page(who, "", "no-file", HttpStatus.UNPROCESSABLE_CONTENT)))
                .onErrorResume(
                        failure -> NestedExceptionUtils.getMostSpecificCause(failure) instanceof MixedException,
                        mixed -> page(who, "", "mixed", HttpStatus.UNPROCESSABLE_CONTENT))
                .onErrorResume(Refusal.class, refusal -> notTaken(who, refusal));
    }

    private Mono<Accepted> send(SignedIn who, Said said, Flux<PartEvent> files) {
        return services.upload(
                who,
                Service.CONTACTS,
                ZIP,
                SentFiles.zip(files),
                UPLOAD,
                Accepted.class,
                FILES + "?dateOrder={order}&encoding={encoding}&keepGood={keep}"
                        + (said.compared() ? "&ambiguousDates=accepted" : ""),
                said.dateOrder(),
                said.encoding(),
                said.keepGood());
    }

    private Mono<Rendering> notTaken(SignedIn who, Refusal refusal) {
        if (refusal.status() == HttpStatus.CONTENT_TOO_LARGE) {
            return page(who, "", "too-large", refusal.status());
        }
        if (refusal.status() == HttpStatus.CONFLICT) {
            return page(who, "", "busy", refusal.status());
        }
        return refusal.isForForm() ? page(who, "", "unsaid", refusal.status()) : Mono.error(refusal);
    }

    /** @param refused why nothing was taken, as the end of a message key; blank for no reason */
    private Mono<Rendering> page(SignedIn who, String after, String refused, @Nullable HttpStatus status) {
        return services.get(who, Service.CONTACTS, LOADS, FILES + "?limit={limit}&after={after}", PAGE, after)
                .map(found -> {
                    var page = Rendering.view("web/files")
                            .modelAttribute("found", found)
                            .modelAttribute("after", after)
                            .modelAttribute("kinds", FileLoad.KINDS)
                            .modelAttribute("said", Said.NOTHING)
                            .modelAttribute("refused", refused);
                    if (status != null) {
                        page.status(status);
                    }
                    return page.build();
                });
    }

    /** How far a load is; a script asks for the part that changes until it is over. */
    @GetMapping("/{load}")
    Mono<Rendering> one(@AuthenticationPrincipal SignedIn who, @PathVariable String load, ServerHttpRequest request) {
        return services.get(who, Service.CONTACTS, FileLoad.class, FILES + "/{load}", load)
                .map(found -> Rendering.view(Fragments.view(request, "web/files-load", "load"))
                        .modelAttribute("load", found)
                        .modelAttribute("said", new Said("", found.encoding(), found.keepGood(), true))
                        .header(HttpHeaders.VARY, "HX-Request")
                        .build());
    }
}
