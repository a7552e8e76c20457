package com.pickatime.web.setup;

import com.pickatime.platform.web.ListPage;
import com.pickatime.web.services.Parts;
import com.pickatime.web.services.RegistrationSettings;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.Services.Tagged;
import com.pickatime.web.services.SignedIn;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Shows the advanced options of all contacts, and which of them were deleted before. */
@Component
class ContactsPage {

    static final String ADDRESS = "/global-setup/contacts";

    private static final int CLEARINGS = 20;

    private static final ParameterizedTypeReference<ListPage<Clearing>> CLEARING_PAGE =
            new ParameterizedTypeReference<>() {};

    private final Services services;
    private final Clock clock;

    ContactsPage(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** The forms of the page; of those that nobody has sent nothing is entered. */
    record Sent(Form registration, Form clearing, Form levels, Form passwords) {

        private static final Form EMPTY = Form.of(Map.of());

        static final Sent NOTHING = new Sent(EMPTY, EMPTY, EMPTY, EMPTY);

        static Sent registration(Form form) {
            return new Sent(form, EMPTY, EMPTY, EMPTY);
        }

        static Sent clearing(Form form) {
            return new Sent(EMPTY, form, EMPTY, EMPTY);
        }

        static Sent levels(Form form) {
            return new Sent(EMPTY, EMPTY, form, EMPTY);
        }

        static Sent passwords(Form form) {
            return new Sent(EMPTY, EMPTY, EMPTY, form);
        }
    }

    /**
     * @param after where the list of clearings begins; blank for its beginning
     * @param count how many contacts what was just done concerned
     */
    Mono<Rendering> show(SignedIn who, Sent sent, HttpStatus status, String after, long count) {
        var clearings = services.get(
                who,
                Service.CONTACTS,
                CLEARING_PAGE,
                "/businesses/{business}/clearings?limit={limit}&after={after}",
                CLEARINGS,
                after);
        var registration =
                services.getTagged(who, Service.CONTACTS, RegistrationSettings.class, RegistrationSettings.PATH);
        return Mono.zip(Parts.of(clearings), Parts.of(registration))
                .map(parts -> Rendering.view("web/contacts-setup")
                        .status(status)
                        .modelAttribute("clearings", Parts.shown(parts.getT1()))
                        .modelAttribute("registration", Parts.shown(parts.getT2()))
                        .modelAttribute("after", after)
                        .modelAttribute("now", clock.instant())
                        .modelAttribute("registrationForm", sent.registration())
                        .modelAttribute("letForm", Form.of(let(parts.getT2())))
                        .modelAttribute("clearingForm", sent.clearing())
                        .modelAttribute("levelsForm", sent.levels())
                        .modelAttribute("passwordsForm", sent.passwords())
                        .modelAttribute("lower", Levels.BELOW_ADMINISTRATOR)
                        .modelAttribute("admins", Levels.ADMINS)
                        .modelAttribute("count", count)
                        .build());
    }

    private static Map<String, String> let(Optional<Tagged<RegistrationSettings>> registration) {
        return registration.filter(now -> now.value().parentsMayRegister()).isPresent()
                ? Map.of("parentsMayRegister", "true")
                : Map.of();
    }

    /** The page with what is wrong in one of its forms. */
    Mono<Rendering> again(SignedIn who, Sent sent, HttpStatus status) {
        return show(who, sent, status, "", 0);
    }
}
