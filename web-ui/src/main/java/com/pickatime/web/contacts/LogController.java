package com.pickatime.web.contacts;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.contacts.ContactCard.LogEntry;
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

/** All that was done to one contact, of which the contact's own page shows the latest. */
@Controller
@RequestMapping("/contacts/{contact}/log")
class LogController {

    /** What can be done to one contact. */
    private static final List<String> ACTIONS = List.of(
            "CONTACT_CREATED",
            "CONTACT_CHANGED",
            "CONTACT_REMOVED",
            "CONTACT_RESTORED",
            "FIELD_OVERRIDDEN",
            "OVERRIDE_REMOVED",
            "LEVEL_CHANGED",
            "NEW_GENERATION",
            "CONTACT_UNADOPTED",
            "LINK_TRIED",
            "LINK_MADE",
            "LINK_REMOVED",
            "SECURITY_VALUE_REVEALED",
            "QUARANTINE_DECIDED");

    private static final String AUDIT = "/businesses/{business}/audit";
    private static final ParameterizedTypeReference<ListPage<LogEntry>> LOG = new ParameterizedTypeReference<>() {};

    private final Services services;

    LogController(Services services) {
        this.services = services;
    }

    /** Which entries to show; blank is all. */
    record Filter(String contact, String action, String after) {

        static Filter of(String contact, String action, String after) {
            return new Filter(contact, ListAddress.known(action, ACTIONS), after);
        }

        public String page(String from) {
            return address("", from);
        }

        public String export() {
            return address("/export", "");
        }

        private String address(String what, String from) {
            var fields = ListAddress.fields("action", action, "after", from);
            return ListAddress.of("/contacts/{contact}/log" + what, fields, contact);
        }

        Map<String, String> asked(String from) {
            return ListAddress.fields("contact", contact, "action", action, "after", from);
        }
    }

    /** What the person is called. */
    record Named(
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Named";
        }
    }

    @GetMapping
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String contact,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String after) {
        var filter = Filter.of(contact, action, after);
        var fields = filter.asked(after);
        return Mono.zip(
                        services.get(
                                who,
                                Service.CONTACTS,
                                Named.class,
                                "/businesses/{business}/contacts/{contact}",
                                contact),
                        services.get(
                                who,
                                Service.CONTACTS,
                                LOG,
                                AUDIT + "?limit={limit}" + ListAddress.query(fields, "&"),
                                Stream.concat(Stream.<Object>of(ContactLists.PAGE), fields.values().stream())
                                        .toArray()))
                .map(parts -> Rendering.view("web/contact-log")
                        .modelAttribute("contact", parts.getT1())
                        .modelAttribute("filter", filter)
                        .modelAttribute("actions", ACTIONS)
                        .modelAttribute("log", parts.getT2())
                        .build());
    }

    /** All that the list has, as a table. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String contact,
            @RequestParam(defaultValue = "") String action) {
        var fields = Filter.of(contact, action, "").asked("");
        return services.download(
                        who,
                        Service.CONTACTS,
                        AUDIT + "/export" + ListAddress.query(fields, "?"),
                        fields.values().toArray())
                .map(table -> CsvFile.of("log.csv", table));
    }
}
