package com.pickatime.web.contacts;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Formats;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks contacts up at the contact service. */
@Component
class ContactLists {

    static final int PAGE = 50;

    static final String BY_NAME = "NAME";

    /** The columns that the list can be sorted by, the usual one first. */
    static final List<String> SORTS = List.of(BY_NAME, "KIND");

    private static final String CONTACTS = "/businesses/{business}/contacts";

    private static final ParameterizedTypeReference<ListPage<Row>> ROWS = new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Formats formats;
    private final MessageSource messages;

    ContactLists(Services services, Formats formats, MessageSource messages) {
        this.services = services;
        this.formats = formats;
        this.messages = messages;
    }

    /**
     * Whom to show. Blank is everybody.
     *
     * @param sort one of {@link #SORTS}
     */
    record Search(String q, String role, String only, String sort, String after) {

        public boolean isEverybody() {
            return q.isBlank() && role.isBlank() && only.isBlank();
        }

        /** Of a column's header; empty for one that the list is not sorted by. */
        public String order(String column) {
            return sort.equals(column) ? "ascending" : "";
        }

        /** The address of the list with another start; blank for the first page. */
        public String page(String from) {
            return ListAddress.of("/contacts", fields(shownSort(sort), from));
        }

        /** The address of the list in another order. */
        public String sorted(String by) {
            return ListAddress.of("/contacts", fields(shownSort(by), ""));
        }

        /** The address of the whole list as a table. */
        public String export() {
            return ListAddress.of("/contacts/export", fields(shownSort(sort), ""));
        }

        private static String shownSort(String sort) {
            return sort.equals(BY_NAME) ? "" : sort;
        }

        private Map<String, String> fields(String sort, String from) {
            return ListAddress.fields("q", q.strip(), "role", role, "only", only, "sort", sort, "after", from);
        }

        Map<String, String> asked() {
            return fields(sort, after);
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
            @Nullable String shownId,
            List<String> roles,
            boolean active) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Row" + roles;
        }
    }

    /**
     * One of a list as its page shows it, worked out at once: fifty rows of a template's own expressions take longer than the search.
     *
     * @param kinds all that it is, "Teacher, Parent"
     */
    public record Shown(
            String address,
            String name,
            String kinds,
            @Nullable String email,
            @Nullable String id,
            boolean active) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Shown[" + kinds + "]";
        }
    }

    /** For the template: {@code @contactLists}. */
    public List<Shown> shown(List<Row> rows, Business business, Locale locale) {
        return rows.stream()
                .map(row -> {
                    var name = formats.name(row.givenName, row.familyName, row.preferredName, business);
                    return new Shown(
                            "/contacts/" + UriUtils.encode(row.contactId, StandardCharsets.UTF_8),
                            name.isEmpty() ? messages.getMessage("contacts.nameless", null, locale) : name,
                            row.roles.stream()
                                    .map(role -> messages.getMessage("role." + role, null, locale))
                                    .collect(Collectors.joining(", ")),
                            row.email,
                            ContactCard.id(row.shownId, row.identifier, row.sourceId),
                            row.active);
                })
                .toList();
    }

    Mono<ListPage<Row>> find(SignedIn who, Search search) {
        var fields = search.asked();
        return services.get(
                who,
                Service.CONTACTS,
                ROWS,
                CONTACTS + "?limit={limit}" + ListAddress.query(fields, "&"),
                Stream.concat(Stream.<Object>of(PAGE), fields.values().stream()).toArray());
    }

    /** All whom a search finds as comma-separated values (RFC 4180). */
    Mono<Flux<DataBuffer>> export(SignedIn who, Search search) {
        var fields = search.asked();
        return services.download(
                who,
                Service.CONTACTS,
                CONTACTS + "/export" + ListAddress.query(fields, "?"),
                fields.values().toArray());
    }

    /** The contact id of whom a roster's ID stands for; empty if for nobody. */
    Mono<String> withSourceId(SignedIn who, String sourceId) {
        return services.get(who, Service.CONTACTS, ROWS, CONTACTS + "?sourceId={source}", sourceId)
                .flatMap(found -> Mono.justOrEmpty(
                        found.items().stream().map(Row::contactId).findFirst()));
    }
}
