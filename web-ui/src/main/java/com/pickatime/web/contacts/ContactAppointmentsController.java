package com.pickatime.web.contacts;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.events.Meeting;
import com.pickatime.web.pages.ListAddress;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The appointments of one contact at all events. */
@Controller
class ContactAppointmentsController {

    private static final ParameterizedTypeReference<ListPage<Meeting>> MEETINGS = new ParameterizedTypeReference<>() {};

    private final Services services;

    ContactAppointmentsController(Services services) {
        this.services = services;
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

    @GetMapping("/contacts/{contact}/appointments")
    Mono<Rendering> show(
            @AuthenticationPrincipal SignedIn who,
            @PathVariable String contact,
            @RequestParam(defaultValue = "") String after) {
        return Mono.zip(
                        services.get(
                                who,
                                Service.CONTACTS,
                                Named.class,
                                "/businesses/{business}/contacts/{contact}",
                                contact),
                        services.get(
                                who,
                                Service.CONFERENCES,
                                MEETINGS,
                                "/businesses/{business}/appointments?contact={contact}&limit={limit}&after={after}",
                                contact,
                                ContactLists.PAGE,
                                after))
                .map(parts -> Rendering.view("web/contact-appointments")
                        .modelAttribute("contactId", contact)
                        .modelAttribute("contact", parts.getT1())
                        .modelAttribute("found", parts.getT2())
                        .modelAttribute("after", after)
                        .modelAttribute("next", next(contact, parts.getT2().next()))
                        .build());
    }

    /** Blank on the last page. */
    private static String next(String contact, @Nullable String next) {
        return next == null
                ? ""
                : ListAddress.of("/contacts/{contact}/appointments", ListAddress.fields("after", next), contact);
    }
}
