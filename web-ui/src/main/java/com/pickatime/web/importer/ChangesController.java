package com.pickatime.web.importer;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an import changes, one by one: who comes, who goes, and which fields of whom are others then. */
@Controller
@RequestMapping("/importer/{importId}/changes")
class ChangesController {

    private static final String CHANGES = "/businesses/{business}/imports/{import}/changes";
    private static final ParameterizedTypeReference<ListPage<Line>> LINES = new ParameterizedTypeReference<>() {};
    private static final int PAGE = 100;
    private static final List<String> TYPES =
            List.of("PERSON", "CLASS", "ENROLLMENT", "DEMOGRAPHICS", "COURSE", "ACADEMIC_SESSION", "ORG");
    private static final List<String> KINDS = List.of("ADD", "UPDATE", "REMOVE", "QUARANTINE", "RELEASE");
    private static final List<String> ROLES = List.of("STUDENT", "TEACHER", "PARENT", "GUARDIAN", "RELATIVE");

    private final Services services;

    ChangesController(Services services) {
        this.services = services;
    }

    /**
     * One change.
     *
     * @param section title of an enrollment's class; null for anything else
     * @param fields null where what is stored is not known, and of what comes or goes
     */
    record Line(
            String type,
            String kind,
            String sourceId,
            String name,
            List<String> roles,
            List<String> schools,
            @Nullable String section,
            @Nullable List<Field> fields) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Line[" + type + ' ' + kind + "]";
        }
    }

    /** One field's change; both values are null of one that is told to nobody. */
    record Field(
            String field, @Nullable String before, @Nullable String after) {

        public boolean isSecret() {
            return before == null && after == null;
        }

        /** Names the field alone. */
        @Override
        public String toString() {
            return "Field[" + field + "]";
        }
    }

    /** Which changes to show; blank is all. */
    record Filter(String type, String kind, String role, String school, String q, String after) {

        /** Whether it is where the list begins. */
        public boolean isFirst() {
            return after.isBlank();
        }

        public boolean isAll() {
            return narrowed().isEmpty();
        }

        public String page(String importId, @Nullable String from) {
            var fields = ListAddress.fields(
                    "type",
                    type,
                    "kind",
                    kind,
                    "role",
                    role,
                    "school",
                    school,
                    "q",
                    q,
                    "after",
                    from == null ? "" : from);
            return ListAddress.of("/importer/{import}/changes", fields, importId);
        }

        public String export(String importId) {
            return ListAddress.of("/importer/{import}/changes/export", narrowed(), importId);
        }

        Map<String, String> narrowed() {
            return ListAddress.fields("type", type, "kind", kind, "role", role, "school", school, "q", q);
        }

        Map<String, String> asked() {
            return ListAddress.fields(
                    "type", type, "kind", kind, "role", role, "school", school, "q", q, "after", after);
        }
    }

    @GetMapping
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String importId,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String school,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after) {
        var filter = filter(type, kind, role, school, q, after);
        var fields = filter.asked();
        return services.get(
                        who,
                        Service.IMPORTS,
                        LINES,
                        CHANGES + "?limit={limit}" + ListAddress.query(fields, "&"),
                        Stream.concat(Stream.<Object>of(importId, PAGE), fields.values().stream())
                                .toArray())
                .map(found -> Rendering.view("web/importer-changes")
                        .modelAttribute("importId", importId)
                        .modelAttribute("found", found)
                        .modelAttribute("filter", filter)
                        .modelAttribute("types", TYPES)
                        .modelAttribute("kinds", KINDS)
                        .modelAttribute("roles", ROLES)
                        .build());
    }

    /** All that is found, as a table. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String importId,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String school,
            @RequestParam(defaultValue = "") String q) {
        var fields = filter(type, kind, role, school, q, "").narrowed();
        return services.download(
                        who,
                        Service.IMPORTS,
                        CHANGES + "/export" + ListAddress.query(fields, "?"),
                        Stream.concat(Stream.of(importId), fields.values().stream())
                                .toArray())
                .map(table -> CsvFile.of("changes.csv", table));
    }

    private static Filter filter(String type, String kind, String role, String school, String q, String after) {
        return new Filter(
                ListAddress.known(type, TYPES),
                ListAddress.known(kind, KINDS),
                ListAddress.known(role, ROLES),
                school.strip(),
                q.strip(),
                after);
    }
}
