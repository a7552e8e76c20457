package com.pickatime.web.contacts;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.web.ListPage;
import com.pickatime.web.contacts.ContactCard.Classes;
import com.pickatime.web.contacts.ContactCard.LogEntry;
import com.pickatime.web.contacts.ContactCard.Relationships;
import com.pickatime.web.contacts.ContactLists.Search;
import com.pickatime.web.pages.CsvFile;
import com.pickatime.web.pages.Done;
import com.pickatime.web.pages.Fragments;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Parts;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.RegistrationSettings;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Contacts: search, and one contact with all that may be decided of it. */
@Controller
@RequestMapping("/contacts")
class ContactsController {

    private static final List<String> ROLES = List.of("STUDENT", "TEACHER", "PARENT", "GUARDIAN", "RELATIVE");
    private static final List<String> ONLY =
            List.of("MISSING_BIRTH_DATE", "MISSING_EMAIL", "SHARED_EMAIL", "NOT_IN_ROSTER", "REMOVED");
    private static final List<String> OVERRIDABLE = List.of("givenName", "familyName", "middleName", "email");

    private static final String CONTACT = "/businesses/{business}/contacts/{contact}";
    private static final String ONE = "/contacts/{contact}";
    private static final String LINK = "/businesses/{business}/contacts/{parent}/links/{student}";
    private static final ParameterizedTypeReference<ListPage<LogEntry>> LOG = new ParameterizedTypeReference<>() {};
    private static final int LOG_LENGTH = 20;

    private final ContactLists lists;
    private final Services services;

    ContactsController(ContactLists lists, Services services) {
        this.lists = lists;
        this.services = services;
    }

    /** A new value, or a reason; with the version of the contact that whoever sends it has seen. */
    record Form(String value, String tag) {

        static Form of(MultiValueMap<String, String> form) {
            return new Form(text(form.getFirst("value")), text(form.getFirst("tag")));
        }

        private static String text(@Nullable String entered) {
            return entered == null ? "" : entered.strip();
        }
    }

    @GetMapping
    Mono<Rendering> list(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String after,
            ServerHttpRequest request) {
        var search = search(q, role, only, sort, after);
        return lists.find(who, search)
                .map(found -> list(request, search, found, null))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.isForForm()
                                ? Mono.just(list(request, search, new ListPage<>(List.of(), null), refusal.detail()))
                                : Mono.error(refusal));
    }

    private static Rendering list(
            ServerHttpRequest request, Search search, ListPage<ContactLists.Row> found, @Nullable String refusal) {
        return Rendering.view(Fragments.view(request, "web/contacts", "results"))
                .modelAttribute("search", search)
                .modelAttribute("roles", ROLES)
                .modelAttribute("questions", ONLY)
                .modelAttribute("sorts", ContactLists.SORTS)
                .modelAttribute("found", found)
                .modelAttribute("refusal", refusal == null ? "" : refusal)
                .header(HttpHeaders.VARY, "HX-Request")
                .build();
    }

    /** All that the list finds, as a table. */
    @GetMapping("/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            @AuthenticationPrincipal SignedIn who,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String sort) {
        return lists.export(who, search(q, role, only, sort, "")).map(table -> CsvFile.of("contacts.csv", table));
    }

    private static Search search(String q, String role, String only, String sort, String after) {
        var by = ListAddress.known(sort, ContactLists.SORTS);
        return new Search(
                q,
                ListAddress.known(role, ROLES),
                ListAddress.known(only, ONLY),
                by.isEmpty() ? ContactLists.BY_NAME : by,
                after);
    }

    @GetMapping("/{contact}")
    Mono<Rendering> one(@AuthenticationPrincipal SignedIn who, @PathVariable String contact) {
        return page(who, contact, null);
    }

    /** Puts a value of ours above the roster's. */
    @PostMapping("/{contact}/overrides/{field}")
    Mono<Rendering> override(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String contact,
            @PathVariable String field,
            ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "overridden",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.PUT,
                        Map.of("value", form.value()),
                        form.tag(),
                        CONTACT + "/overrides/{field}",
                        contact,
                        field));
    }

    /** Lets the roster say it again. */
    @PostMapping("/{contact}/overrides/{field}/removal")
    Mono<Rendering> removeOverride(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String contact,
            @PathVariable String field,
            ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "override-removed",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.DELETE,
                        null,
                        form.tag(),
                        CONTACT + "/overrides/{field}",
                        contact,
                        field));
    }

    @PostMapping("/{contact}/access-level")
    Mono<Rendering> level(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "level-changed",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.PUT,
                        Map.of("level", form.value()),
                        form.tag(),
                        CONTACT + "/access-level",
                        contact));
    }

    @PostMapping("/{contact}/removal")
    Mono<Rendering> remove(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "contact-removed",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        HttpMethod.DELETE,
                        null,
                        form.tag(),
                        CONTACT + "?reason={reason}",
                        contact,
                        form.value()));
    }

    @PostMapping("/{contact}/restoration")
    Mono<Rendering> restore(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "contact-restored",
                form -> services.sendIfUnchanged(
                        who, Service.CONTACTS, HttpMethod.POST, null, form.tag(), CONTACT + "/restoration", contact));
    }

    /** Takes the adoption of a contact back: both are again as they were. */
    @PostMapping("/{contact}/un-adoption")
    Mono<Rendering> unadopt(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "unadopted",
                form -> services.send(who, Service.CONTACTS, HttpMethod.POST, null, CONTACT + "/un-adoption", contact));
    }

    /** Links a parent with the student of an ID, whatever locks keep the parent out. */
    @PostMapping("/{contact}/links")
    Mono<Rendering> link(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "linked",
                form -> lists.withSourceId(who, form.value())
                        // the service says of an ID that is nobody's what to do
                        .defaultIfEmpty(form.value())
                        .flatMap(student ->
                                services.send(who, Service.CONTACTS, HttpMethod.PUT, null, LINK, contact, student)));
    }

    /** Takes a link away that was made here. */
    @PostMapping("/{contact}/links/removal")
    Mono<Rendering> unlink(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> services.send(
                        who,
                        Service.CONTACTS,
                        HttpMethod.DELETE,
                        null,
                        LINK,
                        Form.text(form.getFirst("parent")),
                        Form.text(form.getFirst("student"))))
                .thenReturn(Done.at(ONE, "unlinked", contact))
                .onErrorResume(Refusal.class, refusal -> again(who, contact, refusal));
    }

    /** What the contact answered to a prompt; nothing takes the answer away. */
    @PostMapping("/{contact}/answers/{prompt}")
    Mono<Rendering> answer(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String contact,
            @PathVariable String prompt,
            ServerWebExchange exchange) {
        return change(
                who,
                contact,
                exchange,
                "answer-saved",
                form -> services.sendIfUnchanged(
                        who,
                        Service.CONTACTS,
                        form.value().isEmpty() ? HttpMethod.DELETE : HttpMethod.PUT,
                        form.value().isEmpty() ? null : Map.of("value", form.value()),
                        form.tag(),
                        CONTACT + "/answers/{prompt}",
                        contact,
                        prompt));
    }

    record BirthDate(LocalDate birthDate) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "BirthDate";
        }
    }

    /** Shown once, as the answer to the form: no address leads to it, and no cache keeps any page. */
    @PostMapping("/{contact}/security-value")
    Mono<Rendering> reveal(
            @AuthenticationPrincipal SignedIn who, @PathVariable String contact, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(Form::of)
                .flatMap(form -> services.sendFor(
                        who,
                        Service.CONTACTS,
                        HttpMethod.POST,
                        Map.of("reason", form.value()),
                        BirthDate.class,
                        CONTACT + "/security-value",
                        contact))
                .flatMap(revealed -> card(who, contact)
                        .map(card -> Rendering.view("web/contact")
                                .model(card)
                                .modelAttribute("revealed", revealed.birthDate())
                                .build()))
                .onErrorResume(Refusal.class, refusal -> again(who, contact, refusal));
    }

    private Mono<Rendering> change(
            SignedIn who, String contact, ServerWebExchange exchange, String done, Function<Form, Mono<Void>> change) {
        return exchange.getFormData()
                .map(Form::of)
                .flatMap(form -> change.apply(form).thenReturn(Done.at(ONE, done, contact)))
                .onErrorResume(Refusal.class, refusal -> again(who, contact, refusal));
    }

    /** The contact as it is now, and why nothing was changed. */
    private Mono<Rendering> again(SignedIn who, String contact, Refusal refusal) {
        return refusal.isForForm() || refusal.status() == HttpStatus.NOT_FOUND
                ? page(who, contact, refusal)
                : Mono.error(refusal);
    }

    private Mono<Rendering> page(SignedIn who, String contact, @Nullable Refusal refusal) {
        return card(who, contact).map(card -> {
            var page = Rendering.view("web/contact").model(card);
            if (refusal != null) {
                page.status(refusal.status())
                        .modelAttribute("overtaken", refusal.isOvertaken())
                        .modelAttribute("refusal", refusal.detail());
            }
            return page.build();
        });
    }

    private Mono<Map<String, Object>> card(SignedIn who, String contact) {
        return Mono.zip(
                        services.getTagged(who, Service.CONTACTS, ContactCard.class, CONTACT, contact),
                        services.get(who, Service.CONTACTS, Relationships.class, CONTACT + "/relationships", contact),
                        services.get(who, Service.CONTACTS, Classes.class, CONTACT + "/classes", contact),
                        services.get(
                                who,
                                Service.CONTACTS,
                                LOG,
                                "/businesses/{business}/audit?contact={contact}&limit={limit}",
                                contact,
                                LOG_LENGTH),
                        Parts.of(services.get(
                                who, Service.CONTACTS, RegistrationSettings.class, RegistrationSettings.PATH)))
                .map(parts -> Map.of(
                        "contact", parts.getT1().value(),
                        "tag", parts.getT1().tag(),
                        "related", parts.getT2(),
                        "classes", parts.getT3(),
                        "log", parts.getT4(),
                        "fields", OVERRIDABLE,
                        "custom", parts.getT1().value().customFields(parts.getT5()),
                        "levels", AccessLevel.values()));
    }
}
