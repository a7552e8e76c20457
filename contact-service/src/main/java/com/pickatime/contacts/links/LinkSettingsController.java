package com.pickatime.contacts.links;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.links.LinkSettings.SecondProof;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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

/** What a business decides about links. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/link-settings")
class LinkSettingsController {

    private final LinkPolicies policies;
    private final AuditLog audit;

    LinkSettingsController(LinkPolicies policies, AuditLog audit) {
        this.policies = policies;
        this.audit = audit;
    }

    /**
     * The settings as they are.
     *
     * @param advice what they mean that somebody might not expect
     */
    record Shown(
            IdField idField,
            DateOrder dateOrder,
            boolean parentsMayDetach,
            SecondProof secondProof,
            Map<String, Integer> budgets,
            List<String> advice) {

        static Shown of(LinkSettings settings) {
            var budgets = new LinkedHashMap<String, Integer>();
            settings.budgets().forEach((budget, tries) -> budgets.put(budget.field(), tries));
            return new Shown(
                    settings.idField(),
                    settings.dateOrder(),
                    settings.parentsMayDetach(),
                    settings.secondProof(),
                    budgets,
                    settings.advice());
        }
    }

    /** The settings as they shall be; what is left out is as for a business that decided nothing. */
    @Schema(example = """
                    {"idField": "IDENTIFIER", "dateOrder": "MDY", "parentsMayDetach": true,
                 "secondProof": "ROSTER_RELATIONSHIP", "budgets": {"student": 5}}""")
    record Wanted(
            @Nullable String idField,
            @Nullable String dateOrder,
            @Nullable Boolean parentsMayDetach,
            @Nullable String secondProof,
            @Nullable Map<String, Integer> budgets) {}

    @GetMapping
    Mono<ResponseEntity<Shown>> show(@PathVariable BusinessId businessId) {
        return policies.kept(businessId).map(LinkSettingsController::answer);
    }

    @PutMapping
    Mono<ResponseEntity<Shown>> change(
            @PathVariable BusinessId businessId,
            @RequestBody Wanted wanted,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return policies.defaults(businessId)
                .map(otherwise -> settings(wanted, otherwise))
                .flatMap(settings -> policies.require(businessId, ifMatch)
                        .then(audit.add(
                                businessId,
                                caller.subject(),
                                AuditAction.LINK_SETTINGS_CHANGED,
                                null,
                                details(settings)))
                        .then(policies.save(businessId, ifMatch, settings)))
                .map(LinkSettingsController::answer);
    }

    private static ResponseEntity<Shown> answer(LinkPolicies.Kept kept) {
        return ResponseEntity.ok().eTag(kept.tag()).body(Shown.of(kept.settings()));
    }

    private static Map<String, Object> details(LinkSettings settings) {
        var details = new TreeMap<String, Object>(Map.of(
                "idField", settings.idField(),
                "dateOrder", settings.dateOrder(),
                "parentsMayDetach", settings.parentsMayDetach(),
                "secondProof", settings.secondProof()));
        settings.budgets().forEach((budget, tries) -> details.put("budget " + budget.field(), tries));
        return details;
    }

    private static LinkSettings settings(Wanted wanted, LinkSettings otherwise) {
        var errors = new TreeMap<String, String>();
        var settings = new LinkSettings(
                named("idField", IdField.class, wanted.idField(), otherwise.idField(), errors),
                named("dateOrder", DateOrder.class, wanted.dateOrder(), otherwise.dateOrder(), errors),
                wanted.parentsMayDetach() == null ? otherwise.parentsMayDetach() : wanted.parentsMayDetach(),
                named("secondProof", SecondProof.class, wanted.secondProof(), otherwise.secondProof(), errors),
                budgets(wanted.budgets() == null ? Map.of() : wanted.budgets(), otherwise, errors));
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return settings;
    }

    private static <E extends Enum<E>> E named(
            String field, Class<E> type, @Nullable String name, E otherwise, Map<String, String> errors) {
        if (name == null) {
            return otherwise;
        }
        var known = type.getEnumConstants();
        return Arrays.stream(known)
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElseGet(() -> {
                    errors.put(
                            field,
                            Arrays.stream(known)
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ", "must be one of ", "")));
                    return otherwise;
                });
    }

    private static Map<Budget, Integer> budgets(
            Map<String, Integer> wanted, LinkSettings otherwise, Map<String, String> errors) {
        var budgets = new EnumMap<Budget, Integer>(otherwise.budgets());
        for (var budget : Budget.values()) {
            var tries = wanted.get(budget.field());
            if (tries == null) {
                continue;
            }
            if (tries < 1 || tries > Budget.LARGEST) {
                errors.put("budgets." + budget.field(), "must be from 1 to " + Budget.LARGEST);
            } else {
                budgets.put(budget, tries);
            }
        }
        var names = Arrays.stream(Budget.values()).map(Budget::field).toList();
        if (!names.containsAll(wanted.keySet())) {
            errors.put("budgets", "must have no other names than " + String.join(", ", names));
        }
        return budgets;
    }
}
