package com.pickatime.contacts.firstimport;

import com.pickatime.contacts.firstimport.FirstImports.FirstImport;
import com.pickatime.contacts.firstimport.SwitchProgresses.Progress;
import com.pickatime.contacts.firstimport.SwitchProgresses.Tick;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets administrators decide what becomes of their own contacts when the first roster comes. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/first-import")
class FirstImportController {

    private static final Pattern VERSION = Pattern.compile("^\"(\\d{1,9})\"$");

    private final FirstImports firstImports;
    private final SwitchProgresses progresses;

    FirstImportController(FirstImports firstImports, SwitchProgresses progresses) {
        this.firstImports = firstImports;
        this.progresses = progresses;
    }

    /** The decision by name. */
    @Schema(example = """
                    {"decision": "ADOPT"}""")
    record Decide(@Nullable String decision) {}

    /** Where one is: the way by the name of its decision, or null, and what was done by hand. */
    @Schema(example = """
                    {"way": "CLEAR_FIRST", "ticked": ["EVENT_MADE", "REPORTS_EXPORTED"]}""")
    record Reached(@Nullable String way, @Nullable List<String> ticked) {}

    @GetMapping
    Mono<ResponseEntity<FirstImport>> show(@PathVariable BusinessId businessId) {
        return firstImports.of(businessId).map(FirstImportController::answer);
    }

    @PutMapping
    Mono<ResponseEntity<FirstImport>> decide(
            @PathVariable BusinessId businessId,
            @RequestBody Decide decide,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return firstImports
                .decide(
                        businessId,
                        caller.subject(),
                        value(FirstImportDecision.values(), "decision", decide.decision(), "must be "),
                        ifMatch)
                .map(FirstImportController::answer);
    }

    private static ResponseEntity<FirstImport> answer(FirstImport now) {
        return ResponseEntity.ok().eTag(now.tag()).body(now);
    }

    /** Where administrators are on the way to the first import, with its version as the entity tag. */
    @GetMapping("/progress")
    Mono<ResponseEntity<Progress>> progress(@PathVariable BusinessId businessId) {
        return progresses.of(businessId).map(FirstImportController::tagged);
    }

    /** Puts this in the place of what was seen; without {@code If-Match} nobody is sure to have seen anything. */
    @PutMapping("/progress")
    Mono<ResponseEntity<Progress>> reach(
            @PathVariable BusinessId businessId,
            @RequestBody Reached reached,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        if (ifMatch == null) {
            throw Problems.of(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "Say which version you have seen: send the ETag of GET first-import/progress as If-Match.");
        }
        if (reached.ticked() == null) {
            throw Problems.invalid("ticked", "must be a list of what was done by hand; empty for nothing");
        }
        var way = reached.way() == null
                ? null
                : value(FirstImportDecision.values(), "way", reached.way(), "must be null, ");
        var ticked = reached.ticked().stream()
                .map(tick -> value(Tick.values(), "ticked", tick, "must be a list of "))
                .toList();
        return version(ifMatch)
                .map(seen -> progresses.replace(businessId, seen, way, ticked, caller.subject()))
                .orElseGet(() -> Mono.error(SwitchProgresses.changed()))
                .map(FirstImportController::tagged);
    }

    private static ResponseEntity<Progress> tagged(Progress progress) {
        return ResponseEntity.ok().eTag(String.valueOf(progress.version())).body(progress);
    }

    /** Empty for a tag that was never given out. */
    private static Optional<Integer> version(String tag) {
        return VERSION.matcher(tag).results().findFirst().map(found -> Integer.valueOf(found.group(1)));
    }

    private static <E extends Enum<E>> E value(E[] values, String field, @Nullable String name, String beginning) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElseThrow(() -> Problems.invalid(
                        field,
                        Arrays.stream(values).map(Enum::name).collect(Collectors.joining(" or ", beginning, ""))));
    }
}
