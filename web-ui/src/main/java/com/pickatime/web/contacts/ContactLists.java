package com.pickatime.web.contacts;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Looks contacts up at the contact service. */
@Component
class ContactLists {

    static final int PAGE = 50;

    private static final ParameterizedTypeReference<ListPage<Row>> ROWS = new ParameterizedTypeReference<>() {};

    private final Services services;

    ContactLists(Services services) {
        this.services = services;
    }

    /** Whom to show. Blank is everybody. */
    record Search(String q, String role, String only, String after) {

        public boolean isEverybody() {
            return q.isBlank() && role.isBlank() && only.isBlank();
        }

        /** The address of the list with another start; blank for the first page. */
        public String page(String from) {
            var address = UriComponentsBuilder.fromPath("/contacts");
            with(address, "q", q);
            with(address, "role", role);
            with(address, "only", only);
            with(address, "after", from);
            return address.encode().build().toUriString();
        }

        private static void with(UriComponentsBuilder address, String name, String value) {
            if (!value.isBlank()) {
                address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
            }
        }
    }

    /** One of a list. */
    record Row(
            String contactId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            @Nullable String email,
            @Nullable String identifier,
            @Nullable String sourceId,
            List<String> roles,
            boolean active) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Row" + roles;
        }
    }

    Mono<ListPage<Row>> find(SignedIn who, Search search) {
        var path = new StringBuilder("/businesses/{business}/contacts?limit={limit}&q={q}&after={after}");
        if (!search.role().isBlank()) {
            path.append("&role={role}");
        }
        if (!search.only().isBlank()) {
            path.append("&only={only}");
        }
        var rest = Stream.of(search.role(), search.only()).filter(text -> !text.isBlank());
        var variables = Stream.concat(Stream.<Object>of(PAGE, search.q().strip(), search.after()), rest)
                .toArray();
        return services.get(who, Service.CONTACTS, ROWS, path.toString(), variables);
    }

    /** The contact id of whom a roster's ID stands for; empty if for nobody. */
    Mono<String> withSourceId(SignedIn who, String sourceId) {
        return services.get(who, Service.CONTACTS, ROWS, "/businesses/{business}/contacts?sourceId={source}", sourceId)
                .flatMap(found -> Mono.justOrEmpty(
                        found.items().stream().map(Row::contactId).findFirst()));
    }
}
