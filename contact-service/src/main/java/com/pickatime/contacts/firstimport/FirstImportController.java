package com.pickatime.contacts.firstimport;

import com.pickatime.contacts.firstimport.FirstImports.FirstImport;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets administrators decide what becomes of their own contacts when the first roster comes. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/first-import")
class FirstImportController {

    private final FirstImports firstImports;

    FirstImportController(FirstImports firstImports) {
        this.firstImports = firstImports;
    }

    /** The decision by name. */
    @Schema(example = """
                    {"decision": "ADOPT"}""")
    record Decide(@Nullable String decision) {}

    @GetMapping
    Mono<FirstImport> show(@PathVariable BusinessId businessId) {
        return firstImports.of(businessId);
    }

    @PutMapping
    Mono<FirstImport> decide(
            @PathVariable BusinessId businessId, @RequestBody Decide decide, @AuthenticationPrincipal Caller caller) {
        return firstImports.decide(businessId, caller.subject(), decision(decide));
    }

    private static FirstImportDecision decision(Decide decide) {
        return Arrays.stream(FirstImportDecision.values())
                .filter(decision -> decision.name().equals(decide.decision()))
                .findAny()
                .orElseThrow(() -> Problems.invalid(
                        "decision",
                        Arrays.stream(FirstImportDecision.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(" or ", "must be ", ""))));
    }
}
