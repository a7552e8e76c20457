package com.pickatime.contacts.directory;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.directory.Contacts.Only;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.web.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Contacts to look up, one by one or page by page. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/contacts")
class ContactsController {

    private static final int MOST_WORDS = 5;

    private final Contacts contacts;

    ContactsController(Contacts contacts) {
        this.contacts = contacts;
    }

    /**
     * One contact in full.
     *
     * @param hasSecurityValue whether the birth date is known; the date itself is told to nobody
     */
    record ContactDetails(@JsonUnwrapped Contact contact, boolean hasSecurityValue) {}

    @GetMapping
    Mono<Page<Contact>> list(
            @PathVariable String businessId,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        Page.requireLimit(limit);
        requireRole(role);
        return contacts.list(businessId, new Contacts.Search(role, only(only), words(q), after, limit));
    }

    @GetMapping("/{sourceId}")
    Mono<ContactDetails> contact(@PathVariable String businessId, @PathVariable String sourceId) {
        return contacts.find(businessId, sourceId)
                .zipWith(contacts.hasSecurityValue(businessId, sourceId), ContactDetails::new)
                .switchIfEmpty(Mono.error(ContactsController::unknown));
    }

    @GetMapping("/{sourceId}/relationships")
    Mono<Relationships> relationships(@PathVariable String businessId, @PathVariable String sourceId) {
        return contacts.find(businessId, sourceId)
                .switchIfEmpty(Mono.error(ContactsController::unknown))
                .flatMap(self -> contacts.active(businessId, self.active() ? self.agents() : List.of())
                        .mergeWith(contacts.claiming(businessId, sourceId))
                        .collectList()
                        .map(others -> Relationships.of(self, others)));
    }

    private static List<String> words(String q) {
        var words = q.isBlank() ? List.<String>of() : List.of(q.strip().split("\\s+"));
        if (words.size() > MOST_WORDS) {
            throw Problems.invalid("q", "must not have more than " + MOST_WORDS + " words");
        }
        return words;
    }

    private static void requireRole(@Nullable String role) {
        var roles = Arrays.stream(PersonRole.values()).map(Enum::name).toList();
        if (role != null && !roles.contains(role)) {
            throw Problems.invalid("role", "must be one of " + String.join(", ", roles));
        }
    }

    private static @Nullable Only only(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(Only.values())
                .filter(only -> only.name().equals(name))
                .findAny()
                .orElseThrow(() -> Problems.invalid(
                        "only",
                        Arrays.stream(Only.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    private static ErrorResponseException unknown() {
        return Problems.notFound("No contact of this business has this source ID. Source IDs are case-sensitive and"
                + " percent-encoded in the path.");
    }
}
