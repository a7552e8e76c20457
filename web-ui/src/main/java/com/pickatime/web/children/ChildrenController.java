package com.pickatime.web.children;

import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** My children: a parent adds a child by ID or name and the security value, sees who is there, and takes one off the list. */
@Controller
@RequestMapping("/children")
class ChildrenController {

    private static final String LINKS = "/businesses/{business}/links";

    /** What a parent types; the fields are those of the contact service. */
    private static final List<String> FIELDS = List.of("studentId", "givenName", "familyName", "securityValue");

    private final Services services;

    ChildrenController(Services services) {
        this.services = services;
    }

    record Child(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            List<String> claimedBy) {

        /** Whether it was added here; what the school's roster says, the school takes back. */
        public boolean isAddedHere() {
            return claimedBy.contains("LINK");
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Child" + claimedBy;
        }
    }

    record Children(List<Child> items, String idField, String dateOrder, boolean mayDetach) {}

    @GetMapping
    Mono<Rendering> list(@AuthenticationPrincipal SignedIn who) {
        return children(who)
                .map(children -> page(children, Map.of(), null))
                .onErrorResume(Refusal.class, ChildrenController::noParent);
    }

    @PostMapping
    Mono<Rendering> add(@AuthenticationPrincipal SignedIn who, ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(form -> {
            var entered = entered(form);
            return services.send(who, Service.CONTACTS, HttpMethod.POST, entered, LINKS)
                    .thenReturn(
                            Rendering.redirectTo("/children?done=child-added").build())
                    .onErrorResume(
                            Refusal.class,
                            refusal -> refusal.isForForm()
                                    ? children(who).map(children -> page(children, entered, refusal))
                                    : noParent(refusal));
        });
    }

    @PostMapping("/{student}/removal")
    Mono<Rendering> remove(@AuthenticationPrincipal SignedIn who, @PathVariable String student) {
        return services.send(who, Service.CONTACTS, HttpMethod.DELETE, null, LINKS + "/{student}", student)
                .thenReturn(Rendering.redirectTo("/children?done=child-removed").build())
                // gone already: what was wanted
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.status() == HttpStatus.NOT_FOUND
                                ? Mono.just(Rendering.redirectTo("/children").build())
                                : Mono.error(refusal));
    }

    private Mono<Children> children(SignedIn who) {
        return services.get(who, Service.CONTACTS, Children.class, LINKS);
    }

    /** A teacher or a student came here, or somebody whom the roster does not call a parent. */
    private static Mono<Rendering> noParent(Refusal refusal) {
        return refusal.status() == HttpStatus.FORBIDDEN
                ? Mono.just(Rendering.view("web/no-parent").build())
                : Mono.error(refusal);
    }

    private static Rendering page(Children children, Map<String, String> entered, @Nullable Refusal refusal) {
        var page = Rendering.view("web/children")
                .modelAttribute("children", children)
                .modelAttribute("entered", entered)
                .modelAttribute("wrong", refusal == null ? Map.of() : refusal.fields());
        if (refusal != null) {
            page.status(refusal.status())
                    .modelAttribute("refusal", refusal.fields().isEmpty() ? refusal.detail() : "")
                    .modelAttribute("supportCode", String.valueOf(refusal.property("supportCode")));
        }
        return page.build();
    }

    private static Map<String, String> entered(MultiValueMap<String, String> form) {
        var entered = new LinkedHashMap<String, String>();
        FIELDS.forEach(field -> {
            var value = form.getFirst(field);
            if (value != null) {
                entered.put(field, value.strip());
            }
        });
        return entered;
    }
}
